"""Blocks of lines and the height of a page -> where pages end: facing pages on one line, no line of a paragraph alone.

A block that can be set in another number of lines may be. The first page is a recto, and stands by itself; then come
spreads, whose two pages are filled to the same height, which is the page's own or a line or two less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice
from typing import NamedTuple

LEAST = 2  # lines of a paragraph that may stand by themselves at the foot or the head of a page
ANOTHER, SHIFTED, HYPHEN, AWAY, FEW, ALONE, SHORT = 30.0, 60.0, 4000.0, 150.0, 600.0, 100.0, 5000.0  # demerits
FEWEST = 6  # lines; a last page of fewer looks like a mistake
FEWER = 5  # lines that both pages of a spread may be short of
BREADTH = 20  # ways that are followed at a time
NEAR = 0.5  # in the caller's unit; heights that differ by less are the same

State = tuple[float, bool, int | None]  # of a page that is being filled: how high, whether with notes, what it owes


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or another thing that stands in the column.

    `settings` are the numbers of lines that it can be set in, the best first, each with the lines that end in a hyphen.
    """

    settings: Mapping[int, frozenset[int]]
    line: float
    before: float = 0.0
    after: float = 0.0
    more: float = 0.0  # height that is not of lines
    notes: Mapping[int, Mapping[int, float]] = field(default_factory=dict)  # by setting: line -> height at the foot
    whole: bool = False  # never divided
    stays: bool = False  # with the block after it
    floats: bool = False  # may stand at the head of the next page, and what comes after it flow on
    bears: bool = True  # what floats may stand before it, and before any of its lines


class Spot(NamedTuple):
    """Where a page begins: before a line of a block, which is set in so many `lines` (0: not yet chosen).

    At its head may stand a block that had no room on the page before, and is `owed`.
    """

    block: int
    line: int = 0
    lines: int = 0
    owed: int | None = None


class Way(NamedTuple):
    """A way through the blocks: what it costs, how many lines each block has, and where pages begin."""

    cost: float = 0.0
    chosen: tuple[int, ...] = ()
    starts: tuple[Spot, ...] = ()

    def then(self, cost: float, chosen: tuple[int, ...] = (), starts: tuple[Spot, ...] = ()) -> Way:
        return Way(self.cost + cost, self.chosen + chosen, self.starts + starts)

    def and_then(self, way: Way) -> Way:
        return self.then(way.cost, way.chosen, way.starts)


def paginate(blocks: Sequence[Block], height: float, foot: float = 0.0) -> Way | None:
    """Return the best way to page the blocks; None where there is none, as when a block is higher than a page.

    `foot` is the height that the first note on a page takes, over its own.
    """
    end, fill = Spot(len(blocks)), cache(partial(_fill, blocks, foot))
    ways = {Spot(0): Way()}
    best, sides = None, 1
    while ways:
        found: dict[Spot, Way] = {}
        for spot, way in ways.items():
            for last, more in _spreads(blocks, spot, height, sides, fill):
                _keep(found, last, way.and_then(more))
        whole = found.pop(end, None)
        best = min((way for way in (best, whole) if way), key=lambda way: way.cost, default=None)
        open_ways = [(spot, way) for spot, way in found.items() if best is None or way.cost < best.cost]
        ways = dict(sorted(open_ways, key=lambda pair: pair[1].cost)[:BREADTH])
        sides = 2
    return best


def _keep(known: dict[Spot, Way], spot: Spot, way: Way) -> None:
    """Keep the best way to a spot."""
    if spot not in known or way.cost < known[spot].cost:
        known[spot] = way


def _spreads(
    blocks: Sequence[Block],
    spot: Spot,
    height: float,
    sides: int,
    fill: Callable[[Spot, float], dict[Spot, Way]],
) -> Iterator[tuple[Spot, Way]]:
    """Fill one page, or two that face each other, from a spot on, to each height that they may have."""
    step = blocks[spot.block].line
    for fewer in range(FEWER + 1 if sides == 2 else 1):
        for turn, half in fill(spot, height - fewer * step).items():
            shifted = half.then(SHIFTED * fewer)
            if sides == 1 or turn.block == len(blocks):
                yield turn, shifted
            else:
                for last, more in fill(turn, height - fewer * step).items():
                    yield last, shifted.and_then(more)


