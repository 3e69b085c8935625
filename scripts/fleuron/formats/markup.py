"""Title and elements -> one XHTML file, as new and as old engines read it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml.builder import ElementMaker

from fleuron.formats.safety import OPS, XHTML, XML, tidy

TYPE = f"{{{OPS}}}type"
LANG = f"{{{XML}}}lang"
H = ElementMaker(namespace=XHTML, nsmap={None: XHTML, "epub": OPS})
VOID = frozenset(f"{{{XHTML}}}{name}" for name in ("br", "col", "hr", "img", "link", "meta", "wbr"))
SHEETS = ("ebook", "ebook-modern")


def page(title: str, language: str, body: Iterable[etree._Element], zone: str) -> bytes:
    """Write one file, which XML and HTML parsers read alike; `zone` is the matter it belongs to: front, body, back."""
    head = H.head(H.meta(charset="utf-8"), H.title(tidy(title)))
    head.extend(H.link(rel="stylesheet", type="text/css", href=f"../css/{sheet}.css") for sheet in SHEETS)
    root = H.html({"lang": language, LANG: language}, head, H.body({TYPE: f"{zone}matter"}, *body))
    for element in root.iter("{*}*"):
        if not len(element) and element.text is None and element.tag not in VOID:
            element.text = ""  # in HTML, <p/> never closes
    etree.cleanup_namespaces(root, top_nsmap={None: XHTML, "epub": OPS})
    data: bytes = etree.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>", xml_declaration=False)
    return data + b"\n"
