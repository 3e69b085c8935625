"""Words and room -> lines: of all the ways to break the paragraph, the one whose lines are most alike.

The total-fit method of Knuth and Plass (Breaking Paragraphs into Lines, Software: Practice and Experience 11, 1981),
with a node for each number of lines, so that a page may ask for the same paragraph one line longer or shorter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from fleuron.compose.parts import Break, Line, Words

WIDER, TIGHTER = 0.5, 0.25  # how far a space stretches and shrinks at ratio 1, in parts of itself
PATIENCE = (1.0, 2.0, 3.0, inf)  # the loosest ratio allowed, tried in turn; at 2 a space is twice what it was
LADDER = 2  # the most hyphens that may follow one another
FOLLOWING, PARTING, RUNT, UNLIKE = 8000.0, 40000.0, 30000.0, 3000.0  # demerits
SHORTEST = 2.2  # em; a last line shorter than this is a runt
SLACK = 0.02  # in the caller's unit; lines are set so much short of the edge, so that no rounding overflows it


@dataclass(frozen=True, slots=True)
class Room:
    """The widths that a paragraph's lines may fill: those of the first lines, then of all the others."""

    first: tuple[float, ...]
    rest: float

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


def fit(words: Words, room: Room) -> dict[int, tuple[Line, ...]]:
    """Return the best lines for each number of lines that the paragraph can have, the best of all first."""
    for patience in PATIENCE:
        ends = _search(words, room, patience)
        if ends:
            return {node.lines: _lines(words, room, node) for node in sorted(ends, key=lambda node: node.demerits)}
    return {}


def _search(words: Words, room: Room, patience: float) -> list[Node]:
    reach = _reach(words)
    nodes: list[dict[tuple[int, int, int], Node]] = [{} for _ in words.breaks]
    nodes[0][0, 1, 0] = Node(0, 0, 1, 0, 0.0, None)
    for place in range(len(words.breaks) - 1):
        for node in nodes[place].values():
            for after in _steps(words, room, node, reach, patience):
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


def _steps(words: Words, room: Room, node: Node, reach: list[float], patience: float) -> Iterator[Node]:
    """Try every line that may follow a node."""
    breaks, last = words.breaks, len(words.breaks) - 1
    mark, width = breaks[node.place], room.at(node.lines)
    begins, opened = _begins(words, mark), words.spaces[mark.next]
    first = bisect_left(reach, begins + width * max(0.0, 1 - 0.2 * patience), node.place + 1)
    for place in range(min(first, last), last + 1):
        end = breaks[place]
        glue = words.spaces[end.word] - opened
        missing = width + mark.left + end.right - (reach[place] - begins)
        if missing < -glue * TIGHTER - words.em:
            return
        ratio = _ratio(missing, glue, place == last)
        if -1 <= ratio <= patience:
            after = _follow(node, end, place, ratio)
            if after and place == last:
                if not node.hyphens or patience == inf:
                    yield _close(after, node, width - missing < SHORTEST * words.em)
            elif after:
                yield after


def _ratio(missing: float, glue: float, last: bool) -> float:
    """Return how much the spaces stretch (to 1) or shrink (to -1) to fill what is missing from a line."""
    if missing >= 0:
        return 0.0 if last or missing < SLACK else missing / (max(glue, SLACK) * WIDER)
    return missing / (max(glue, SLACK) * TIGHTER)


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
        short = node.place == last and missing > 0
        gap = 0.0 if short or not spaces else (missing - SLACK) / spaces
        lines.append(Line(mark.resume, end.at, end.added, gap, mark.left, 0.0 if short else end.right))
        node = node.before
    return tuple(reversed(lines))
