"""PDF -> the lines of each page as they stand on paper, from the boxes of their glyphs."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2 import raw

SPACE = 0.12  # em; a wider gap parts two words
BACK = 0.3  # em; kerning goes no farther
HYPHENS = {"-", "\u00ad", "\u2010", "\u0002", "\ufffe"}


@dataclass(frozen=True, slots=True)
class Letter:
    """One character: its ink (left, bottom, right, top), where it begins and ends with the room around it, in pt."""

    text: str
    ink: tuple[float, float, float, float]
    start: float
    end: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs that stand beside one another, and the bounds of their ink, in pt."""

    glyphs: tuple[Letter, ...]
    left: float
    bottom: float
    right: float
    top: float
    base: float
    size: float

    @property
    def text(self) -> str:
        parted = zip(self.glyphs, (0.0, *self._gaps()), strict=True)
        return "".join(f" {glyph.text}" if gap > SPACE else glyph.text for glyph, gap in parted)

    @property
    def hyphened(self) -> bool:
        """Tell whether the line ends within a word."""
        return len(self.glyphs) > 3 and self.glyphs[-1].text in HYPHENS and self.glyphs[-2].text.isalpha()

    @property
    def gap(self) -> float:
        """Return the median gap between its words, in em."""
        wide = [gap for gap in self._gaps() if gap > SPACE]
        return median(wide) if wide else 0

    def _gaps(self) -> list[float]:
        return [(after.start - before.end) / self.size for before, after in pairwise(self.glyphs)]


def read_lines(data: bytes, pages: int) -> Iterator[tuple[Line, ...]]:
    """Give the lines of each page in the order in which they are drawn; of one that is damaged, none."""
    document = pypdfium2.PdfDocument(data)
    try:
        yield from (_read(document, number) for number in range(pages))
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument, number: int) -> tuple[Line, ...]:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return ()
    text = page.get_textpage()
    try:
        return tuple(_lines(list(_glyphs(text.raw, text.count_chars()))))
    finally:
        text.close()
        page.close()


def _glyphs(text: raw.FPDF_TEXTPAGE, count: int) -> Iterator[Letter]:
    left, right, bottom, top, x, base = (ctypes.c_double() for _ in range(6))
    loose, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    for place in range(count):
        letter = chr(raw.FPDFText_GetUnicode(text, place))
        raw.FPDFText_GetCharBox(text, place, left, right, bottom, top)
        if letter.isspace() or raw.FPDFText_IsGenerated(text, place) == 1 or right.value <= left.value:
            continue
        raw.FPDFText_GetLooseCharBox(text, place, loose)
        raw.FPDFText_GetCharOrigin(text, place, x, base)
        raw.FPDFText_GetMatrix(text, place, matrix)
        size = raw.FPDFText_GetFontSize(text, place) * (matrix.c**2 + matrix.d**2) ** 0.5
        ink = (left.value, bottom.value, right.value, top.value)
        yield Letter(letter, ink, loose.left, loose.right, base.value, size)


def _lines(glyphs: Sequence[Letter]) -> Iterator[Line]:
    """Part the glyphs where one no longer stands to the right of the last, at about its height and size."""
    start = 0
    for place in range(1, len(glyphs) + 1):
        if place == len(glyphs) or not _beside(glyphs[place - 1], glyphs[place]):
            if glyphs[start:place]:
                yield _line(glyphs[start:place])
            start = place


def _line(glyphs: Sequence[Letter]) -> Line:
    left, bottom, right, top = zip(*(glyph.ink for glyph in glyphs), strict=True)
    base, size = (median(values) for values in zip(*((glyph.base, glyph.size) for glyph in glyphs), strict=True))
    return Line(tuple(glyphs), min(left), min(bottom), max(right), max(top), base, size)


def _beside(before: Letter, after: Letter) -> bool:
    near = abs(after.base - before.base) < 0.45 * max(before.size, after.size)
    alike = max(before.size, after.size) < 2 * min(before.size, after.size)
    return near and alike and after.start > before.start - BACK * before.size
