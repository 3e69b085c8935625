"""Title and elements -> one XHTML file of the EPUB, as new and as old engines read it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from lxml.builder import ElementMaker

from fleuron.formats.safety import OPS, XHTML, XML, tidy

TYPE = f"{{{OPS}}}type"
LANG = f"{{{XML}}}lang"
H = ElementMaker(namespace=XHTML, nsmap={None: XHTML, "epub": OPS})
VOID = frozenset(f"{{{XHTML}}}{name}" for name in ("br", "col", "hr", "img", "link", "meta", "wbr"))
SHEETS = ("ebook", "ebook-modern")


def page(title: str, language: str, body: Sequence[etree._Element], zone: str = "") -> bytes:
    """Write one XHTML file."""
    head = H.head(H.meta(charset="utf-8"), H.title(tidy(title)))
    for sheet in SHEETS:
        head.append(H.link(rel="stylesheet", type="text/css", href=f"../css/{sheet}.css"))
    root = H.html({"lang": language, LANG: language}, head, H.body({TYPE: f"{zone}matter"} if zone else {}, *body))
    for element in root.iter("{*}*"):
        if not len(element) and element.text is None and element.tag not in VOID:
            element.text = ""  # old engines read the file as HTML, where <p/> never closes
    etree.cleanup_namespaces(root, top_nsmap={None: XHTML, "epub": OPS}, keep_ns_prefixes=["epub"])
    data: bytes = etree.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>", xml_declaration=True)
    return data + b"\n"
