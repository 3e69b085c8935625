"""Pieces of text -> words measured and places where a line may end, hyphens included."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from fleuron.compose.parts import Break, Piece, Style, Words
from fleuron.compose.patterns import dictionary

if TYPE_CHECKING:
    from fleuron.compose.shaper import Shaper

HYPHEN = "\N{HYPHEN}"
LEAST, BEFORE, AFTER = 5, 2, 3  # letters of a word that is divided, and on either side (Hart's Rules, 4.2)
DIVIDED, SHORT, NAME, JOINED, DASHED = 90.0, 140.0, 500.0, 40.0, 10.0  # what it costs to end a line so
WORDS = re.compile(r"(?:\A\u00a0)?[^ \u00a0]+")  # what stands beside a drop cap may begin with a space
WORD = re.compile(r"[^\W\d_]+")
INSIDE = re.compile(r"(?<=\w)-(?=[^\W\d_])|—(?=[\w“‘(])|–(?=[^\W\d_])|(?<=\w)/(?=\w)")
ADDRESS = re.compile(r"[@/_&\d]|\.\w")  # neither addresses nor numbers are divided
UNOPENING = "—–…"  # no line begins with these


def read(pieces: Sequence[Piece], shaper: Shaper, language: str, divided: bool = True) -> Words | None:
    """Measure a paragraph, its words `divided` or not; None where a character of it cannot be measured."""
    text = "".join(piece.text for piece in pieces)
    spans = [match.span() for match in WORDS.finditer(text)]
    if not spans:
        return None
    ruler = Ruler(pieces, shaper)
    widths = [ruler.width(*span) for span in spans]
    spaces = [0.0, *(ruler.width(before[1], after[0]) for before, after in pairwise(spans))]
    breaks = tuple(_breaks(text, spans, widths, ruler, language if divided else ""))
    if ruler.lost:
        return None
    em = max(piece.style.size for piece in pieces if piece.text.strip())
    return Words((0.0, *accumulate(widths)), tuple(accumulate(spaces)), breaks, em)


class Ruler:
    """Measures any stretch of a paragraph, piece by piece, as it is drawn; `lost` when one cannot be measured."""

    def __init__(self, pieces: Sequence[Piece], shaper: Shaper) -> None:
        ends = accumulate(len(piece.text) for piece in pieces)
        rows = zip(ends, pieces, strict=True)
        self.pieces = [(end - len(piece.text), end, piece, shaper.widths(piece.style)) for end, piece in rows]
        self.shaper = shaper
        self.lost = False

    def width(self, start: int, end: int, more: str = "") -> float:
        """Return the width of `text[start:end]` with `more` after it in the style of its end."""
        total = 0.0
        inside = [row for row in self.pieces if row[0] < end and row[1] > start]
        for first, last, piece, widths in inside:
            text = piece.text[max(0, start - first) : end - first] + (more if last >= end else "")
            width = piece.width if piece.width is not None else widths[text]
            self.lost = self.lost or width is None
            total += width or 0.0
        return total

    def alone(self, start: int, end: int) -> Style | None:
        """Return the style of a stretch that is all in one piece."""
        inside = [piece for first, last, piece, _ in self.pieces if first < end and last > start]
        return inside[0].style if len(inside) == 1 and inside[0].width is None else None


def _breaks(
    text: str, spans: Sequence[tuple[int, int]], widths: Sequence[float], ruler: Ruler, language: str
) -> Iterator[Break]:
    first, last = spans[0][0], len(spans) - 1
    yield Break(-1, 0.0, 0.0, 0, widths[0], _hang(text, first, ruler), 0.0, False, 0, first)
    for word, (start, end) in enumerate(spans):
        yield from _divisions(text, word, (start, end), ruler, language)
        if word == last:
            yield Break(word, widths[word], 0.0, word + 1, 0.0, 0.0, 0.0, False, end, len(text))
        elif text[after := spans[word + 1][0]] not in UNOPENING and text[end:after].isascii():
            right, left = _hang(text, end - 1, ruler, right=True), _hang(text, after, ruler)
            yield Break(word, widths[word], right, word + 1, widths[word + 1], left, 0.0, False, end, after)


def _divisions(text: str, word: int, span: tuple[int, int], ruler: Ruler, language: str) -> Iterator[Break]:
    """Find the breaks inside a word; those of one in a single style are the same wherever it stands."""
    start, end = span
    style = ruler.alone(start, end)
    if style is None:
        for at, cost, added in sorted(_inside(text[start:end], language)):
            yield _division(text, word, (start, start + at, end), cost, added, ruler)
        return
    found, lost = _alone(text[start:end], style, ruler.shaper, language)
    ruler.lost = ruler.lost or lost
    for _, seen, right, _, rest, left, cost, hyphen, at, resume, added in found:
        yield Break(word, seen, right, word, rest, left, cost, hyphen, start + at, start + resume, added)


@lru_cache(maxsize=20_000)
def _alone(word: str, style: Style, shaper: Shaper, language: str) -> tuple[tuple[Break, ...], bool]:
    """Find the breaks inside a word that stands by itself, and whether a part of it cannot be measured."""
    ruler = Ruler([Piece(word, style)], shaper)
    inside = sorted(_inside(word, language))
    found = tuple(_division(word, 0, (0, at, len(word)), cost, added, ruler) for at, cost, added in inside)
    return found, ruler.lost


def _division(text: str, word: int, span: tuple[int, int, int], cost: float, added: bool, ruler: Ruler) -> Break:
    """Make the break inside a word; what stands on either side is measured as it would be drawn there."""
    start, at, end = span
    mark = HYPHEN if added else ""
    seen, rest = ruler.width(start, at, mark), ruler.width(at, end)
    right, left = _hang(text, at - 1, ruler, mark, right=True), _hang(text, at, ruler)
    hyphen = added or text[at - 1] == "-"
    return Break(word, seen, right, word, rest, left, cost, hyphen, at, at, added)


def _inside(word: str, language: str) -> Iterator[tuple[int, float, bool]]:
    """Find where a word may be divided: after its own hyphens and dashes, or else between its syllables."""
    joints = [joint.end() for joint in INSIDE.finditer(word) if joint.end() > 1]
    hard = {at: word[at - 1] == "-" for at in joints}
    yield from ((at, JOINED if hyphen else DASHED, False) for at, hyphen in hard.items() if language or not hyphen)
    if not language or "-" in word or ADDRESS.search(word):
        return
    for part in WORD.finditer(word):
        if len(part[0]) >= LEAST:
            plain = part[0].islower()
            for at in _syllables(part[0].lower(), language):
                yield part.start() + at, NAME if not plain else SHORT if at < 3 else DIVIDED, True


@cache
def _syllables(letters: str, language: str) -> tuple[int, ...]:
    known = dictionary(language, BEFORE, AFTER)
    return tuple(at for at in known.positions(letters) if BEFORE <= at <= len(letters) - AFTER) if known else ()


def _hang(text: str, at: int, ruler: Ruler, mark: str = "", right: bool = False) -> float:
    """Return how much of the character at a place, or of the hyphen after it, hangs out of the line."""
    side = _margins()["right" if right else "left"]
    seen = mark or text[at]
    part = side.get(seen, 0.0)
    return part * (ruler.width(at, at + 1, mark) - (ruler.width(at, at + 1) if mark else 0.0)) if part else 0.0


@cache
def _margins() -> dict[str, dict[str, float]]:
    return tomllib.loads((files(__package__) / "hanging.toml").read_text("utf-8"))
