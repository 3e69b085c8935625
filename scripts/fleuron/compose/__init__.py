"""Pieces of text and the room for their lines -> where the lines end: total-fit, over the widths of the very font.

Knows nothing of books, pages or markup. Lengths are in the unit of the caller (points, pixels), the same throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from fleuron.compose.fit import fit
from fleuron.compose.pages import Block, Spot, Way, paginate
from fleuron.compose.parts import Fill, Line, Piece, Room, Style, Words
from fleuron.compose.shaper import Shaper
from fleuron.compose.words import read

__all__ = ["Block", "Fill", "Line", "Piece", "Room", "Shaper", "Spot", "Style", "Way", "compose", "paginate"]


def compose(
    pieces: Sequence[Piece], room: Room, shaper: Shaper, language: str, others: bool = False
) -> dict[int, tuple[Line, ...]]:
    """Return the best setting of a paragraph, by its number of lines; the best first where `others` are asked for.

    Returns nothing where it cannot be set well: a character that the font lacks, a script that runs from right to left,
    a word wider than its line.
    """
    words = _words(tuple(pieces), shaper, language, room.fill is Fill.JUSTIFIED)
    return fit(words, room, others) if words else {}


@lru_cache(maxsize=1)
def _words(pieces: tuple[Piece, ...], shaper: Shaper, language: str, divided: bool) -> Words | None:
    """Measure a paragraph once, however many rooms it is tried in."""
    return read(pieces, shaper, language, divided)
