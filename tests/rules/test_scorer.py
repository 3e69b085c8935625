"""What weighs the lines that no rule names: its sums are right, and its weights are numbers."""

import json
from importlib.resources import files

import numpy as np
import pytest

from fleuron.model import Line, Role
from fleuron.rules import forest
from fleuron.rules.page import Page, measure
from fleuron.rules.scorer import hoped, keep


def test_the_weights_hold_numbers_and_no_words():
    told = json.loads(files("fleuron.rules").joinpath("weights.json").read_text("utf-8"))
    assert set(told) == {"words", "forest"}
    assert all(isinstance(leaf, int | float) or leaf is None for leaf in _leaves(told))


def _leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


def test_a_line_walks_every_tree_down_to_a_leaf():
    # is measure 0 above 1? no: is measure 1 above 5? 10 or 20; yes: 30. The second tree is a leaf
    leaf = forest.LEAF
    grown = forest.Forest(
        base=0.5,
        trees=2,
        measures=np.array([0, leaf, 1, leaf, leaf, leaf]),
        values=np.array([1, 100, 5, 30, 10, 20], dtype=np.float32),
    )
    table = np.array([[0, 0], [0, 9], [2, 0], [2, 9], [1, 5]], dtype=np.float32)
    assert forest.odds(grown, table).tolist() == [110.5, 120.5, 130.5, 130.5, 110.5]
    many = np.tile(table, (500, 1))
    assert forest.odds(grown, many).tolist() == [110.5, 120.5, 130.5, 130.5, 110.5] * 500


def asked(*lines, roles=(), gap=2):
    """A page of lines, each `gap` below the one above it."""
    entries = measure(Line(gap * number, text) for number, text in enumerate(lines, 1))
    return Page("a-page", entries, dict(roles))


LONG = "The chair stood by the window for as long as anybody in the house could remember, and longer."


@pytest.mark.parametrize(
    ("lines", "likely", "gap", "kept"),
    [
        ((LONG, "Then it went.", "Nobody ever asked."), (0.9, 0.1, 0.1), 2, [True, True, True]),
        ((LONG, "Then it went.", "Nobody ever asked."), (0.9, 0.1, 0.1), 1, [True, False, False]),
        ((LONG, "Then it went.", "Nobody ever asked."), (0.9, 0.01, 0.2), 2, [True, False, False]),
        (("It is here.", LONG), (0.1, 0.9), 2, [True, True]),
        ((LONG, "Read on", "Then it went."), (0.9, 0.1, 0.1), 2, [True, False, False]),
        ((LONG, "I would keep", "two cups", LONG), (0.9, 0.2, 0.2, 0.9), 2, [True, True, True, True]),
        ((LONG, "I would keep", "two cups", LONG), (0.9, 0.2, 0.01, 0.9), 2, [True, False, False, True]),
        (("Dear friends,", LONG, "With love,"), (0.1, 0.9, 0.1), 2, [True, True, True]),
        (("Chairs, tables, lamps and all of the rest,", LONG), (0.1, 0.9), 2, [False, True]),
    ],
)
def test_sentences_beside_the_essay_are_let_go_less_easily(lines, likely, gap, kept):
    assert keep(asked(*lines, gap=gap), np.array(likely)).tolist() == kept


def test_what_a_rule_names_parts_a_sentence_from_the_essay():
    page = asked(LONG, "Share this:", "Then it went.", roles={4: Role.WIDGET})
    assert keep(page, np.array([0.9, 0.1, 0.1])).tolist() == [True, False, False]


@pytest.mark.parametrize(("chairs", "kept"), [(1, True), (40, False)])
def test_in_a_long_essay_they_are_let_go_more_easily(chairs, kept):
    page = asked(*[LONG] * chairs, "Then it went.")
    assert keep(page, np.array([0.9] * chairs + [0.1])).tolist()[-1] is kept


def test_some_sentence_of_a_page_is_the_essays():
    page = asked("Home", LONG, "Then it went.")
    likely = hoped(page, np.array([-3.0, -2.0, -3.0]))
    assert likely[1] == pytest.approx(0.9)
    assert likely[2] > 0.7
    assert likely[0] == pytest.approx(0.047, abs=0.001)
    assert hoped(page, np.array([-3.0, 4.0, -3.0]))[2] == pytest.approx(0.047, abs=0.001)


VERSE = (
    "The lamp goes out again",
    "and nobody is home,",
    "the chair has learned to wait",
    "and waits there on its own.",
)


@pytest.mark.parametrize(
    ("likely", "gap", "kept"),
    [
        ((0.9, 0.1, 0.1, 0.9), 1, [True] * 4),
        ((0.9, 0.01, 0.1, 0.9), 1, [True, False, False, True]),
        ((0.9, 0.1, 0.1, 0.1), 1, [True, False, False, False]),
        ((0.9, 0.1, 0.1, 0.9), 2, [True, False, False, True]),
    ],
)
def test_no_line_is_let_go_from_amid_a_stanza(likely, gap, kept):
    assert keep(asked(*VERSE, gap=gap), np.array(likely)).tolist() == kept


def test_a_block_of_which_little_is_kept_is_no_stanza():
    menu = ("Home", "Shop", *VERSE, "News", "Help", "Jobs", "Maps")
    likely = np.array([0.01, 0.9, 0.1, 0.9, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01])
    assert keep(asked(*menu, gap=1), likely).sum() == 2
