"""XHTML of a division -> a tree with the same words and nothing that could act: what may stay is on a list.

An element that is not on the list gives way to its words; a script, a style or a player goes with all it holds.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from lxml import etree

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"

LISTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
ELEMENTS, ACTIVE = frozenset(LISTS["elements"]), frozenset(LISTS["active"])
ATTRIBUTES = frozenset(LISTS["attributes"]) | {f"{{{OPS}}}type", f"{{{XML}}}lang"}
LINK = re.compile(r"(https?://[^\s/?#]+[^\s]*|mailto:[^\s]+|#\S+)", re.IGNORECASE)
ART = re.compile(r"art:[0-9a-f]{64}")  # a picture of the manuscript's own
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def legal(text: str) -> str:
    """Take out the characters that no XML file may hold (NUL and other controls)."""
    return ILLEGAL.sub("", text)


def tidy(text: str) -> str:
    """Make one line of a name or a title that goes into a heading or the metadata."""
    return " ".join(legal(text).split())


def tree(xhtml: str) -> etree._Element:
    """Read a run of XHTML blocks into one <section>, made safe."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(f'<section xmlns="{XHTML}" xmlns:epub="{OPS}">{legal(xhtml)}</section>', parser)
    for element in root.iterdescendants():
        _judge(element)
    etree.strip_elements(root, "active", with_tail=False)
    etree.strip_tags(root, "unknown")
    return root


def _judge(element: etree._Element) -> None:
    name = etree.QName(element)
    if name.localname.lower() in ACTIVE:
        element.tag = "active"
    elif name.namespace != XHTML or name.localname not in ELEMENTS or not _shown(element):
        element.tag = "unknown"
    for attribute in set(element.attrib) - ATTRIBUTES:
        del element.attrib[attribute]
    if not LINK.fullmatch(element.get("href", "#none")):
        del element.attrib["href"]


def _shown(element: etree._Element) -> bool:
    """Tell whether an element is no picture, or one of the manuscript's."""
    if etree.QName(element).localname == "img":
        return bool(ART.fullmatch(element.get("src", "")))
    element.attrib.pop("src", None)
    return True
