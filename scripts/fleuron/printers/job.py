"""PDF -> Job: the pages that a printer would see, with their boxes, whatever is drawn on them, and their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf

from fleuron.printers.lines import Line, read_lines
from fleuron.printers.marks import Mark, read_marks

INCH = 72  # pt
Box = tuple[float, float, float, float]  # left, bottom, right, top, in pt


class UnreadableError(Exception):
    """Say why a file cannot be read as a PDF."""


class Fault(NamedTuple):
    """One thing that is not so: its page (0 is the file), a sentence with the measure, and what mends it."""

    page: int
    sentence: str
    fix: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: `number` counts from 1, and odd ones are rectos."""

    number: int
    object: Any
    media: Box
    bleed: Box
    trim: Box
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]

    @property
    def inked(self) -> bool:
        """Tell whether anything is printed on it."""
        return any(mark.seen for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Job:
    """A finished file as a printer gets it."""

    data: bytes
    pdf: Any
    sheets: tuple[Sheet, ...]
    locked: bool = False

    @property
    def info(self) -> Mapping[str, str]:
        """Read the document information, by its keys without their slash."""
        known = self.pdf.trailer.get("/Info", {})
        return {key[1:]: str(value) for key, value in known.items()}

    @property
    def bleeds(self) -> bool:
        """Tell whether a page is larger than its trim."""
        return any(max(beyond(sheet.media, sheet.trim)) > 0.5 for sheet in self.sheets)


def beyond(outer: Box, inner: Box) -> Box:
    """Return how far a box reaches beyond another: left, bottom, right, top, in pt."""
    return inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]


@contextmanager
def read_job(data: bytes) -> Iterator[Job]:
    """Read a PDF; a locked one has no sheets. Raises UnreadableError."""
    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError:
        yield Job(data, None, (), locked=True)
        return
    except pikepdf.PdfError as error:
        raise UnreadableError(str(error).rpartition(">: ")[2]) from error  # without the name of the stream
    with pdf:
        yield Job(data, pdf, tuple(_sheets(pdf, data)), locked=pdf.is_encrypted)


def _sheets(pdf: Any, data: bytes) -> Iterator[Sheet]:
    lines = read_lines(data, len(pdf.pages))
    for number, (page, own) in enumerate(zip(pdf.pages, lines, strict=True), 1):
        media = _box(page.obj.get("/MediaBox", page.mediabox))
        trim = _box(page.obj.get("/TrimBox", page.cropbox))
        bleed = _box(page.obj.get("/BleedBox", page.obj.get("/TrimBox", page.cropbox)))
        marks = tuple(read_marks(page, page.obj.get("/Resources", page.resources)))
        yield Sheet(number, page.obj, media, bleed, trim, marks, own)


def _box(array: Any) -> Box:
    left, bottom, right, top = (float(number) for number in array)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
