"""PDFs -> pictures of their pages, each with a name that changes when the page does."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from threading import Lock

import pikepdf
import pypdfium2

PDFIUM = Lock()  # pdfium is for one thread at a time
SCALES = {"thumb": 0.35, "page": 1.6, "large": 3.2}  # px to the point


@dataclass(frozen=True, slots=True)
class Plate:
    """One page: its picture's name, its size in points, and what is trimmed off on each side, as shares of the page."""

    name: str
    width: float
    height: float
    trim: tuple[float, float, float, float]  # left, top, right, bottom
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
    with _page(plate) as page:
        image = page.render(scale=SCALES[size], grayscale=True).to_pil()
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def seek(plate: Plate, words: str) -> float | None:
    """Tell how far down a page these words begin, as a share of it; None where they do not."""
    found, places = _letters(plate)
    at = found.find(letters(words))
    if at < 0:
        return None
    with _page(plate) as page:
        return float(1 - page.get_textpage().get_charbox(places[at])[3] / plate.height)


def letters(text: str) -> str:
    """Reduce a text to what any layout keeps of it: no spaces, hyphens or capitals."""
    return "".join(char for char in text.casefold() if char.isalnum())


@lru_cache(maxsize=2000)
def _letters(plate: Plate) -> tuple[str, tuple[int, ...]]:
    """Read the letters of a page, and where in its text each of them is."""
    with _page(plate) as page:
        text = page.get_textpage().get_text_range()
    told = [(letter, at) for at, char in enumerate(text) for letter in letters(unicodedata.normalize("NFKC", char))]
    return "".join(letter for letter, _ in told), tuple(at for _, at in told)


@contextmanager
def _page(plate: Plate) -> Iterator[pypdfium2.PdfPage]:
    with PDFIUM:
        document = pypdfium2.PdfDocument(plate.pdf)
        try:
            yield document[plate.number]
        finally:
            document.close()


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
    left, low, right, high = page.get_trimbox()
    trim = (left / width, 1 - high / height, 1 - right / width, low / height)
    look = sha256(bytes(page.render(scale=1, grayscale=True).buffer)).hexdigest()[:16]
    return Plate(look, width, height, trim, pdf, number)
