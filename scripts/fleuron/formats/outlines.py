"""Words -> their outlines, as a PDF draws them: no font in the file, no word that is copied or read aloud."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from math import atan2, cos, hypot, sin
from pathlib import Path

from fontTools.misc.transform import Transform
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

SPAN = 0.62  # of the diagonal of a page, that a word takes
PLAIN = ("fontpkg_eb_garamond", "files/EBGaramond[wght].ttf")  # for what is no part of a theme's design


class Outline(BasePen):  # type: ignore[misc]
    """Write the outlines of glyphs as a PDF draws them."""

    def __init__(self, glyphs: object, at: Transform) -> None:
        super().__init__(glyphs)
        self.at = at
        self.drawn: list[str] = []

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._draw("m", point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._draw("l", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._draw("c", *points)

    def _closePath(self) -> None:  # noqa: N802
        self.drawn.append("h")

    def _draw(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = (f"{number:.2f}" for point in points for number in self.at.transformPoint(point))
        self.drawn.append(f"{' '.join(numbers)} {operator}")


def plain_file() -> Path:
    """Find the face of what is no part of a theme's design."""
    package, file = PLAIN
    spec = find_spec(package)
    return Path(spec.origin if spec and spec.origin else "").parent / file


@cache
def plain() -> TTFont:
    """Open that face."""
    return TTFont(plain_file())


def outlined(font: TTFont, text: str, at: Transform, align: float = 0.0) -> str:
    """Draw words from a point on; `at` places an em, `align` is how much of them stands before the point (0 to 1)."""
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    used = [glyphs[names[ord(letter)]] for letter in text if ord(letter) in names]
    place = at.scale(1 / font["head"].unitsPerEm).translate(-align * sum(glyph.width for glyph in used), 0)
    drawn: list[str] = []
    for glyph in used:
        pen = Outline(glyphs, place)
        glyph.draw(pen)
        drawn += pen.drawn
        place = place.translate(glyph.width, 0)
    return "\n".join(drawn)


def across(word: str, left: float, bottom: float, right: float, top: float) -> str:
    """Draw a word along the diagonal of a page; its edges are in pt."""
    font = plain()
    glyphs, names, em = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
    wide, high = right - left, top - bottom
    angle = atan2(high, wide)
    size = SPAN * hypot(wide, high) * em / sum(glyphs[names[ord(letter)]].width for letter in word)
    turned = Transform(cos(angle), sin(angle), -sin(angle), cos(angle), (left + right) / 2, (bottom + top) / 2)
    return outlined(font, word, turned.scale(size).translate(0, -font["OS/2"].sCapHeight / em / 2), 0.5)
