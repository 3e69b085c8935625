"""A tagged PDF whose elements end with each page -> one where a paragraph, a list or an essay is one element.

WeasyPrint tags page by page, and does not say which pieces belong together. While it writes, each piece is given the
number of what it is a piece of; afterwards pieces of one number are joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
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


def join(pdf: pydyf.PDF, top: Any) -> None:
    """Join the pieces of each element under `top`, and take the numbers away."""
    first: dict[tuple[str, bytes], Any] = {}
    kept = []
    for reference in top["K"]:
        kid = _element(pdf, reference)
        number = kid.pop("ID", None) if kid else None
        if number is None:
            kept.append(reference)
            continue
        key = kid["S"], number.data
        if key in first and first[key]["Pg"] != kid["Pg"]:
            _add(pdf, first[key], kid)
        else:
            first[key] = kid
            kept.append(reference)
    top["K"] = pydyf.Array(kept)
    for kid in filter(None, (_element(pdf, reference) for reference in kept)):
        join(pdf, kid)


def _add(pdf: pydyf.PDF, whole: Any, piece: Any) -> None:
    for reference in piece["K"]:
        kid = _element(pdf, reference)
        if kid:
            kid["P"] = whole.reference
        whole["K"].append(reference)
    whole["Pg"] = piece["Pg"]  # that of the last piece, so that a piece of the next page is known


def _element(pdf: pydyf.PDF, reference: Any) -> Any:
    """Return the element that a kid of another is, or None where it is a piece of a page."""
    found = pdf.objects[int(reference.split()[0])] if isinstance(reference, bytes) else None
    return found if found is not None and found.get("Type") == "/StructElem" else None
