"""Words and how loose a line may be -> the lines that can be set, from wherever one may begin: each found once."""

from __future__ import annotations

from bisect import bisect_left
from math import inf
from typing import NamedTuple

from fleuron.compose.parts import Break, Fill, Words

WIDER, TIGHTER = 0.5, 0.25  # how far a space stretches and shrinks at ratio 1, in parts of itself
SHORTEST, RUNT = 2.2, 30000.0  # em, demerits; a last line shorter than this is a runt
RAG = 0.25  # of the width; so much is a ragged line short at ratio 1
SLACK = 0.02  # in the caller's unit; lines are set so much short of the edge, so that no rounding overflows it


class Try(NamedTuple):
    """A line that can be set: the break it ends at, and what it costs by itself."""

    end: int
    hyphen: bool
    fitness: int  # 0 tight, 1 even, 2 loose, 3 very loose
    demerits: float


class Tries:
    """The breaks of a paragraph, each as far from its beginning as it would be, were it all one line."""

    def __init__(self, words: Words, fill: Fill, patience: float) -> None:
        self.words, self.fill, self.patience = words, fill, patience
        self.last = len(words.breaks) - 1
        self._ends = [words.widths[mark.word] + words.spaces[mark.word] + mark.end for mark in words.breaks]
        self._ends[0] = 0.0
        self._begins = [words.widths[m.next + 1] + words.spaces[m.next] - m.start for m in words.breaks[:-1]]
        self._loose = [far + self._stretch(mark.word) for far, mark in zip(self._ends, words.breaks, strict=True)]
        self._known: dict[tuple[int, float], list[Try]] = {}

    def after(self, place: int, width: float) -> list[Try]:
        """Return the lines that may follow a break."""
        if (place, width) not in self._known:
            self._known[place, width] = self._after(place, width)
        return self._known[place, width]

    def missing(self, place: int, end: int, width: float) -> float:
        """Return how much a line is short of a width, before its spaces are stretched or shrunk."""
        begin, mark = self.words.breaks[place], self.words.breaks[end]
        return width + begin.left + mark.right - (self._ends[end] - self._begins[place])

    def _stretch(self, word: int) -> float:
        return self.words.spaces[word] * WIDER * self.patience

    def _after(self, place: int, width: float) -> list[Try]:
        breaks, spaces, begins = self.words.breaks, self.words.spaces, self._begins[place]
        opens, justified, found = breaks[place], self.fill is Fill.JUSTIFIED, []
        if justified:
            first = bisect_left(self._loose, begins + self._stretch(opens.next) + width, place + 1)
        else:
            first = bisect_left(self._ends, begins + width * (1 - RAG * self.patience), place + 1)
        for end in range(min(first, self.last), self.last + 1):
            missing = self.missing(place, end, width)
            glue = spaces[breaks[end].word] - spaces[opens.next]
            if missing < -glue * TIGHTER - self.words.em:
                break
            if justified:
                ratio = _ratio(missing, glue, end == self.last)
            else:
                ratio = _rag(missing, width, (end == self.last and self.fill is Fill.RAGGED))
            if -1 <= ratio <= self.patience and (justified or not breaks[end].added):
                runt = RUNT if end == self.last and place and width - missing < SHORTEST * self.words.em else 0
                found.append(_try(end, breaks[end], ratio, runt))
        return found


def _try(end: int, mark: Break, ratio: float, runt: float) -> Try:
    fitness = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
    return Try(end, mark.hyphen, fitness, (10 + 100 * abs(ratio * ratio * ratio) + mark.cost) ** 2 + runt)


def _ratio(missing: float, glue: float, last: bool) -> float:
    """Return how much the spaces stretch (to 1) or shrink (to -1) to fill what is missing from a line."""
    if missing >= 0:
        return 0.0 if last or missing < SLACK else missing / (max(glue, SLACK) * WIDER)
    return missing / (max(glue, SLACK) * TIGHTER)


def _rag(missing: float, width: float, last: bool) -> float:
    """Return how ragged a line is: 1 for one that is so many parts shorter than it may be; never wider."""
    if missing < 0:
        return -inf
    return 0.0 if last else missing / (RAG * width)
