"""Blocks of lines -> where pages end."""

from __future__ import annotations

import itertools

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fleuron.compose import Block, Spot, Way, paginate

HEIGHT = 100.0  # ten lines
NONE: frozenset[int] = frozenset()


def text(*counts: int) -> Block:
    return Block(dict.fromkeys(counts, NONE), 10.0)


def heading() -> Block:
    return Block({1: NONE}, 10.0, before=10.0, after=0.0, whole=True, stays=True)


def pages(blocks: list[Block], way: Way) -> list[float]:
    """Measure how high each page is filled."""
    starts = [Spot(0), *way.starts, Spot(len(blocks))]
    filled = []
    for start, end in itertools.pairwise(starts):
        used = 0.0
        for index in range(start.block, end.block + bool(end.line)):
            first, block = index == start.block, blocks[index]
            gap = 0.0 if first else max(blocks[index - 1].after, block.before)
            begin = start.line if first else 0
            stop = end.line if index == end.block else way.chosen[index]
            used += gap + (stop - begin) * block.line + (0.0 if begin else block.more)
        filled.append(used)
    return filled


def test_one_page_is_one_page() -> None:
    way = paginate([text(4), text(5)], HEIGHT)
    assert way == Way(0.0, (4, 5), ())


def test_no_line_stands_alone() -> None:
    way = paginate([text(9), text(6)], HEIGHT)
    assert way
    assert way.starts == (Spot(1),)


def test_a_first_page_gives_lines_to_a_last_page_that_has_too_few() -> None:
    way = paginate([text(10), text(1)], HEIGHT)
    assert way
    assert way.starts == (Spot(0, 5, 10),)


def test_a_paragraph_is_set_tighter_to_save_a_page() -> None:
    way = paginate([text(6), text(5, 4)], HEIGHT)
    assert way
    assert (way.chosen, way.starts) == ((6, 4), ())


def test_a_heading_stays_with_its_text() -> None:
    way = paginate([text(8), heading(), text(6)], HEIGHT)
    assert way
    assert way.starts == (Spot(1),)


def test_a_page_does_not_end_on_a_hyphen() -> None:
    broken = Block({6: frozenset({2}), 7: NONE}, 10.0)
    way = paginate([text(7), broken, text(9)], HEIGHT)
    assert way
    assert way.chosen[1] == 7 or way.starts[0].line != 3


def test_facing_pages_are_level() -> None:
    blocks = [text(10), text(6), text(3), text(7), text(4), text(9), text(8)]
    way = paginate(blocks, HEIGHT)
    assert way
    filled = pages(blocks, way)
    assert filled[1] == filled[2]


def test_what_is_higher_than_a_page_cannot_be_paged() -> None:
    assert paginate([Block({0: NONE}, 10.0, more=120.0, whole=True), text(3)], HEIGHT) is None


BLOCKS = st.lists(
    st.one_of(st.integers(1, 14).map(text), st.integers(4, 14).map(lambda n: text(n, n + 1)), st.just(heading())),
    min_size=1,
    max_size=40,
)


@given(BLOCKS)
@settings(max_examples=60, deadline=None)
def test_every_page_fits_and_every_paragraph_is_divided_well(blocks: list[Block]) -> None:
    blocks = [*blocks, text(2)]
    way = paginate(blocks, HEIGHT)
    assume(way)  # more headings than a page holds
    assert way
    assert all(used <= HEIGHT + 0.5 for used in pages(blocks, way))
    assert [lines in block.settings for lines, block in zip(way.chosen, blocks, strict=True)] == [True] * len(blocks)
    assert list(way.starts) == sorted(way.starts, key=lambda spot: (spot.block, spot.line))
    for spot in way.starts:
        assert spot.line == 0 or 2 <= spot.line <= spot.lines - 2
        assert spot.line > 0 or not blocks[spot.block - 1].stays


def picture(lines: int) -> Block:
    return Block({0: NONE}, 10.0, before=10.0, after=10.0, more=10.0 * lines, whole=True, floats=True)


def heights(blocks: list[Block], way: Way) -> list[float]:
    """Measure how high each page is filled, where pictures may stand at the heads of pages."""
    owed = {spot.owed for spot in way.starts}
    starts = [Spot(0), *way.starts, Spot(len(blocks))]
    filled = []
    for start, end in itertools.pairwise(starts):
        above = None if start.owed is None else blocks[start.owed]
        used, after = (0.0, None) if above is None else (above.more, above.after)
        for index in range(start.block, end.block + bool(end.line)):
            block, begin = blocks[index], start.line if index == start.block else 0
            stop = end.line if index == end.block else way.chosen[index]
            if index not in owed:
                used += 0.0 if after is None else max(after, 0.0 if begin else block.before)
                used += (stop - begin) * block.line + (0.0 if begin else block.more)
                after = block.after
        filled.append(used)
    return filled


def test_a_picture_without_room_goes_to_the_next_page_and_the_text_flows_on() -> None:
    way = paginate([text(7), picture(5), text(7)], HEIGHT)
    assert way
    assert way.starts == (Spot(2, 3, 7, owed=1),)


def test_a_picture_with_room_stays_where_it_is() -> None:
    way = paginate([text(3), picture(3), text(9)], HEIGHT)
    assert way
    assert way.starts == (Spot(2, 2, 9),)


def test_a_picture_is_not_taken_into_what_it_must_not_part() -> None:
    list_ = Block({4: NONE}, 10.0, bears=False)
    way = paginate([text(7), picture(5), list_, text(6)], HEIGHT)
    assert way
    assert all(spot.owed is None or spot.block == 3 for spot in way.starts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.integers(1, 14).map(text), st.integers(1, 6).map(picture)), min_size=1, max_size=14))
def test_pictures_keep_their_order_and_their_pages(blocks: list[Block]) -> None:
    way = paginate(blocks, HEIGHT)
    assert way
    assert all(used <= HEIGHT + 0.5 for used in heights(blocks, way))
    owed = [spot.owed for spot in way.starts if spot.owed is not None]
    assert owed == sorted(set(owed))
    for spot in way.starts:
        if spot.owed is not None:
            assert blocks[spot.owed].floats
            between = blocks[spot.owed + 1 : spot.block]
            assert not any(block.floats for block in between)
            earlier = [s.block for s in way.starts if (s.block, s.line) < (spot.block, spot.line)]
            assert max(earlier, default=0) <= spot.owed
