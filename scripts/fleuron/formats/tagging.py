"""A tagged PDF whose elements end with each page -> one where a paragraph, a list or an essay is one element.

WeasyPrint tags page by page, and does not say which pieces belong together. While it writes, each piece is given the
number of what it is a piece of; afterwards pieces of one number are joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
import pydyf  # type: ignore[import-untyped]
from pikepdf import Array, Name
from weasyprint.pdf import tags

from fleuron.formats.lines import PART

CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/NonStruct"}  # what a list is called in the contents
JOINED = {"/Sect", "/P", "/L", "/LI", "/LBody", "/BlockQuote", "/Div"}


@contextmanager
def numbered() -> Iterator[None]:
    """Have WeasyPrint number the elements that it writes, and call the contents by their name."""
    listed: set[Any] = set()
    plain = tags._build_box_tree
    numbers: dict[Any, int] = {}

    def build(box: Any, *more: Any) -> Iterator[Any]:
        source = getattr(getattr(box, "_box", box), "element", None)
        if source is not None and source.tag == "nav":
            listed.update(source.iter())
        for element in plain(box, *more):
            if source is not None and element["S"] in JOINED and "ID" not in element:
                key = source.get(PART) or numbers.setdefault(source, len(numbers))
                element["ID"] = pydyf.String(f"{key}")
            if source is not None and source.tag == "section" and "lang" in source.attrib:
                element["Lang"] = pydyf.String(source.get("lang"))
            if source in listed:
                element["S"] = CONTENTS.get(element["S"], element["S"])
            yield element

    tags._build_box_tree = build
    try:
        yield
    finally:
        tags._build_box_tree = plain


def join(pdf: pikepdf.Pdf) -> None:
    """Join the pieces of each element, and take the numbers away."""
    _join(pdf.Root.StructTreeRoot.K[0])


def _join(element: Any) -> None:
    first: dict[tuple[str, str], Any] = {}
    kept = []
    for kid in _kids(element):
        if not _is_element(kid) or "/ID" not in kid:
            kept.append(kid)
            continue
        key = str(kid.S), str(kid.ID)
        if key in first and not _is_page(first[key].Pg, kid.Pg):
            _add(first[key], kid)
        else:
            first[key] = kid
            kept.append(kid)
    element.K = Array(kept)
    for kid in kept:
        if _is_element(kid):
            _join(kid)
            if "/ID" in kid:
                del kid["/ID"]


def _add(whole: Any, piece: Any) -> None:
    for kid in _kids(piece):
        kid.P = whole
        whole.K.append(kid)
    whole.Pg = piece.Pg  # that of the last piece, so that a piece of the next page is known


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [kids]


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == Name.StructElem


def _is_page(one: Any, other: Any) -> bool:
    return bool(one.objgen == other.objgen)
