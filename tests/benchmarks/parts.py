"""Pages and the lines kept of them -> how much is kept of each part of an essay, and of what is below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import fmean

from fleuron.model import Line
from fleuron.rules.page import MARK, STOP

COLUMNS = ("first", "last", "heads", "items", "after", "speech")
WORD = re.compile(r"\w+")
SHORT, LONG = 12, 15  # words of a heading at the most, of a paragraph of prose at the least


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one rendering, its essay, and what is known of both."""

    id: str
    lines: tuple[Line, ...]
    gold: str
    title: str
    essay: bool
    comments: bool


def parts(pages: list[Page], kept: list[list[bool]], told: list[list[bool]]) -> list[float | None]:
    """Count, over the essays, what is kept of each part; None where there is no such part.

    A first line that is `told` above the text (as its title, its standfirst) is kept too.
    """
    rows: dict[str, list[bool]] = {name: [] for name in COLUMNS}
    for page, keep, over in zip(pages, kept, told, strict=True):
        if page.essay:
            _count(page, keep, over, rows)
    return [fmean(rows[name]) if rows[name] else None for name in COLUMNS]


def _count(page: Page, keep: list[bool], told: list[bool], rows: dict[str, list[bool]]) -> None:
    tokens = [tuple(WORD.findall(line.text.lower())) for line in page.lines]
    own = _own(page, tokens)
    if not own:
        return
    rows["first"].append(keep[own[0]] or told[own[0]])
    rows["last"].append(keep[own[-1]])
    for at, below in pairwise(own):
        text = page.lines[at].text.strip()
        if MARK.match(text):
            rows["items"].append(keep[at])
        elif len(tokens[at]) <= SHORT < len(tokens[below]) and not STOP.search(text):
            rows["heads"].append(keep[at])
    rows["after"] += keep[own[-1] + 1 :]
    if page.comments:
        rows["speech"] += [keep[at] for at in range(own[-1] + 1, len(keep)) if len(tokens[at]) >= LONG]


def _own(page: Page, tokens: list[tuple[str, ...]]) -> list[int]:
    """Find the lines of the page that are lines of the essay, in its order, but for its title."""
    essay = [words for line in page.gold.split("\n") if (words := tuple(WORD.findall(line.lower())))]
    runs = SequenceMatcher(None, tokens, essay, autojunk=False).get_matching_blocks()
    title = tuple(WORD.findall(page.title.lower()))
    return [at for run in runs for at in range(run.a, run.a + run.size) if tokens[at] != title]
