"""Words that were shaped once -> the same words again, measured and drawn at once: a book is made of few words.

WeasyPrint has Pango shape every line some four times between its text and its page. Here a word is shaped once in each
style, and cast as a logotype: its width, and what draws it. A line of logotypes is as wide, and drawn as, the line that
Pango would lay out, to the last digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout, line_size

SPACES = " \u00a0"
ONE = pango.pango_units_from_double(1)  # px
MOVED = re.compile(r">(-?[\d.]+)(?:<|$)")  # what stands between glyphs, in 1/1000 em
EXACT = 1e-3  # 1/1000 em
MOST = 50_000  # logotypes in a case; then it is emptied


@dataclass(frozen=True, slots=True)
class Sort:
    """A cast glyph: the text it stands for, and its own width in 1/1000 em; the room it takes and its place there."""

    number: int
    text: str
    own: int
    room: int
    place: int


@dataclass(frozen=True, slots=True)
class Logotype:
    """A word or a space: its glyphs, its width in units of Pango, and what draws it between < and >."""

    glyphs: tuple[Sort, ...]
    width: int
    drawn: str


class Case(dict[str, Logotype | None]):
    """The logotypes of one style, by word; what is not there is cast, None where Pango sets it in a run unlike `like`.

    That is x, or a full stop for lines without a letter: figures and marks by themselves are of no script.
    """

    def __init__(self, style: Any, like: str) -> None:
        self._like = like
        self._style = style.copy()
        self._style["word_spacing"] = 0
        self._sample = self._laid(like, spread=True)
        line, _ = self._sample.get_first_line()
        analysis = line.runs.data.item.analysis
        self.font, self._kind = analysis.font, analysis.level  # in these bits Pango tells the script too
        self.size = float(get_pango_font_key(self.font)[2])
        self.height = line_size(line, style)[1]
        self.baseline = pango.pango_layout_get_baseline(self._sample.layout) * FROM_UNITS
        self._apart: dict[tuple[str, str, str], bool] = {}
        self._spread: dict[tuple[str, int, bool, bool], Logotype] = {}

    def __missing__(self, part: str) -> Logotype | None:
        if len(self) > MOST:
            self.clear()
        space, like = part in SPACES, self._like
        layout = self._laid(f"{like}{part}{like}" if space else f"{like} {part}", spread=True)
        place, spread = (1, ONE) if space else (2, 0)
        runs = _runs(layout)
        cast = self[part] = self._logotype(runs[place], layout.text, spread) if len(runs) == 3 else None
        return cast

    def apart(self, before: str, space: str, after: str) -> bool:
        """Tell whether letters stand on both sides of a space as they do alone: without kerning, in the same form."""
        key = before, space, after
        if key not in self._apart:
            layout = self._laid("".join(key), spread=False)
            whole = self._logotype(_runs(layout)[0], layout.text)
            parts = [part.drawn for each in key if each and (part := self[each])]
            self._apart[key] = bool(whole and whole.drawn == "".join(parts))
        return self._apart[key]

    def spread(self, text: str, space: Logotype, more: int, first: bool, last: bool) -> Logotype:
        """Add to a space, half of it before; at the ends of a line Pango takes away what would be outside."""
        key = text, more, first, last
        if key not in self._spread:
            if len(self._spread) > MOST:
                self._spread.clear()
            more *= 2 if first or (last and text == " ") else 1
            before = _half(more)
            (glyph,) = space.glyphs
            room = glyph.room + more - (before if first else 0) - (more - before if last else 0)
            glyph = replace(glyph, room=room, place=glyph.place + (0 if first else before))
            self._spread[key] = Logotype((glyph,), room, self._draw(glyph))
        return self._spread[key]

    def _laid(self, text: str, *, spread: bool) -> Any:
        """Lay a text out; where its spaces are spread, each stands in a run of its own."""
        layout = Layout(self._style, 1 if spread else 0)
        layout.set_text(text, justify=spread)
        return layout

    def _logotype(self, run: Any, text: str, spread: int = 0) -> Logotype | None:
        """Cast a run; None where it has another face or script, a glyph that the face lacks, or one that is raised."""
        item, string = run.item, run.glyphs
        shaped = string.glyphs[0 : string.num_glyphs]
        odd = any(each.glyph >= pango.PANGO_GLYPH_EMPTY or each.geometry.y_offset for each in shaped)
        if odd or item.analysis.font != self.font or item.analysis.level != self._kind:
            return None
        said, starts = text.encode()[item.offset :], [*string.log_clusters[0 : string.num_glyphs], item.length]
        glyphs = tuple(
            Sort(
                each.glyph,
                said[start:end].decode(),
                self._own(each.glyph),
                each.geometry.width - spread,
                each.geometry.x_offset - _half(spread),
            )
            for each, (start, end) in zip(shaped, pairwise(starts), strict=True)
        )
        return Logotype(glyphs, sum(each.room for each in glyphs), "".join(map(self._draw, glyphs)))

    def _own(self, glyph: int) -> int:
        """Return the width of a glyph as its font tells it, in 1/1000 em."""
        ink, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(self.font, glyph, ink, logical)
        return round(float(logical.width * 1000 * FROM_UNITS / self.size))

    def _draw(self, glyph: Sort) -> str:
        """Write a glyph, and what its place differs from the font's, as `draw_first_line` does."""
        offset = glyph.place / self.size
        kerning = glyph.own + offset - glyph.room * 1000 * FROM_UNITS / self.size
        before, after = f">{-offset}<" if offset else "", f">{int(kerning)}<" if kerning else ""
        return f"{before}{glyph.number:04x}{after}"


