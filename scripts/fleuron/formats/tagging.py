"""A tagged PDF whose elements end with each page -> one where a paragraph, a list or an essay is one element.

WeasyPrint tags page by page, and does not say which pieces belong together. While it writes, each piece is given the
number of what it is a piece of; afterwards pieces of one number are joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import ReplacedBox
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

from fleuron.formats.lines import PART

POINT = 0.75  # of a CSS pixel
CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/NonStruct"}  # what a list is called in the contents
JOINED = {"/Sect", "/P", "/L", "/LI", "/LBody", "/BlockQuote", "/Div"}


@contextmanager
def numbered() -> Iterator[None]:
    """Have WeasyPrint number the elements that it writes, and call the contents and pictures by their names."""
    listed: set[Any] = set()
    plain, marked = tags._build_box_tree, Stream.marked
    numbers: dict[Any, int] = {}

    def build(box: Any, *more: Any) -> Iterator[Any]:
        source = getattr(getattr(box, "_box", box), "element", None)
        if _adorns(box):
            return
        if source is not None and source.tag == "nav":
            listed.update(source.iter())
        for element in plain(box, *more):
            if element["S"] == "/Figure":
                element["A"]["BBox"] = _bounds(box, more[1], more[2])
            if element["S"] == "/LI" and source not in listed:
                _embody(more[1], element)
            if source is not None:
                _call(element, source, numbers)
            if source in listed:
                element["S"] = CONTENTS.get(element["S"], element["S"])
            yield element

    def mark(stream: Any, box: Any, tag: str) -> Any:
        return stream.artifact() if _adorns(box) else marked(stream, box, tag)

    tags._build_box_tree, Stream.marked = build, mark
    try:
        yield
    finally:
        tags._build_box_tree, Stream.marked = plain, marked


def _call(element: Any, source: Any, numbers: dict[Any, int]) -> None:
    """Number an element, where it may be a piece of one; tell its language, and that a figure is a box."""
    if element["S"] in JOINED and "ID" not in element:
        key = source.get(PART) or numbers.setdefault(source, len(numbers))
        element["ID"] = pydyf.String(f"{key}")
    if source.tag == "section" and "lang" in source.attrib:
        element["Lang"] = pydyf.String(source.get("lang"))
    if source.tag == "figure":
        element["S"] = "/Div"


def _embody(pdf: pydyf.PDF, item: Any) -> None:
    """Put what stands in an item of a list, besides its mark, into its body (ISO 32000-1, 14.8.4.3.3)."""
    kids = [(reference, _element(pdf, reference)) for reference in item["K"]]
    loose = [(reference, kid) for reference, kid in kids if kid is not None and kid["S"] not in ("/Lbl", "/LBody")]
    if not loose:
        return
    body = next((kid for _, kid in kids if kid is not None and kid["S"] == "/LBody"), None)
    if body is None:
        entries = {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "Pg": item["Pg"], "P": item.reference}
        body = pydyf.Dictionary(entries)
        pdf.add_object(body)
        item["K"].append(body.reference)
    for reference, kid in loose:
        item["K"].remove(reference)
        body["K"].append(reference)
        kid["P"] = body.reference


def _adorns(box: Any) -> bool:
    """Tell whether a box is a picture that says nothing."""
    return isinstance(box, ReplacedBox) and box.element is not None and box.element.get("alt") == ""


def _bounds(box: Any, pdf: pydyf.PDF, page: int) -> pydyf.Array:
    """Return the edges of a picture in the coordinates of its page: left, bottom, right, top (pt)."""
    left, _, _, top = pdf.objects[int(pdf.page_references[page].split()[0])]["TrimBox"]
    x, y = left + box.content_box_x() * POINT, top - box.content_box_y() * POINT
    edges = (x, y - box.height * POINT, x + box.width * POINT, y)
    return pydyf.Array([round(edge, 3) for edge in edges])


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
