"""A title, or names -> the running head that fits beside the folio, measured in the theme's own face."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from fleuron.cache import remember
from fleuron.model import Division, RunningHead, Theme
from fleuron.program import code, version
from fleuron.wording import Wording

SMALL, SPACED = 0.76, 0.06  # of a capital's width; em between small capitals
USUAL = 0.42  # em: the width of a letter, where a theme brings no face
MANY = 4096  # titles
PAUSE = re.compile(r"\s*[:;—?!–]\s")


class Head(NamedTuple):
    """A running head; `cut` where it had to end in the midst of its words."""

    text: str
    cut: bool = False


def recto(division: Division, theme: Theme) -> Head:
    """Set the short title, or the title, of a division."""
    return _fit(division.short or division.title, theme, theme.head.recto)


def verso(division: Division, book: str, theme: Theme, said: Wording) -> Head:
    """Set the names of those who wrote a division, or the book's title."""
    return _fit(said.series([person.name for person in division.authors]) or book, theme, theme.head.verso)


def _fit(title: str, theme: Theme, cut: str) -> Head:
    return _fitted(title, theme.head, cut, _face(theme, italic=cut == "italic"))


@lru_cache(maxsize=MANY)
def _fitted(title: str, head: RunningHead, cut: str, face: bytes) -> Head:
    """Keep a title that fits; else end it at a pause, or where there is none between two words."""

    def fits(text: str) -> bool:
        wide = _capitals(text, face) + SPACED * len(text) if cut == "small-caps" else _width(text, face)
        return wide * head.size <= head.room

    pause = PAUSE.search(title)
    until = title[: pause.start() + (title[pause.start()] in "?!")] if pause else ""
    if fits(title) or (until and fits(until)):
        return Head(title if fits(title) else until)
    words = title.split()
    while len(words) > 1 and not fits(" ".join(words) + "…"):
        words.pop()
    return Head(" ".join(words).rstrip(" ,;:—–") + "…", cut=True)


def _capitals(text: str, face: bytes) -> float:
    return sum(_width(each.upper(), face) * (1 if each.isupper() else SMALL) for each in text)


def _face(theme: Theme, italic: bool) -> bytes:
    family = theme.head.family
    faces = (face for face in theme.faces if face.weight == 400 and face.italic == italic)
    return next((face.data for face in faces if not family or face.family == family), b"")


def _width(text: str, face: bytes) -> float:
    """Measure a text in em; a letter that the face does not have is as wide as most are."""
    widths = _widths(face) if face else {}
    return sum(widths.get(ord(letter), USUAL) for letter in text)


@lru_cache(maxsize=8)
def _widths(face: bytes) -> Mapping[int, float]:
    told = json.loads(
        remember(lambda: _measured(face), "widths", code(__name__), version("fonttools"), face, sound=_is_told)
    )
    return {int(letter): width for letter, width in told.items()}


def _is_told(data: bytes) -> bool:
    return data.startswith(b'{"')


def _measured(face: bytes) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(face), lazy=True)
    em, advance = font["head"].unitsPerEm, font["hmtx"]
    return json.dumps({letter: advance[glyph][0] / em for letter, glyph in font.getBestCmap().items()}).encode()
