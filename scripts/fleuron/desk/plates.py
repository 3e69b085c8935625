"""PDFs -> pictures of their pages, each with a name that changes when the page does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from threading import Lock

import pikepdf
import pypdfium2

PDFIUM = Lock()  # pdfium is for one thread at a time
SCALES = {"thumb": 0.35, "page": 1.6, "large": 3.2}  # px to the point


@dataclass(frozen=True, slots=True)
class Plate:
    """One page: its picture's name, its size in points, and the box of what is printed on it, as shares of the page."""

    name: str
    width: float
    height: float
    box: tuple[float, float, float, float]  # left, top, right, bottom
    pdf: bytes
    number: int  # in that PDF, from 0


def plates(pdf: bytes) -> tuple[Plate, ...]:
    """Name and measure the pages of a print PDF; pages that look the same have one name, whatever file they are in."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(_plate(page, number, pdf) for number, page in enumerate(document))
        finally:
            document.close()


def picture(plate: Plate, size: str) -> bytes:
    """Draw a page as PNG, in one of SCALES."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(plate.pdf)
        try:
            image = document[plate.number].render(scale=SCALES[size], grayscale=True).to_pil()
        finally:
            document.close()
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def anchors(pdf: bytes) -> Mapping[str, int]:
    """Tell on which page (from 0) each named place of a screen PDF is."""
    with pikepdf.open(BytesIO(pdf)) as book:
        pages = {page.obj.objgen: number for number, page in enumerate(book.pages)}
        names = list(book.Root.Names.Dests.Names)
        return {str(name): pages[place[0].objgen] for name, place in zip(names[::2], names[1::2], strict=True)}


def labels(pdf: bytes) -> tuple[str, ...]:
    """Return the folio of each page of a screen PDF."""
    with pikepdf.open(BytesIO(pdf)) as book:
        return tuple(str(page.label) for page in book.pages)


def _plate(page: pypdfium2.PdfPage, number: int, pdf: bytes) -> Plate:
    width, height = page.get_size()
    bounds = [item.get_bounds() for item in page.get_objects(max_depth=4)]
    left, low = min((b[0] for b in bounds), default=0), min((b[1] for b in bounds), default=0)
    right, high = max((b[2] for b in bounds), default=0), max((b[3] for b in bounds), default=0)
    box = (left / width, 1 - high / height, 1 - right / width, low / height)
    look = sha256(bytes(page.render(scale=1, grayscale=True).buffer)).hexdigest()[:16]
    return Plate(look, width, height, box, pdf, number)
