"""Texts -> pairs that are one text, scraped twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleuron.twins import FORMULA, twins
from samples import PROSE

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g"]), max_size=30).map(" ".join)


def plainly(texts: list[str], least: float) -> list[tuple[int, int, float]]:
    """Say the same slowly: compare each text with each other one."""
    rows = []
    for text in texts:
        words = text.split()
        rows.append({tuple(words[at : at + 5]) for at in range(len(words) - 4)})
    common = {row for own in rows for row in own if sum(row in other for other in rows) > FORMULA}
    found = []
    for one, own in enumerate(rows):
        for other in range(one + 1, len(rows)):
            shared = len((own & rows[other]) - common)
            if shared and shared / min(len(own), len(rows[other])) > least:
                found.append((one, other, shared / min(len(own), len(rows[other]))))
    return found


@given(st.lists(WORDS, min_size=1, max_size=16), st.sampled_from([0.0, 0.2, 0.5]))
def test_it_finds_what_comparing_all_with_all_would(texts: list[str], least: float) -> None:
    assert list(twins(texts, least)) == [pytest.approx(each) for each in plainly(texts, least)]


def test_marks_and_capitals_make_no_difference() -> None:
    told = " ".join(PROSE[:6])
    assert list(twins([told, told.upper().replace(",", " —"), PROSE[9]], 0.2)) == [(0, 1, 1.0)]


def test_a_formula_of_many_texts_is_no_passage() -> None:
    formula = "read the rest of this letter on the site of the press"
    texts = [f"{formula} {number} {number}" for number in range(FORMULA + 1)]
    assert not list(twins(texts, 0.2))
    assert list(twins(texts[:-1], 0.2))
