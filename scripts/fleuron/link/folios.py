"""A slot and a number -> what is drawn there, shaped as the layout does: figures kern and stand where they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import uharfbuzz as hb

from fleuron.link.chunk import Font, Slot
from fleuron.link.words import roman

Line = list[tuple[int, float, float, str]]  # glyph, its own width, how far it goes on, in 1/1000 em, and its text


class Setter:
    """Sets folios in the faces of a book, and notes which glyphs it took."""

    def __init__(self, faces: Mapping[str, bytes]) -> None:
        self._fonts = {sum: hb.Font(hb.Face(face)) for sum, face in faces.items()}
        self._lines: dict[tuple[str, str, tuple[tuple[str, int], ...]], Line] = {}
        self._shown: dict[tuple[str, str], tuple[Font, dict[int, tuple[str, float]]]] = {}

    def set(self, slot: Slot, number: int, font: Font) -> bytes:
        """Draw the folio of page `number` in its slot."""
        said = slot.text.format(roman(number) if slot.roman else number)
        line = self._shape(said, slot, font.face)
        _, shown = self._shown.setdefault((font.face, font.name), (font, {}))
        shown.update({glyph: (told, width) for glyph, width, _, told in line})
        wider = _width(line) - _width(self._shape(slot.sample, slot, font.face))
        x = slot.x - slot.align * wider * slot.size / 1000
        glyphs = "".join(f"<{glyph:04x}>{width - advance:.6g}" for glyph, width, advance, _ in line)
        return f"{slot.before}{x:.6f}{slot.between}[{glyphs}] TJ{slot.after}".encode("latin-1")

    def fonts(self) -> tuple[Font, ...]:
        """Return the fonts of the folios that were drawn since this was asked last, each with the glyphs they took."""
        shown, self._shown = self._shown, {}
        return tuple(replace(font, glyphs=glyphs) for font, glyphs in shown.values())

    def _shape(self, said: str, slot: Slot, face: str) -> Line:
        key = (said, face, tuple(slot.features.items()))
        if key not in self._lines:
            self._lines[key] = _shaped(said, slot, self._fonts[face])
        return self._lines[key]


def _shaped(said: str, slot: Slot, font: hb.Font) -> Line:
    buffer = hb.Buffer()
    buffer.add_str(said)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, dict(slot.features))
    unit = 1000 / font.face.upem
    ends = [*(glyph.cluster for glyph in buffer.glyph_infos[1:]), len(said)]
    return [
        (
            glyph.codepoint,
            font.get_glyph_h_advance(glyph.codepoint) * unit,
            place.x_advance * unit,
            said[glyph.cluster : end],
        )
        for glyph, place, end in zip(buffer.glyph_infos, buffer.glyph_positions, ends, strict=True)
    ]


def _width(line: Line) -> float:
    return sum(advance for _, _, advance, _ in line)
