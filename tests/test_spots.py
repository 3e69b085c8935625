"""Each spot that typesetting changes can be told, and refused alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleuron.typography import polish
from fleuron.typography.spots import spots

PIECES = ["'tis", "'90s", "it's", "--", "-", "...", '"so"', "he  said", "12-14", "p. 4", "(or", "not)", "said,", "who"]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('In the \'90s she said "no"...', [("'90s", "’90s", "apostrophes"), ('"no"...', "“no”…", "ellipses, quotes")]),
        ("one - two", [("one - two", "one—two", "dashes")]),
        ("a b  c", [("b  c", "b c", "spaces")]),
        ('"What" and "What"', [('"What"', "“What”", "quotes")]),
        ("plain words", []),
    ],
)
def test_tells_what_is_changed_and_by_which_step(text: str, wanted: list) -> None:
    assert [(spot.old, spot.new, ", ".join(spot.steps)) for spot in spots(text)] == wanted


@given(texts)
def test_a_text_that_changes_has_spots_and_each_has_a_step(text: str) -> None:
    found = spots(text)
    assert bool(found) == (polish(text) != text)
    assert all(spot.steps and spot.old in text and spot.old != spot.new for spot in found)


@given(texts)
def test_what_is_refused_stays_as_it_is(text: str) -> None:
    for spot in spots(text):
        kept = polish(text, kept=[spot.old])
        assert spot.old in kept
        assert polish(kept, kept=[spot.old]) == kept


@given(texts)
def test_whoever_refuses_long_enough_has_the_text_as_it_was(text: str) -> None:
    refused: set[str] = set()
    for _ in range(9):
        refused |= {spot.old for spot in spots(text, kept=refused)}
    assert polish(text, kept=refused) == text
