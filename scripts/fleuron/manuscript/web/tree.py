"""bytes -> the tree of a web page, whatever its charset and however damaged; nothing is ever fetched."""

from __future__ import annotations

import codecs
import re
from typing import Any

from fleuron.manuscript.decode import MARKS, decode, refused
from fleuron.model import Finding

LARGEST = 64_000_000  # bytes; a page that was saved with all its pictures in it
FEW = 10  # letters that are right, for each that is not
HEAD = 4096  # bytes in which a page names its charset
CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,100}encoding=["']([\w.-]+)""", re.I
)
DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>", re.I)
DATA = re.compile(
    r"""(["'(])data:[\w/+.;=,-]{0,100}base64,[A-Za-z0-9+/=\s%]{200,}(?=["')])"""
)  # a picture, written out
NULS = re.compile(r"[\0\x01-\x08\x0b\x0e-\x1f]+")
XHTML = re.compile(r"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE\s[^>\[]*>\s*)?<html[^>]+xmlns=", re.I)
SAME = {"iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030"}


def parse(data: bytes, place: str, charset: str = "") -> Any | Finding:
    """Parse a page; `charset` is what its envelope said. The tree is lxml's, with the HTML element on top."""
    if len(data) > LARGEST:
        sentence = f"this page is {len(data) / 1e6:.0f} MB, and no essay is"
        return refused("MAN103", place, sentence, "save the page again without its pictures, or as text")
    text = _text(data, place, charset)
    return text if isinstance(text, Finding) else _tree(text, place)


def _text(data: bytes, place: str, charset: str) -> str | Finding:
    """Decode by the mark at the start, then by what the page or its envelope says, then by the letters."""
    named = CHARSET.search(data[:HEAD])
    said = (charset, *((group or b"").decode() for group in (named.groups() if named else ())))
    for name in said if not any(data.startswith(mark) for mark, _ in MARKS) else ():
        if (text := _decoded(data, name)) is not None:
            return text
    if (text := _nearly(data)) is not None:
        return text
    cleaned = data if _wide(data) else re.sub(rb"[\0-\x08\x0b\x0e-\x1f]+", b"", data)
    return decode(cleaned, place, largest=LARGEST)


def _nearly(data: bytes) -> str | None:
    """Decode what is UTF-8 but for a few bytes: each of these is then a sign of damage, and the rest is right."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return text if 0 < bad <= sum(char > "\x7f" for char in text) // FEW else None


def _wide(data: bytes) -> bool:
    return any(data.startswith(mark) for mark, _ in MARKS) or data[:200].count(0) > 60


def _decoded(data: bytes, name: str) -> str | None:
    """Decode where the charset is known and true; UTF-16 in a page's own words never is."""
    try:
        wanted = codecs.lookup(SAME.get(name.strip().lower(), name.strip())).name
        return data.decode(wanted) if name and not wanted.startswith(("utf-16", "utf-32")) else None
    except (LookupError, UnicodeError, ValueError):
        return None


def _tree(text: str, place: str) -> Any | Finding:
    from lxml import etree, html

    said = NULS.sub("", DATA.sub(r"\1", text)).encode("utf-8", "replace")
    if XHTML.match(text) and (tree := _strictly(said)) is not None:
        return tree
    quiet = {"remove_comments": True, "remove_pis": True, "no_network": True, "huge_tree": True}
    parser = html.HTMLParser(encoding="utf-8", **quiet)
    try:
        tree = html.document_fromstring(DECLARED.sub("", said.decode()).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return refused("MAN104", place, "this page is empty", "save the page again, or take the file away")
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        sentence = "this page is nested deeper than any web page, and cannot be read to its end"
        return refused("MAN102", place, sentence, "copy its text out of the browser, and save that as .txt")
    return tree


def _strictly(data: bytes) -> Any | None:
    """Parse XHTML as the XML it is, where it is: else `<a/>` would swallow what follows."""
    from lxml import etree, html

    parser = html.XHTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, resolve_entities=False, load_dtd=False
    )
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    html.xhtml_to_html(tree)
    return tree
