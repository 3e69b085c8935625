"""Text in a style -> its width, as HarfBuzz shapes it: kerned, with ligatures, small capitals and old-style figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import uharfbuzz as hb

from fleuron.compose.parts import Style

SPACES = " \N{NO-BREAK SPACE}"


MOST = 50_000  # widths that are remembered of a style


class Widths(dict[str, float | None]):
    """The width of each text in one style, shaped when it is first asked for."""

    def __init__(self, shape: Callable[[str], float | None]) -> None:
        self._shape = shape

    def __missing__(self, text: str) -> float | None:
        if len(self) == MOST:
            self.clear()
        width = self[text] = self._shape(text)
        return width


class Shaper:
    """Keeps the faces open and remembers the width of each word."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._fonts: dict[bytes, hb.Font] = {}
        self._styles: dict[Style, Widths] = {}

    def width(self, text: str, style: Style) -> float | None:
        """Return the width of a text without line ends, or None where the face lacks a character of it."""
        return self.widths(style)[text]

    def widths(self, style: Style) -> Widths:
        """Return the widths of all texts in a style."""
        if style not in self._styles:
            self._styles[style] = Widths(partial(self._shape, style))
        return self._styles[style]

    def _shape(self, style: Style, text: str) -> float | None:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = self.language
        font = self._font(style.face)
        hb.shape(font, buffer, {tag: bool(value) for tag, value in style.features} | _spaced(style))
        if buffer.direction != "ltr" or any(glyph.codepoint == 0 for glyph in buffer.glyph_infos):
            return None
        advance = sum(place.x_advance for place in buffer.glyph_positions)
        clusters = len({glyph.cluster for glyph in buffer.glyph_infos})
        added = clusters * style.tracking + sum(letter in SPACES for letter in text) * style.spacing
        return float(advance * style.size / font.face.upem + added)

    def _font(self, face: bytes) -> hb.Font:
        if face not in self._fonts:
            self._fonts[face] = hb.Font(hb.Face(face))
        return self._fonts[face]


def _spaced(style: Style) -> dict[str, bool]:
    """Letters that are spaced do not join."""
    return {"liga": False, "clig": False} if style.tracking else {}
