"""Words and room -> lines: of all the ways to break the paragraph, the one whose lines are most alike.

The total-fit method of Knuth and Plass (Breaking Paragraphs into Lines, Software: Practice and Experience 11, 1981),
with a node for each number of lines, so that a page may ask for the same paragraph one line longer or shorter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from fleuron.compose.parts import Break, Line, Words

WIDER, TIGHTER = 0.5, 0.25  # how far a space stretches and shrinks at ratio 1, in parts of itself
PATIENCE = ((1.0, True), (2.0, True), (2.8, True), (2.8, False), (inf, False))  # tried in turn: the loosest ratio, and
# whether the last line but one must end without a hyphen; at ratio 2 a space is twice as wide as it was
OTHERS, MANY = 2.0, 4  # how loose another setting may be, and of how many lines a paragraph that has one
LADDER = 2  # the most hyphens that may follow one another
FOLLOWING, PARTING, RUNT, UNLIKE = 8000.0, 40000.0, 30000.0, 3000.0  # demerits
SHORTEST = 2.2  # em; a last line shorter than this is a runt
RAG = 0.25  # of the width
SLACK = 0.02  # in the caller's unit; lines are set so much short of the edge, so that no rounding overflows it


class Fill(StrEnum):
    """Say how lines fill their room."""

    JUSTIFIED = "justified"
    RAGGED = "ragged"
    BALANCED = "balanced"  # ragged, the last line too as long as the others


@dataclass(frozen=True, slots=True)
class Room:
    """The widths that a paragraph's lines may fill: those of the first lines, then of all the others."""

    first: tuple[float, ...]
    rest: float
    fill: Fill = Fill.JUSTIFIED

    def at(self, line: int) -> float:
        return self.first[line] if line < len(self.first) else self.rest


@dataclass(frozen=True, slots=True)
class Node:
    """A line that ends at a break, and the best way to have come there."""

    place: int
    lines: int
    fitness: int
    hyphens: int
    demerits: float
    before: Node | None

    @property
    def state(self) -> tuple[int, int, int]:
        return self.lines, self.fitness, self.hyphens


def fit(words: Words, room: Room, others: bool = False) -> dict[int, tuple[Line, ...]]:
    """Return the best lines, by their number; with `others`, those for one line more or less too where they can be."""
    for patience, whole in PATIENCE:
        ends = sorted(_search(words, room, patience, whole), key=lambda node: node.demerits)
        if ends:
            more = _others(words, room, patience, ends) if others else []
            return {node.lines: _lines(words, room, node) for node in (ends[0], *more)}
    return {}


def _others(words: Words, room: Room, patience: float, ends: list[Node]) -> list[Node]:
    """Return the best ends for one line more and one line less, where they are not too loose."""
    best = ends[0].lines
    if room.fill is not Fill.JUSTIFIED or patience > OTHERS or best < MANY:
        return []
    found = ends if patience == OTHERS else _search(words, room, OTHERS, True)
    return [node for node in found if abs(node.lines - best) == 1]


def _search(words: Words, room: Room, patience: float, whole: bool) -> list[Node]:
    reach = _reach(words)
    nodes: list[dict[tuple[int, int, int], Node]] = [{} for _ in words.breaks]
    nodes[0][0, 1, 0] = Node(0, 0, 1, 0, 0.0, None)
    for place in range(len(words.breaks) - 1):
        for node in nodes[place].values():
            for after in _steps(words, room, node, reach, patience, whole):
                known = nodes[after.place].get(after.state)
                if known is None or after.demerits < known.demerits:
                    nodes[after.place][after.state] = after
    best: dict[int, Node] = {}
    for node in nodes[-1].values():
        if node.lines not in best or node.demerits < best[node.lines].demerits:
            best[node.lines] = node
    return list(best.values())


def _reach(words: Words) -> list[float]:
    """Return how far each break is from the beginning of the paragraph, were it all one line."""
    return [_far(words, mark.word) + mark.end if mark.word >= 0 else 0.0 for mark in words.breaks]


def _far(words: Words, word: int) -> float:
    return words.widths[word] + words.spaces[word]


def _begins(words: Words, mark: Break) -> float:
    """Return where, on that one line, the line after a break would begin."""
    return words.widths[mark.next + 1] + words.spaces[mark.next] - mark.start


def _steps(words: Words, room: Room, node: Node, reach: list[float], patience: float, whole: bool) -> Iterator[Node]:
    """Try every line that may follow a node."""
    breaks, last = words.breaks, len(words.breaks) - 1
    mark, width = breaks[node.place], room.at(node.lines)
    begins, opened = _begins(words, mark), words.spaces[mark.next]
    first = bisect_left(reach, begins + width * max(0.0, 1 - 0.2 * patience), node.place + 1)
    for place in range(min(first, last), last + 1):
        end = breaks[place]
        glue = words.spaces[end.word] - opened
        if room.fill is not Fill.JUSTIFIED and end.added:
            continue
        missing = width + mark.left + end.right - (reach[place] - begins)
        if missing < -glue * TIGHTER - words.em:
            return
        if room.fill is Fill.JUSTIFIED:
            ratio = _ratio(missing, glue, place == last)
        else:
            ratio = _rag(missing, width, place == last and room.fill is Fill.RAGGED)
        if -1 <= ratio <= patience:
            after = _follow(node, end, place, ratio)
            if after and place == last:
                if not (node.hyphens and whole):
                    yield _close(after, node, width - missing < SHORTEST * words.em)
            elif after:
                yield after


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


def _follow(node: Node, end: Break, place: int, ratio: float) -> Node | None:
    """Return the node at the end of a line, or None where hyphens would make a ladder."""
    hyphens = node.hyphens + 1 if end.hyphen else 0
    if hyphens > LADDER:
        return None
    fitness = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
    demerits = (10 + 100 * abs(ratio) ** 3 + end.cost) ** 2
    demerits += FOLLOWING if hyphens > 1 else 0
    demerits += UNLIKE if abs(fitness - node.fitness) > 1 else 0
    return Node(place, node.lines + 1, fitness, hyphens, node.demerits + demerits, node)


def _close(end: Node, before: Node, short: bool) -> Node:
    """Weigh the paragraph's end: no hyphen before its last line, and no last line of a few letters."""
    demerits = (PARTING if before.hyphens else 0) + (RUNT if short and before.lines else 0)
    return Node(end.place, end.lines, end.fitness, end.hyphens, end.demerits + demerits, before)


def _lines(words: Words, room: Room, node: Node) -> tuple[Line, ...]:
    """Walk back from the end of the paragraph, and say how each line is set."""
    lines: list[Line] = []
    last = node.place
    reach = _reach(words)
    while node.before:
        mark, end = words.breaks[node.before.place], words.breaks[node.place]
        missing = room.at(node.before.lines) + mark.left + end.right - (reach[node.place] - _begins(words, mark))
        spaces = end.word - mark.next
        loose = room.fill is not Fill.JUSTIFIED
        short = loose or (node.place == last and missing > 0)
        gap = 0.0 if short or not spaces else (missing - SLACK) / spaces
        left, right = 0.0 if loose else mark.left, 0.0 if short else end.right
        lines.append(Line(mark.resume, end.at, end.added, gap, left, right))
        node = node.before
    return tuple(reversed(lines))
