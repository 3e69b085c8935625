"""A list that was glued into one line is a list again; a sentence with figures stays a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleuron.account import lost
from fleuron.clean import clean
from fleuron.model import Decisions, Line, Role, Ruling, Source
from fleuron.rules.glued import items
from fleuron.typeset import markdown, plain


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1. one 2. two 3. three", ("one", "two", "three")),
        ("1) one, of 1975. 2) two 3) three.", ("one, of 1975.", "two", "three.")),
        ("• a • b", ("a", "b")),
        ("● a long one ● and another", ("a long one", "and another")),
        ("1. one 2. two", ("1. one 2. two",)),
        ("1. one 2) two 3) three", ("1. one 2) two 3) three",)),
        ("In 1. 2. and 3. of the rules", ("In 1. 2. and 3. of the rules",)),
        ("• one alone", ("one alone",)),
        ("1. She came at 2. 30 was the number of the bus.", ("1. She came at 2. 30 was the number of the bus.",)),
    ],
)
def test_a_line_is_parted_where_it_is_a_list(text, parts):
    assert items(text) == parts


def ruled(text):
    page = Source("a", "a.txt", (Line(1, text),), Decisions(rulings=(Ruling(1, text, Role.LIST),)))
    return page, clean(page)


def test_its_items_are_set_one_under_another():
    _, numbered = ruled("1. one 2. two 3. three")
    assert markdown(numbered) == "1.  one\n2.  two\n3.  three\n"
    assert plain(numbered).endswith("1. one\n2. two\n3. three\n")
    _, marked = ruled("• a • b")
    assert markdown(marked) == "-   a\n-   b\n"


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["1.", "2.", "3.", "4.", "•", "a", "1975.", "word,", "\u200b"]), min_size=1).map(" ".join)
)
def test_no_word_of_a_glued_list_is_lost(text):
    page, essay = ruled(text)
    assert list(lost(page, essay)) == []
