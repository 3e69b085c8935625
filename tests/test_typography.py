"""The house style, case by case in typography.tsv, and its laws for any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleuron import typography
from fleuron.typography import STEPS, changes, polish
from fleuron.typography.house import ASIDE, house_of
from fleuron.typography.settled import settled

CASES = Path(__file__).with_name("typography.tsv")
LANGUAGES = ("en", "de", "fr", "es")
MARKS = "\"\"''``´“”‘’„‚«»–—--......…′″ \u00a0\u200a\n,;:!?()[]<>/@*=\u00ad\u200b\u200d\ufdd0"
texts = (
    st.text()
    | st.text(st.sampled_from(MARKS + "abnsABt0129"))
    | st.lists(
        st.sampled_from(
            ["'tis", "'90s", "it's", "--", " - ", "...", '"', "'", " ", "6'2\"", "http://a.b/c", "`x`", "12-14", "p. "]
        )
    ).map("".join)
)


def cases() -> list[pytest.param]:  # type: ignore[valid-type]
    rows = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("# "):
            continue
        label, given_text, wanted = re.fullmatch(r"(?:\[((?:hard: |[a-z]{2})[^\]]*)\] )?(.*)\t(.*)", line).groups()
        hard = (label or "").startswith("hard: ")
        given_text = unescape(given_text)
        wanted = given_text if wanted == "=" else unescape(wanted)
        marks = [pytest.mark.xfail(reason=label)] if hard else []
        rows.append(pytest.param(given_text, wanted, "en" if hard or not label else label, marks=marks, id=line[:40]))
    return rows


def unescape(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)


@pytest.mark.parametrize(("text", "wanted", "language"), cases())
def test_sets_the_marks(text, wanted, language):
    assert polish(text, language) == wanted
    assert polish(wanted, language) == wanted


@given(texts, st.sampled_from(LANGUAGES))
def test_polishing_twice_is_polishing_once(text, language):
    once = polish(text, language)
    assert polish(once, language) == once


@given(texts, st.sampled_from(LANGUAGES))
def test_every_letter_and_figure_is_kept(text, language):
    kept = [char for char in text if char.isalnum()]
    assert [char for char in polish(text, language) if char.isalnum()] == kept


@given(texts)
def test_words_are_neither_joined_nor_parted(text):
    seen = typography.invisibles(text.replace(ASIDE, ""), house_of("en"))
    assert re.findall(r"[^\W_]+", polish(text)) == re.findall(r"[^\W_]+", seen)


@given(texts, st.sampled_from(LANGUAGES))
def test_a_text_that_changes_has_a_step_to_answer_for_it(text, language):
    text = text.replace(ASIDE, "")
    assert bool(changes(text, language)) >= (polish(text, language) != text)


def test_a_long_run_of_spaces_is_read_once():
    """Read anew from each of its places, it would take a quarter of an hour."""
    assert polish(f"a{' ' * 400_000}b{' ' * 400_000}") == "a b"


def test_names_the_steps_that_changed_the_text():
    assert changes('He said  "no"...') == ("spaces", "ellipses", "quotes")
    assert changes("He said nothing.") == ()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_every_step_is_needed_by_a_case(step, monkeypatch):
    without = tuple(other for other in STEPS if other is not step)
    monkeypatch.setattr(typography, "STEPS", without)
    assert any(polish(case.values[0], case.values[2]) != case.values[1] for case in cases() if not case.marks)


@given(texts, st.sampled_from(LANGUAGES))
def test_looking_first_changes_nothing(text, language):
    """A settled text is one that no step changes, and a step is passed over only where it has nothing to do."""
    house = house_of(language)
    for step in STEPS:
        assert step(text, house) == getattr(step, "__wrapped__", step)(text, house), step.__name__
    if settled(text, house):
        assert all(step(text, house) == text for step in STEPS)