def _fill(blocks: Sequence[Block], foot: float, spot: Spot, height: float) -> dict[Spot, Way]:
    """Return the spots at which a page that begins at a spot may well end, with the best way there.

    The first page faces another division, and may be short at less of a price.
    """
    price = SHORT if spot.block or spot.line else ALONE
    ends: dict[Spot, Way] = {}
    heights: dict[State, Way] = {(0.0 if spot.owed is None else blocks[spot.owed].more, False, None): Way()}
    for index in range(spot.block, len(blocks)):
        block, first = blocks[index], index == spot.block
        grown: dict[State, Way] = {}
        for (used, noted, owed), so_far in _here(block, None if first else index, heights, grown):
            gap = _gap(blocks, index, spot, owed)
            for lines, done, way in _settings(block, spot if first else Spot(index), so_far):
                above = used + gap + (0.0 if done else block.more)
                notes = Notes(block.notes.get(lines, {}), 0.0 if noted else foot)
                for at, cut in _cuts(Spot(index, done, lines, owed), block, way, height - above, notes, price):
                    _keep(ends, at, cut)
                more = notes.height(done, lines)
                key = round(above + (lines - done) * block.line + more, 2), noted or more > 0, owed
                if key[0] <= height + NEAR and (key not in grown or way.cost < grown[key].cost):
                    grown[key] = way
        heights = grown
        if not block.stays:
            for at, stop in _stops(blocks, index, heights, height, price):
                _keep(ends, at, stop)
        if not heights:
            break
    cheapest = min((way.cost for way in ends.values()), default=0.0)
    return {at: way for at, way in ends.items() if way.cost <= cheapest + max(price, FEW) or at.block == len(blocks)}


def _here(
    block: Block, index: int | None, heights: Mapping[State, Way], grown: dict[State, Way]
) -> Iterator[tuple[State, Way]]:
    """Yield the states in which a block may stand here; let one that floats be owed besides, by its `index`."""
    for (used, noted, owed), way in heights.items():
        if not block.floats:
            yield (used, noted, owed), way
        elif owed is None:  # what floats keeps its order
            yield (used, noted, owed), way
            if index is not None:
                grown[used, noted, index] = way.then(AWAY, (next(iter(block.settings)),))


def _gap(blocks: Sequence[Block], index: int, spot: Spot, owed: int | None) -> float:
    """Return what stands between a block and what is above it on its page; what is owed is not there."""
    if index > spot.block:
        return max(blocks[index - 2 if owed == index - 1 else index - 1].after, blocks[index].before)
    if spot.owed is None:
        return 0.0
    return max(blocks[spot.owed].after, 0.0 if spot.line else blocks[index].before)


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes that the lines of a block call: how high each is, and what the first on the page takes besides."""

    heights: Mapping[int, float]
    foot: float

    def height(self, start: int, end: int) -> float:
        """Return how much the notes of some lines take at the foot of the page."""
        if not self.heights:
            return 0.0
        called = [height for line, height in self.heights.items() if start <= line < end]
        return sum(called) + self.foot if called else 0.0


def _settings(block: Block, spot: Spot, way: Way) -> Iterator[tuple[int, int, Way]]:
    """Yield each number of lines that a block may have, how many of them stand on the page before, and the way."""
    if spot.line:
        yield spot.lines, spot.line, way
        return
    for number, lines in enumerate(block.settings):
        yield lines, 0, way.then(ANOTHER if number else 0.0, (lines,))


def _cuts(top: Spot, block: Block, way: Way, room: float, notes: Notes, price: float) -> Iterator[tuple[Spot, Way]]:
    """End the page within a block, on the last line there is room for, or higher (a first page by more) at a price.

    `top` is the first of the block's lines on this page, with what the next page is owed.
    """
    done, lines = top.line, top.lines
    if block.whole or (top.owed is not None and not block.bears):
        return
    most = min(int((room + NEAR) / block.line), lines - done - LEAST)
    fitting = (kept for kept in range(most, LEAST - 1, -1) if _left(block, done, kept, room, notes) >= -NEAR)
    for kept in islice(fitting, 2 if price == SHORT else 1 + FEWER):
        at = done + kept
        missing = int((_left(block, done, kept, room, notes) + NEAR) / block.line)
        cost = price * missing + (HYPHEN if at - 1 in block.settings[lines] else 0.0)
        start = top._replace(line=at)
        yield start, way.then(cost, (), (start,))


def _left(block: Block, done: int, kept: int, room: float, notes: Notes) -> float:
    """Return what is left of the room when so many lines, and their notes, stand in it."""
    return room - kept * block.line - notes.height(done, done + kept)


def _stops(
    blocks: Sequence[Block], index: int, heights: Mapping[State, Way], height: float, price: float
) -> Iterator[tuple[Spot, Way]]:
    """End the page after a block; the last page of all may end where it will, if it is not too short."""
    for (used, _, owed), way in heights.items():
        after = Spot(index + 1, owed=owed)
        if owed is not None and (owed == index or after.block == len(blocks) or not blocks[after.block].bears):
            continue
        if after.block == len(blocks):
            few = used < FEWEST * blocks[index].line and price == SHORT
            yield after, way.then(FEW if few else 0.0)
        else:
            yield after, way.then(price * int((height - used + NEAR) / blocks[index].line), (), (after,))
