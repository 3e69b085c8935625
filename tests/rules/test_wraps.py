"""Lines that were broken at a fixed width are joined, words and all; what was broken for another reason is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleuron.clean import clean
from fleuron.model import Decisions, Line, Role, Ruling, Source
from fleuron.rules.wraps import unwrap
from fleuron.typeset import markdown, plain
from rules.test_cases import CASES, read

WRAPPED = [path for path in CASES if path.stem.startswith("wrapped")]


def numbered(*texts):
    return tuple(Line(number, text) for number, text in enumerate(texts, 1))


def whole(stem):
    source, *_ = read(next(path for path in WRAPPED if path.stem == stem))
    return plain(clean(source)).split("\n\n")


@pytest.mark.parametrize(
    "words",
    [
        "a burden, and that a burden is",  # the page has the word in one piece
        "a well-known answer, and well-known answers",  # the page has its hyphen, and no such word in one piece
        "dried her face—which she had",
        "a towel—it was the kitchen’s—and",
        "whoever has nowhere else",
        "from the inside, and there is somebody",
    ],
)
def test_a_paragraph_reads_on_over_the_ends_of_its_lines(words):
    assert any(words in paragraph for paragraph in whole("wrapped-page"))


def test_verse_keeps_its_lines():
    assert "has seen the coat undone," in whole("wrapped-mail")


def test_what_is_joined_is_set_as_one_paragraph():
    source, *_ = read(next(path for path in WRAPPED if path.stem == "wrapped-mail"))
    assert "\n\nShe never looked up. I found out later that she had been asked not to, and that she" in markdown(
        clean(source)
    )


def test_a_ruling_within_a_paragraph_parts_it():
    source, *_ = read(next(path for path in WRAPPED if path.stem == "wrapped-mail"))
    line = source.lines[4]
    ruled = Source("a", "a.txt", source.lines, Decisions(rulings=(Ruling(line.number, line.text, Role.WIDGET),)))
    verdicts = clean(ruled).verdicts
    assert not verdicts[4].joins
    assert verdicts[4].rule == "editor"
    assert verdicts[3].joins


@pytest.mark.parametrize("above", ["I wait", "a line that ends here."])
def test_lines_that_are_said_to_be_joined_are_joined_and_others_are_not(above):
    lines = numbered(above, "for the clock.", "And then it strikes.")
    assert [len(paragraph.lines) for paragraph in unwrap(lines)] == [1, 1, 1]
    joined = unwrap(lines, joined={2})
    assert [paragraph.text for paragraph in joined] == [f"{above} for the clock.", "And then it strikes."]


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)), st.sets(st.integers(1, 5)))
def test_every_line_is_in_one_paragraph_and_in_order(texts, joined):
    lines = numbered(*texts)
    assert tuple(line for paragraph in unwrap(lines, joined=joined) for line in paragraph.lines) == lines


@settings(deadline=None)
@given(st.lists(st.text("abc ,.", min_size=50, max_size=90).filter(str.strip), min_size=4))
def test_what_is_joined_loses_no_letter(texts):
    lines = numbered(*texts)
    letters = "".join("".join(texts).split())
    assert "".join("".join(paragraph.text for paragraph in unwrap(lines)).split()) == letters


def test_an_address_keeps_its_lines():
    source, *_ = read(next(path for path in WRAPPED if path.stem == "wrapped-mail"))
    alone = {paragraph.text for paragraph in unwrap(source.lines) if len(paragraph.lines) == 1}
    assert {"The Button Shop", "14 Quay Street", "Northhaven"} <= alone
