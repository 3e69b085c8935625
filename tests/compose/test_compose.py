"""Pieces of text -> lines: the promises of composing, over text of every kind."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import fontpkg_eb_garamond
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleuron.compose import Fill, Line, Piece, Room, Shaper, Style, compose
from fleuron.compose.fit import fit
from fleuron.compose.tries import Tries
from fleuron.compose.words import read

FILES = fontpkg_eb_garamond.ROOT / "files"
ROMAN = Style((FILES / "EBGaramond[wght].ttf").read_bytes(), 11.0, (("kern", 1), ("liga", 1), ("onum", 1)))
ITALIC = Style((FILES / "EBGaramond-Italic[wght].ttf").read_bytes(), 11.0, (("kern", 1), ("liga", 1), ("onum", 1)))
SMALL = Style(ROMAN.face, 11.0, (("smcp", 1),), 0.5)
SHAPER = Shaper("en-GB")
WIDTH = 288.0
ROOM = Room((WIDTH - 14,), WIDTH)
PROSE = (Path(__file__).parents[1] / "cases" / "prose.txt").read_text("utf-8").splitlines()
LETTERS = st.text("abdefhilmnoprstuwy", min_size=1, max_size=13)
MARKED = st.tuples(
    st.sampled_from(["", "“", "("]), LETTERS, st.sampled_from(["", "", "", ",", ".", ".”", "—so", "-on"])
)
TEXTS = st.lists(MARKED.map("".join), min_size=1, max_size=60).map(" ".join)


def set_best(text: str, room: Room = ROOM) -> tuple[Line, ...]:
    found = compose([Piece(text, ROMAN)], room, SHAPER, "en-GB")
    return next(iter(found.values())) if found else ()


def seen(text: str, line: Line) -> str:
    return text[line.start : line.end] + "‐" * line.hyphen


def width(text: str, line: Line) -> float:
    """Measure a line anew, word by word and space by space, as it will be drawn."""
    words = seen(text, line).split(" ")
    space = SHAPER.width(" ", ROMAN) or 0
    return sum(SHAPER.width(word, ROMAN) or 0 for word in words) + (len(words) - 1) * (space + line.gap)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost_and_every_line_is_full(text: str) -> None:
    room = Room((WIDTH - 14, WIDTH - 40), WIDTH)
    found = compose([Piece(text, ROMAN)], room, SHAPER, "en-GB")
    for count, lines in found.items():
        assert count == len(lines)
        assert (
            "".join(
                seen(text, line) + ("" if line.end == after.start else " ")
                for line, after in zip(lines, [*lines[1:], Line(len(text), 0, False, 0, 0, 0)], strict=True)
            ).replace("‐", "")
            == text
        )
        for number, line in enumerate(lines[:-1]):
            full = room.at(number) + line.left + line.right
            assert " " not in seen(text, line) or width(text, line) == pytest.approx(full, abs=0.05)
        assert width(text, lines[-1]) <= room.at(count - 1) + lines[-1].left + lines[-1].right + 0.01


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_hyphens_make_no_ladder(text: str) -> None:
    for lines in compose([Piece(text, ROMAN)], Room((), 150.0), SHAPER, "en-GB").values():
        ends = [seen(text, line)[-1] in "-‐" for line in lines]
        assert max((len(list(run)) for hyphen, run in groupby(ends) if hyphen), default=0) <= 2


@pytest.mark.parametrize("text", PROSE, ids=lambda text: text[:20])
def test_prose_is_even(text: str) -> None:
    lines = set_best(text)
    assert lines
    space = SHAPER.width(" ", ROMAN) or 0
    assert all(0.15 * 11 <= space + line.gap <= 0.45 * 11 for line in lines)
    assert not any(line.hyphen for line in lines[-2:])


@pytest.mark.parametrize("room", [200.0, 240.0, 288.0])
def test_no_line_of_another_ragged_setting_ends_far_from_the_edge(room: float) -> None:
    others = 0
    for text in PROSE:
        words = read([Piece(text, ROMAN)], SHAPER, "en-GB")
        assert words
        _, *more = fit(words, Room((), room, Fill.RAGGED), others=True).values()
        assert all(width(text, line) >= 0.79 * room for lines in more for line in lines[:-1])
        others += len(more)
    assert others


def test_lines_do_not_open_with_a_dash() -> None:
    text = (
        "It was a difficult hour for both of them, and neither had looked for an accident—and none — of course — came."
    )
    for indent in range(0, 60, 3):
        for line in set_best(text, Room((WIDTH - indent,), WIDTH)):
            assert seen(text, line)[0] not in "—–"


@pytest.mark.parametrize(
    ("word", "divided"),
    [
        ("misunderstanding", True),
        ("“misunderstanding,”", True),
        ("www.misunderstanding.example", False),
        ("mis4understanding", False),
        ("well-misunderstanding", False),
        ("ende", False),
    ],
)
def test_only_plain_words_are_divided(word: str, divided: bool) -> None:
    words = read([Piece(word, ROMAN)], SHAPER, "en-GB")
    assert words
    assert any(mark.added for mark in words.breaks) is divided


def test_a_divided_word_is_measured_as_it_is_drawn() -> None:
    text = "misunderstanding"
    words = read([Piece(text, ROMAN)], SHAPER, "en-GB")
    assert words
    mark = next(mark for mark in words.breaks if mark.added)
    assert mark.end == SHAPER.width(text[: mark.at] + "‐", ROMAN)
    assert mark.start == SHAPER.width(text[mark.at :], ROMAN)


def test_styles_are_measured_apart() -> None:
    pieces = [
        Piece("The fiction", ROMAN),
        Piece(" fiction", ITALIC),
        Piece(" fiction", SMALL),
        Piece("\ufffc", ROMAN, 5.0),
    ]
    words = read(pieces, SHAPER, "en-GB")
    assert words
    last = words.widths[-1] - words.widths[-2]
    assert last == pytest.approx((SHAPER.width("fiction", SMALL) or 0) + 5)
    assert SHAPER.width("fiction", SMALL) == pytest.approx(
        7 * 0.5 + (SHAPER.width("fiction", Style(ROMAN.face, 11.0, (("smcp", 1), ("liga", 0)))) or 0)
    )


def test_marks_hang_in_the_margins() -> None:
    lines = set_best("“" + PROSE[7])
    assert lines[0].left > 0
    assert all(line.right == 0 for line in lines[-1:])
    assert any(line.right > 0 for text in PROSE for line in set_best(text))


@pytest.mark.parametrize("text", ["", "   ", "שלום עולם", "漢字", "\U0001f600 so"])
def test_what_cannot_be_set_is_left(text: str) -> None:
    assert compose([Piece(text, ROMAN)], Room((), WIDTH), SHAPER, "en-GB") == {}


def test_a_language_without_a_dictionary_is_set_without_hyphens() -> None:
    found = compose([Piece(PROSE[11], ROMAN)], Room((), WIDTH), SHAPER, "tlh")
    assert not any(line.hyphen for line in next(iter(found.values())))


LONG = "The neighbouring responsibility acknowledges the correspondence of extraordinary misunderstandings; " * 12


@pytest.mark.parametrize("width", [110.0, 150.0, 288.0])
def test_a_paragraph_of_long_words_is_set_without_trying_every_line(
    width: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []
    once = Tries._after
    monkeypatch.setattr(Tries, "_after", lambda *told: tried.append(found := once(*told)) or found)
    words = read([Piece(LONG.strip(), ROMAN)], SHAPER, "en-GB")
    assert words
    assert fit(words, Room((), width), others=True)
    assert sum(map(len, tried)) < 25 * len(words.breaks)


def test_a_paragraph_as_long_as_a_book_tries_few_ways_to_each_break(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    module = sys.modules[fit.__module__]
    once = module._weigh
    monkeypatch.setattr(module, "_weigh", lambda *told: tried.append(told[1].end) or once(*told))
    words = read([Piece(" ".join(PROSE * 24), ROMAN)], SHAPER, "en-GB")
    assert words
    assert fit(words, Room((), WIDTH), others=True)
    assert len(tried) < 40 * len(words.breaks)
