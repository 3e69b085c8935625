"""Page -> claims: what is left of pictures that are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

from fleuron.model import Role
from fleuron.rules.page import Claim, Entry, Page

FILE = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg)|(?:photo|picture|image|logo|portrait|avatar) of \S.*", re.I)
SHORT = 140  # characters of a caption whose picture is gone
ODD = 1.4  # how much longer the next shortest paragraph is
RARE = 0.2  # the share of the page's paragraphs that may be captions
QUOTES = "\"“'‘«„"
NAMING = 3  # words of a line that nobody says twice by chance
VERSED = ",;:—–-"
SPOKEN = 12  # words below which a writer may say a sentence, or a line of verse, twice running
LONG = 60  # characters below which a paragraph is a remark of the author's, not a caption


@cache
def agencies() -> tuple[str, ...]:
    """Read the names of those who lend pictures."""
    rows = files(__package__).joinpath("agencies.txt").read_text(encoding="utf-8").splitlines()
    return tuple(row for row in rows if row and not row.startswith("//"))


def credits(page: Page) -> Iterator[Claim]:
    """Name the lines that credit a picture or name its file."""
    short = [entry for entry in page.open if entry.words <= 25]
    said = "\n".join([entry.folded for entry in short])
    lenders = [name for name in agencies() if name in said]
    for entry in short:
        if entry.words <= 15 and not entry.stops and FILE.fullmatch(entry.text):
            yield Claim(entry.number, Role.WIDGET)
        elif entry.words <= (14 if entry.stops else 25) and any(map(entry.folded.__contains__, lenders)):
            yield Claim(entry.number, Role.CREDIT)


def beside_credits(page: Page) -> Iterator[Claim]:
    """Name the line right above a credit: the picture's caption."""
    for entry, below in zip(page.entries, page.entries[1:], strict=False):
        credited = page.role(below) is Role.CREDIT and page.role(entry) is None
        if credited and entry.words <= 30 and (below.gap == 0 or (entry.words <= 15 and entry.stops)):
            yield Claim(entry.number, Role.CAPTION, sure=0.8)


def echoes(page: Page) -> Iterator[Claim]:
    """Name the line that says again, word for word, the one right above: what a picture shows, and its caption."""
    for above, entry in pairwise(page.entries):
        alike = entry.folded == above.folded and entry.words >= NAMING and not entry.mark
        again = alike and entry.text.casefold() == above.text.casefold()  # with the same figures
        meant = entry.words < SPOKEN and (entry.stops or entry.text[-1:] in VERSED)
        if again and not meant and page.role(entry) is None:
            yield Claim(entry.number, Role.WIDGET)


def captions(page: Page) -> Iterator[Claim]:
    """Name the odd one out: a rare short paragraph among much longer ones, inside a section."""
    prose = [entry for entry in page.open if entry.text and not entry.mark and (entry.stops or entry.words >= 25)]
    sizes = sorted(len(entry.text) for entry in prose)
    small = _odd(sizes)
    for before, entry, after in zip(prose, prose[1:], prose[2:], strict=False):
        if LONG <= len(entry.text) <= small and _within(page, before, entry, after) and not _spoken(entry):
            yield Claim(entry.number, Role.CAPTION, sure=0.5)


def _odd(sizes: list[int]) -> int:
    """Return the size of the largest caption: the gap in the sizes above the few smallest."""
    few = int(len(sizes) * RARE)
    for count in range(few, 0, -1):
        if sizes[count - 1] <= SHORT and sizes[count] >= ODD * sizes[count - 1]:
            return sizes[count - 1]
    return 0


def _within(page: Page, before: Entry, entry: Entry, after: Entry) -> bool:
    """Tell whether a paragraph follows another of its section, parted by blank lines, and is short beside both."""
    near = page.entries[entry.at - 1], page.entries[entry.at + 1]
    alone = entry.gap > 0 and near[1].gap > 0 and before is near[0]
    return alone and all(len(o.text) >= ODD * len(entry.text) and o.text[0] not in QUOTES for o in (before, after))


def _spoken(entry: Entry) -> bool:
    return entry.text[0] in QUOTES or entry.text.endswith((":", "?"))
