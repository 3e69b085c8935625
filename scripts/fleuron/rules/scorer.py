"""Page -> claims on the lines that no rule names: how likely each is the essay's, weighed over the whole page.

The words of a line, its measures, its place and its neighbours are weighed by a forest of trees. The weights
are numbers only; scripts/train writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fleuron.model import Role
from fleuron.rules import forest as forests
from fleuron.rules import lexicon
from fleuron.rules.features import features
from fleuron.rules.headings import counted
from fleuron.rules.looks import Floats
from fleuron.rules.markup import weighed
from fleuron.rules.page import Claim, Doubt, Entry, Page
from fleuron.rules.speakers import turns

BEST = 0.9  # how likely the likeliest line of a page is at the least: some line is the essay's
KEEP = 0.25  # how likely a line must be the essay's to be printed: in doubt, print
EDGE = 0.12  # the same, for the paragraph before the first kept one and after the last
BESIDE = 0.05, 0.15  # the same, for a sentence beside one that is kept: in a short essay, and in a long one
BETWEEN, RUN = (0.1, 0.2), 3  # the same, for a few lines between two sentences that are kept; how many these may be
AMID, HOLE = 0.05, 2  # the same, for lines amid a block that is kept above and below; how many these may be
SHORT = 600  # words of a short essay at the most: each sentence is more of it
HEAD, SURE = 0.2, 0.8  # the same, for a heading over a paragraph that is as likely as the second
LIST = KEEP  # the same, for the items of a list one of which is kept, on the whole
SENTENCE, GREETING = 2, 4  # words of a sentence at the least, of a letter's first or last line at the most
NEAR = 2  # lines above and below whose words the forest hears
CLIP = 4.0
BUTTON, LABEL = 4, 14  # words
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Weights:
    """All that was learned."""

    words: Floats
    forest: forests.Forest


@cache
def weights() -> Weights:
    """Read the weights that come with the program."""
    return learned(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))


def learned(text: str) -> Weights:
    """Read weights as scripts/train writes them."""
    told = json.loads(text)
    grown = told["forest"]
    values = np.array(grown["values"], dtype=np.float32)
    return Weights(
        np.array(told["words"], dtype=np.float32),
        forests.Forest(grown["base"], grown["trees"], np.array(grown["measures"]), values),
    )


def unlikely(page: Page) -> Iterator[Claim | Doubt]:
    """Name the lines that are not likely the essay's, and say of the others how sure that is."""
    if not page.entries:
        return
    likely = hoped(page, weighed(page, odds(page)))
    kept, chances = keep(page, likely).tolist(), likely.tolist()
    for entry in page.open:
        chance = chances[entry.at]
        if kept[entry.at]:
            yield Doubt(entry.number, max(chance, 0.5))
        else:
            yield Claim(entry.number, _role(page, entry), sure=1 - chance)


def odds(page: Page) -> Floats:
    """Return the log-odds that each line is the essay's."""
    own = weights()
    said = lexicon.said(own.words, page.words)
    return forests.odds(own.forest, heard(features(page), said))


def hoped(page: Page, odds: Floats) -> Floats:
    """Return how likely each line is the essay's, of which at least one sentence is on the page."""
    said = [entry.at for entry in page.open if entry.prose or _says(entry)]
    hope = np.zeros(len(odds), dtype=np.float32)
    if said:
        hope[said] = max(0.0, np.log(BEST / (1 - BEST)) - odds[said].max())
    return np.asarray(1 / (1 + np.exp(-odds - hope)), dtype=np.float32)


def heard(table: Floats, words: Floats) -> Floats:
    """Return what the forest hears: the measures, and the words of each line and its neighbours."""
    return np.concatenate([table, _nearby(np.clip(words, -CLIP, CLIP), NEAR)], axis=1)


def _nearby(values: Floats, reach: int) -> Floats:
    """Return each value with those above and below it, in columns."""
    edge = np.zeros(reach, dtype=np.float32)
    padded = np.concatenate([edge, values, edge])
    return np.stack([padded[step : step + len(values)] for step in range(2 * reach + 1)], axis=1)


