"""The print PDF of the project's own book, measured from where its letters stand: what a typographer would count."""

from __future__ import annotations

import pytest

from benchmarks.typography import Score, score


@pytest.fixture(scope="module")
def measured(sample) -> Score:
    return score(sample.file("print").read_bytes())


def test_word_spaces_are_even(measured: Score) -> None:
    assert measured.lines > 500
    assert measured.over_40 <= 0.01
    assert measured.over_50 == 0
    assert 0.2 <= measured.mean_gap <= 0.26


def test_hyphens_make_no_ladder_and_end_no_page(measured: Score) -> None:
    assert measured.ladders == 0
    assert measured.page_hyphens == 0


def test_no_line_stands_alone(measured: Score) -> None:
    assert (measured.widows, measured.orphans) == (0, 0)


def test_facing_pages_end_alike_and_lines_back_one_another(measured: Score) -> None:
    assert measured.spreads > 3
    assert measured.level >= 0.95
    assert measured.on_grid >= 0.99
