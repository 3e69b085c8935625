"""Texts -> pairs that are one text, scraped twice."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleuron.cache import forgotten
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


@given(
    st.lists(WORDS, min_size=1, max_size=16),
    st.lists(st.tuples(st.integers(0, 20), WORDS), max_size=4),
    st.permutations(range(20)),
    st.sampled_from([0.0, 0.2, 0.5]),
)
def test_what_is_known_of_other_texts_changes_nothing(
    texts: list[str], edits: list[tuple[int, str]], order: list[int], least: float
) -> None:
    """Edit some texts, add some, change the order, take one away."""
    with forgotten():
        twins(texts, least, "shelf")
        for at, text in edits:
            texts = [*texts[:at], text, *texts[at + 1 :]]
        for now in (texts, [texts[at] for at in order if at < len(texts)], texts[1:] or texts):
            assert twins(now, least, "shelf") == twins(now, least)


def test_one_text_that_changed_is_looked_at_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [" ".join(PROSE[at : at + 3]) for at in range(0, 9, 3)]
    with forgotten():
        assert twins(texts, 0.2, "shelf") == []
        monkeypatch.setattr(numpy, "concatenate", None)
        assert twins([texts[0], f"{texts[2]} Or so.", texts[2]], 0.2, "shelf") == [(1, 2, 1.0)]


def test_what_is_spoilt_is_compared_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    told = " ".join(PROSE[:6])
    with forgotten():
        for spoilt in (b"", b"x", b"2\n[]", b"17\n[[], [], [], 1, 1]"):
            monkeypatch.setattr("fleuron.twins.recall", lambda name, spoilt=spoilt: spoilt)
            assert twins([told, told + " So.", PROSE[9]], 0.2, "shelf") == [(0, 1, 1.0)]


def test_marks_and_capitals_make_no_difference() -> None:
    told = " ".join(PROSE[:6])
    assert list(twins([told, told.upper().replace(",", " —"), PROSE[9]], 0.2)) == [(0, 1, 1.0)]


def test_a_formula_of_many_texts_is_no_passage() -> None:
    formula = "read the rest of this letter on the site of the press"
    texts = [f"{formula} {number} {number}" for number in range(FORMULA + 1)]
    assert not list(twins(texts, 0.2))
    assert list(twins(texts[:-1], 0.2))
