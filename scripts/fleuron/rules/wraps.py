"""Lines -> paragraphs: text that was broken at a fixed width (mails, old plain-text pages) is put together again.

Such a line is full: the first word of the next would not have fitted in. Verse, addresses and menus are broken before
they are full, and keep their lines. In doubt a line stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from fleuron.model import Line
from fleuron.rules.page import MARK, STOP, TAIL, WORD
from fleuron.rules.vocabulary import vocabulary

NARROWEST, WIDEST = 45, 100  # characters of a full line
RAGGED = 6  # characters by which a full line may be short: people who break lines by hand do not count
WORDS = 5  # of a full line at the least
PAIRS = 3  # full lines that tell of a wrapped page, at the least
SHARE = 0.8  # of the lines broken within a sentence are full, where a page is wrapped
LOWER = 0.4  # of these are followed by a small letter; verse has capitals
QUOTE = re.compile(r"\s*((?:>\s?)*)")
CODE = re.compile(r"[={}|\\\t]|\w_\w|::|\(\)|(?<!\w)--\w|^[$#] ")
LONGEST = 14  # characters of a word that may have gone to the next line
DASH = re.compile(r"\S(?:—|--)$")
BROKEN = re.compile(r"[^\W\d_]+(?=[-\u00ad\u2010]$)")
Apart = Collection[int]


class Paragraph(NamedTuple):
    """The lines that make one paragraph, and their text in one."""

    lines: tuple[Line, ...]
    text: str


class Row(NamedTuple):
    """One line, measured for its width: without the marks that quote it in a mail."""

    line: Line
    quoted: int
    text: str
    indent: int
    marked: bool
    stops: bool

    @property
    def width(self) -> int:
        return self.indent + len(self.text)


def unwrap(lines: Sequence[Line], apart: Apart = (), joined: Apart = ()) -> tuple[Paragraph, ...]:
    """Join the lines of a page into its paragraphs; those in `apart` open one, those in `joined` never do.

    Wherever a word was divided at the end of a line, it is whole again if the page has it elsewhere; else it keeps
    its hyphen.
    """
    inner = _full([_row(line) for line in _touching(lines)]) if joined or _narrow(lines) else set()
    inner = inner - set(apart) | set(joined)
    if not inner:
        return tuple(Paragraph((line,), line.text) for line in lines)
    rows = [_row(line) for line in lines]
    known: frozenset[str] = frozenset()
    if any(BROKEN.search(above.text) for above, below in pairwise(rows) if below.line.number in inner):
        known = vocabulary()["common"] | {word for row in rows for word in WORD.findall(row.text.casefold())}
    return tuple(_paragraph(group, known) for group in _groups(rows, inner))


def _narrow(lines: Sequence[Line]) -> bool:
    """Tell at a glance whether a page may have been wrapped."""
    touching = (len(above.text) for above, below in pairwise(lines) if below.number == above.number + 1)
    return sum(NARROWEST <= width <= WIDEST + RAGGED for width in touching) >= PAIRS


def _touching(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that have no blank line above or none below: no others were wrapped."""
    numbers = {line.number for line in lines}
    return [line for line in lines if line.number + 1 in numbers or line.number - 1 in numbers]


def _row(line: Line) -> Row:
    bare = line.text.replace("\ufeff", "").replace("\u200b", "").expandtabs().rstrip()
    quote = QUOTE.match(bare)
    text = bare[quote.end(1) if quote and quote[1] else 0 :]
    inner = text.lstrip()
    return Row(
        line,
        quote[1].count(">") if quote else 0,
        inner,
        len(text) - len(inner),
        bool(MARK.match(inner)),
        bool(STOP.search(inner[-TAIL:])),
    )


def _full(rows: list[Row]) -> set[int]:
    """Give the numbers of the lines that go on with the one above, where the page was wrapped at all."""
    runs = list(_runs(rows))
    widths = [max(row.width for row in run if len(row.text.split()) >= WORDS) for run in runs if _wrapped(run, 0)]
    if not widths:
        return set()
    width = round(median(widths))
    return {
        below.line.number
        for run in runs
        if _wrapped(run, width)
        for above, below in pairwise(run)
        if _continues(above, below, width)
    }


def _runs(rows: list[Row]) -> Iterator[list[Row]]:
    """Part the page at blank lines, at lines too long to have been wrapped, and where a quotation begins or ends."""
    run: list[Row] = []
    for row in rows:
        if run and (row.line.number != run[-1].line.number + 1 or row.quoted != run[-1].quoted or row.width > WIDEST):
            yield run
            run = []
        if row.width <= WIDEST:
            run.append(row)
    yield run


def _wrapped(run: list[Row], width: int) -> bool:
    """Tell whether a run was wrapped, at a width that is known or at that of its longest line."""
    long_ = [row.width for row in run if len(row.text.split()) >= WORDS]
    if len(run) < 2 or not long_ or max(long_) < NARROWEST:
        return False
    within = [(above, below) for above, below in pairwise(run) if not above.stops and not below.marked]
    full = [(above, below) for above, below in within if _fills(above, below, width or max(long_))]
    small = sum(below.text[0].isalpha() and not below.text[0].isupper() for _, below in full)
    if width:
        return len(full) >= SHARE * len(within) and (small >= LOWER * len(full) or len(run) == 2)
    return len(full) >= max(PAIRS, SHARE * len(within)) and small >= LOWER * len(full)


def _fills(above: Row, below: Row, width: int) -> bool:
    """Tell whether the first word of a line would not have fitted into the one above, if that is running text."""
    if len(above.text.split()) < WORDS or not below.text or CODE.search(above.text) or CODE.search(below.text):
        return False
    return above.width + 1 + min(LONGEST, len(below.text.split()[0])) > width - RAGGED


def _continues(above: Row, below: Row, width: int) -> bool:
    if below.marked or not _fills(above, below, width):
        return False
    return below.indent <= above.indent or above.marked or not above.stops


def _groups(rows: list[Row], inner: set[int]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        if group and row.line.number not in inner:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _paragraph(group: list[Row], known: frozenset[str]) -> Paragraph:
    """Join the rows of a paragraph; where only its first line is indented, the indent opens it and says no more."""
    text = group[0].line.text
    if len(group) > 1:
        text = text.strip() if min(row.indent for row in group) == 0 and not group[0].marked else text.rstrip()
    for row in group[1:]:
        text = _glue(text, row.text, known)
    return Paragraph(tuple(row.line for row in group), text)


def _glue(above: str, below: str, known: frozenset[str]) -> str:
    """Join two lines with a space, or without one after a dash or in a divided word."""
    broken, rest = BROKEN.search(above), WORD.match(below)
    if broken and rest and rest[0][0].islower():
        whole = (broken[0] + rest[0]).casefold()
        return (above[:-1] if above[-1] == "\u00ad" or whole in known else above) + below
    return above + ("" if DASH.search(above) else " ") + below
