"""A page -> DRAFT across it: a drawing to stand behind the text, no word that is copied or read aloud."""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO
from math import atan2, cos, hypot, sin
from pathlib import Path

from fontTools.misc.transform import Transform
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

WORD = "DRAFT"
GRAY = 0.86  # of white: behind black text, in front of nothing
SPAN = 0.62  # of the diagonal
FONT = ("fontpkg_eb_garamond", "files/EBGaramond[wght].ttf")  # whatever the theme: it is no part of the design


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


def behind(left: float, bottom: float, right: float, top: float) -> bytes:
    """Draw the word along the diagonal of a page; its edges are in pt."""
    package, file = FONT
    spec = find_spec(package)
    font = TTFont(BytesIO((Path(spec.origin if spec and spec.origin else "").parent / file).read_bytes()))
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    widths = [glyphs[names[ord(letter)]].width for letter in WORD]
    wide, high = right - left, top - bottom
    angle, size = atan2(high, wide), SPAN * hypot(wide, high) / sum(widths)
    turned = Transform(cos(angle), sin(angle), -sin(angle), cos(angle), (left + right) / 2, (bottom + top) / 2)
    start = turned.scale(size).translate(-sum(widths) / 2, -font["OS/2"].sCapHeight / 2)
    paths = []
    for place, letter in enumerate(WORD):
        pen = Outline(glyphs, start.translate(sum(widths[:place]), 0))
        glyphs[names[ord(letter)]].draw(pen)
        paths += pen.drawn
    return f"/Artifact BMC q {GRAY} g\n{chr(10).join(paths)}\nf Q EMC\n".encode()
