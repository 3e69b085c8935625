"""Words and room -> lines: of all the ways to break the paragraph, the one whose lines are most alike.

The total-fit method of Knuth and Plass (Breaking Paragraphs into Lines, Software: Practice and Experience 11, 1981),
with a node for each number of lines, so that a page may ask for the same paragraph one line longer or shorter.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import NamedTuple

from fleuron.compose.parts import Fill, Line, Room, Words
from fleuron.compose.tries import SLACK, Tries, Try

# tried in turn: the loosest ratio, and whether the last line but one must end without a hyphen; at ratio 2 a space is
# twice as wide as it was, and the last ratio is that of any line
PATIENCE = (
    *((1.0, True), (2.0, True), (2.8, True)),
    *((2.8, False), (4.0, False), (7.0, False), (20.0, False), (1e6, False)),
)
OTHERS, RAGGED, MANY = 2.0, 0.8, 4  # how loose another setting may be, and of how many lines a paragraph that has one
NEAR = 8  # lines by which the ways to a break may differ; of a paragraph of hundreds, most would never be the best
LADDER = 2  # the most hyphens that may follow one another
FOLLOWING, PARTING, UNLIKE = 8000.0, 40000.0, 3000.0  # demerits


class Node(NamedTuple):
    """A line that ends at a break, and the best way to have come there."""

    place: int
    lines: int
    fitness: int
    hyphens: int
    demerits: float
    before: Node | None


def fit(words: Words, room: Room, others: bool = False) -> dict[int, tuple[Line, ...]]:
    """Return the best lines, by their number; with `others`, those for one line more or less too where they can be."""
    for patience, whole in PATIENCE:
        tries = Tries(words, room.fill, patience)
        ends = sorted(_search(tries, room, whole), key=lambda node: node.demerits)
        if ends:
            more = _others(words, room, patience, ends) if others else []
            return {node.lines: _lines(tries, room, node) for node in (ends[0], *more)}
    return {}


def _others(words: Words, room: Room, patience: float, ends: list[Node]) -> list[Node]:
    """Return the best ends for one line more and one line less, where they are not too loose."""
    best, loosest = ends[0].lines, OTHERS if room.fill is Fill.JUSTIFIED else RAGGED
    if room.fill is Fill.BALANCED or patience > max(loosest, PATIENCE[0][0]) or best < MANY:
        return []
    found = ends if patience == loosest else _search(Tries(words, room.fill, loosest), room, True)
    return [node for node in found if abs(node.lines - best) == 1]


def _search(tries: Tries, room: Room, whole: bool) -> list[Node]:
    """Return the best ends of the paragraph, one for each number of lines."""
    nodes: list[dict[tuple[int, int, int], Node]] = [{} for _ in tries.words.breaks]
    nodes[0][0, 1, 0] = Node(0, 0, 1, 0, 0.0, None)
    for place in range(tries.last):
        here, nodes[place] = _near(nodes[place]), {}  # a way that nothing goes on from is forgotten
        for node in here:
            for line in tries.after(place, room.at(node.lines)):
                hyphens = node.hyphens + 1 if line.hyphen else 0
                demerits = _weigh(node, line, hyphens, tries.last, whole)
                state, known = (node.lines + 1, line.fitness, hyphens), nodes[line.end]
                if demerits < (known[state].demerits if state in known else inf):
                    known[state] = Node(line.end, node.lines + 1, line.fitness, hyphens, demerits, node)
    best: dict[int, Node] = {}
    for node in nodes[-1].values():
        if node.lines not in best or node.demerits < best[node.lines].demerits:
            best[node.lines] = node
    return list(best.values())


def _near(nodes: dict[tuple[int, int, int], Node]) -> Iterable[Node]:
    """Leave out of a paragraph of very many lines the ways that are far longer or shorter than the best one."""
    found = nodes.values()
    if len(nodes) <= NEAR:
        return found
    best = min(found, key=lambda node: node.demerits).lines
    return [node for node in found if abs(node.lines - best) <= NEAR]


def _weigh(node: Node, line: Try, hyphens: int, last: int, whole: bool) -> float:
    """Return the demerits of a line after others; no hyphen before the last line where it is to be `whole`."""
    parted = node.hyphens and line.end == last
    if hyphens > LADDER or (parted and whole):
        return inf
    demerits = node.demerits + line.demerits + (PARTING if parted else 0) + (FOLLOWING if hyphens > 1 else 0)
    return demerits + (UNLIKE if abs(line.fitness - node.fitness) > 1 else 0)


def _lines(tries: Tries, room: Room, end: Node) -> tuple[Line, ...]:
    """Walk back from the end of the paragraph, and say how each line is set."""
    lines: list[Line] = []
    while end.before:
        width = room.at(end.before.lines)
        lines.append(_line(tries, end.before.place, end.place, width))
        end = end.before
    return tuple(reversed(lines))


def _line(tries: Tries, place: int, end: int, width: float) -> Line:
    opens, ends, missing = tries.words.breaks[place], tries.words.breaks[end], tries.missing(place, end, width)
    loose = tries.fill is not Fill.JUSTIFIED
    short = loose or (end == tries.last and missing > 0)
    spaces = ends.word - opens.next
    gap = 0.0 if short or not spaces else (missing - SLACK) / spaces
    return Line(opens.resume, ends.at, ends.added, gap, 0.0 if loose else opens.left, 0.0 if short else ends.right)