def keep(page: Page, likely: Floats) -> Flags:
    """Decide what is printed; at both ends of the essay a paragraph is let go less easily."""
    kept = likely >= KEEP
    kept[[*counted(page), *turns(page)]] = True
    kept |= _heads(page, likely)
    roles = [page.role(entry) for entry in page.entries]
    free = np.array([role is None for role in roles])
    places = np.flatnonzero(kept & free)
    if not len(places):
        return np.asarray(likely >= likely.max())
    for at, step in ((places[0] - 1, -1), (places[-1] + 1, 1)):
        while 0 <= at < len(kept) and free[at] and page.entries[at].prose and likely[at] >= EDGE:
            kept[at] = True
            at += step
    named = np.array([role is not None and role.printed for role in roles])
    said = np.array([_says(entry) for entry in page.entries]) & free | named
    kept |= named
    _listed(page, likely, kept)
    long = sum(page.entries[at].words for at in places) > SHORT
    _beside(page, kept, said, likely >= BESIDE[long])
    _fill(kept, pairwise(np.flatnonzero(kept & said).tolist()), RUN, free & (likely >= BETWEEN[long]))
    _fill(kept, _blocks(page, kept), HOLE, free & (likely >= AMID))
    return kept


def _listed(page: Page, likely: Floats, kept: Flags) -> None:
    """Keep a list whole, line under line, where one of its items is kept and the others may well be the essay's."""
    runs: list[list[int]] = [[]]
    for entry in page.entries:
        if not entry.mark or entry.gap > 0:
            runs.append([])
        if entry.mark and page.role(entry) is None:
            runs[-1].append(entry.at)
    for run in runs:
        if any(map(kept.item, run)) and likely[run].mean() >= LIST:
            kept[run] = True


def _says(entry: Entry) -> bool:
    """Tell whether a line is a sentence, words in quotation marks, or a letter's greeting."""
    if entry.text.endswith(","):
        return entry.words <= GREETING
    spoken = entry.raw[:1] in '“"„«' and entry.raw[-1:] in '”"“»'
    return entry.stops and (spoken or entry.words >= SENTENCE)


def _beside(page: Page, kept: Flags, said: Flags, likely: Flags) -> None:
    """Keep a sentence that stands by a kept one as paragraphs do: short essays have short ones."""
    waiting = np.flatnonzero(said & ~kept & likely).tolist()
    for at, other in (*((at, at - 1) for at in waiting), *((at, at + 1) for at in reversed(waiting))):
        beside = 0 <= other < len(kept) and kept[other] and said[other]
        if beside and page.entries[max(at, other)].gap > 0:
            kept[at] = True


def _blocks(page: Page, kept: Flags) -> Iterator[tuple[int, int]]:
    """Find the kept lines that follow one another in a block without blank lines, half of which is kept: a stanza."""
    block = np.cumsum([entry.gap > 0 for entry in page.entries])
    whole = 2 * np.bincount(block, kept) >= np.bincount(block)
    for above, below in pairwise(np.flatnonzero(kept).tolist()):
        if block[above] == block[below] and whole[block[above]]:
            yield above, below


def _fill(kept: Flags, pairs: Iterable[tuple[int, int]], most: int, may: Flags) -> None:
    """Keep the few lines between two, where each of them may be kept."""
    for above, below in pairs:
        gap = slice(above + 1, below)
        if 1 < below - above <= most + 1 and may[gap].all():
            kept[gap] = True


def _heads(page: Page, likely: Floats) -> Flags:
    """Find the short lines right over a paragraph that is surely the essay's: it may be theirs to name."""
    found = np.zeros(len(likely), dtype=bool)
    for entry, below in pairwise(page.entries):
        short = entry.words <= LABEL and not entry.stops and not entry.mark and entry.gap > 0
        if short and below.prose and likely[below.at] >= SURE and likely[entry.at] >= HEAD:
            found[entry.at] = True
    return found


def _role(page: Page, entry: Entry) -> Role:
    """Name a line that is not the essay's by its shape."""
    if entry.words <= BUTTON and not entry.stops:
        return Role.NAV
    return Role.WIDGET if entry.words <= LABEL or entry.at < page.first else Role.TEASER