class SetLine(Layout):  # type: ignore[misc]
    """A line of logotypes, in the place of one that Pango lays out; `spacing` is what justifies it."""

    def __init__(self, case: Case, text: str, parts: list[tuple[str, Logotype]], spacing: float, room: Any) -> None:
        self.case, self.text, self.parts = case, text, parts
        self.justification_spacing, self.max_width, self.first_line_direction = spacing, room, 0
        self.ascent = self.underline_position = self.strikethrough_position = None

    def reactivate(self, style: Any) -> None:
        """Do nothing: the line needs not be shaped again."""

    def deactivate(self) -> None:
        """Do nothing: the line holds nothing of Pango's."""

    def width(self, spacing: float) -> float:
        """Return the width (px), with so much added to each space."""
        return float(sum(part.width for part in self._spread(spacing)) * FROM_UNITS)

    def drawn(self, spacing: float) -> str:
        """Draw the line; where its spaces are spread, each part of it is a run."""
        parts = [part.drawn for part in self._spread(spacing)]
        return "".join(map(_run, parts)) if spacing else _run("".join(parts))

    def _spread(self, spacing: float) -> Iterator[Logotype]:
        more, last = int(spacing * TO_UNITS), len(self.parts) - 1
        for place, (text, part) in enumerate(self.parts):
            spread = spacing and text in SPACES
            yield self.case.spread(text, part, more, place == 0, place == last) if spread else part


class Dots(SetLine):
    """A line that is repeated so many times: a leader, whose dots stand where each of them would by itself."""

    def __init__(self, unit: SetLine, count: int) -> None:
        super().__init__(unit.case, unit.text * count, unit.parts, unit.justification_spacing, unit.max_width)
        self.count = count

    def width(self, spacing: float) -> float:
        return super().width(spacing) * self.count

    def drawn(self, spacing: float) -> str:
        drawn = super().drawn(spacing)
        told = sum(float(moved) for moved in MOVED.findall(drawn))
        glyphs = (glyph for _, part in self.parts for glyph in part.glyphs)
        room = self.width(spacing) / self.count * 1000 / self.case.size
        lost = sum(glyph.own for glyph in glyphs) - told - room
        return (f"{drawn} {lost:.4f}" if abs(lost) > EXACT else drawn) * self.count


def _runs(layout: Any) -> list[Any]:
    runs, found = layout.get_first_line()[0].runs, []
    while runs != ffi.NULL:
        found.append(runs.data)
        runs = runs.next
    return found


def _half(spread: int) -> int:
    """Return how much of what is added to a cluster Pango puts before it: whole pixels where all of it is so many."""
    half = int(spread / 2)
    return half if spread % ONE else (half + ONE // 2) // ONE * ONE


def _run(drawn: str) -> str:
    return f"<{drawn}"[:-1] if drawn.endswith("<") else f"<{drawn}>"
