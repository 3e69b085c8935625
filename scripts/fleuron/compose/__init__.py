"""Pieces of text and the room for their lines -> where the lines end: total-fit, over the widths of the very font.

Knows nothing of books, pages or markup. Lengths are in the unit of the caller (points, pixels), the same throughout.
"""

from __future__ import annotations

from collections.abc import Sequence

from fleuron.compose.fit import Room, fit
from fleuron.compose.parts import Line, Piece, Style
from fleuron.compose.shaper import Shaper
from fleuron.compose.words import read

__all__ = ["Line", "Piece", "Room", "Shaper", "Style", "compose"]


def compose(pieces: Sequence[Piece], room: Room, shaper: Shaper, language: str) -> dict[int, tuple[Line, ...]]:
    """Return the best setting of a paragraph for each number of lines that it can be set in, the best of all first.

    Returns nothing where it cannot be set well: a character that the font lacks, a script that runs from right to left,
    a word wider than its line.
    """
    words = read(pieces, shaper, language)
    return fit(words, room) if words else {}
