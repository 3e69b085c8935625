"""A text, its style and a width -> its first line, and where the next begins: as WeasyPrint breaks it, from logotypes.

Only the plain case is decided here: words parted by spaces, and after the line one that may be divided between its
syllables and nowhere else. WeasyPrint decides all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from typing import Any

import pyphen
from weasyprint.layout.percent import percentage
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

from fleuron.formats.logotypes import Case

RATIO = 4  # letters in the width of one: WeasyPrint looks no further ahead
AFTER = re.compile(r"([“‘(]?)((?:[^\W\d_]|(?<=\w)’(?=\w))+)[.,;:?!”’)]*")  # the word after a line
BEFORE = re.compile(r".*[\w.,;:?!]")  # the last word of the line, where a quotation may open after it
CLOSED = re.compile(r".*[\w.,;:?!”’)]")  # and where not
ODD = re.compile("[\t\n\u00a0\u00ad\u200b]")


@dataclass(frozen=True, slots=True)
class Turn:
    """A line, how many bytes of it are the text's, and where in the text the next line begins (in bytes)."""

    line: str
    length: int
    resume: int | None


def turn(case: Case, text: str, style: Any, context: Any, room: float | None) -> Turn | None:
    """Find the first line of a text; None where it is not a plain one."""
    size = style["font_size"]
    if room is None or room == inf or size * RATIO > room:
        return None
    ahead = text[: int(room / size * RATIO)]
    words = ahead.split(" ")
    cast = [case[word] for word in words if word]
    if ODD.search(ahead) or len(cast) < len(words) or not all(cast) or not (space := case[" "]):
        return None
    between = space.width + int(style["word_spacing"] * TO_UNITS)
    ends = list(accumulate(part.width + between for part in cast if part))
    limit = int(room * TO_UNITS) + between
    count = sum(end <= limit for end in ends)
    if count == len(words):
        return Turn(text, len(text.encode()), None) if ahead == text else None
    if count == 0 or not _parted(case, words[count - 1], words[count], style):
        return None
    line = " ".join(words[:count])
    after = AFTER.fullmatch(words[count]) if count < len(words) - 1 or ahead == text else None
    if after is None:
        return None
    left = room - (ends[count - 1] - between) * FROM_UNITS
    for part in _divided(after[2], style, context, room, left):
        piece = case[f"{after[1]}{part}{style['hyphenate_character']}"]
        if piece is None:
            return None
        if ends[count - 1] + piece.width <= limit - between:
            kept = len(f"{line} {after[1]}{part}".encode())
            return Turn(f"{line} {after[1]}{part}{style['hyphenate_character']}", kept, kept)
    length = len(line.encode())
    return Turn(line, length, length + 1)


def _parted(case: Case, last: str, after: str, style: Any) -> bool:
    """Tell whether a line may end between two words, and whether the space there is as wide as any."""
    opened = CLOSED if after[0].isalpha() else BEFORE
    return bool(opened.fullmatch(last)) and (style["word_spacing"] != 0 or case.apart(last[-1], " ", after[0]))


def _divided(word: str, style: Any, context: Any, room: float, left: float) -> Iterator[str]:
    """Yield the beginnings of a word that may be divided, the longest first."""
    least, before, after = style["hyphenate_limit_chars"]
    language = pyphen.language_fallback(style["lang"]) if style["lang"] and style["hyphens"] == "auto" else None
    if not language or len(word) < least or left <= percentage(style["hyphenate_limit_zone"], style, room):
        return
    key = language, before, after, least
    if key not in context.dictionaries:
        context.dictionaries[key] = pyphen.Pyphen(lang=language, left=before, right=after)
    yield from (begins for begins, _ in context.dictionaries[key].iterate(word))
