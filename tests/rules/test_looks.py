"""What is measured of a line: each figure, from a page of lines whose figures are plain to see."""

import numpy as np
import pytest

from fleuron.model import Line, Role
from fleuron.rules import lexicon
from fleuron.rules.features import features
from fleuron.rules.looks import LOOK, looks
from fleuron.rules.page import Page, measure

ROWS = (
    (1, "The Lamp on the Landing"),
    (2, "By Ruth Marlow"),
    (4, "The lamp stood where we had left it, and I went by without a word. Was it still warm? I could not say."),
    (5, "  • Call 555-0199 now, or write to us!"),
    (9, "Conclusion"),
    (10, "Ruth Marlow is a gardener and lives in Leeds with the lamp."),
    (11, "Read more at www.example.org | © 2024"),
    (12, "Ελένη και Άννα"),
)


@pytest.fixture
def page():
    entries = measure(Line(number, text) for number, text in ROWS)
    return Page("a-page", entries, {1: Role.TITLE, 2: Role.BYLINE, 11: Role.TEASER})


@pytest.mark.parametrize(
    ("row", "name", "wanted"),
    [
        (0, "titled", 3 / 5),
        (2, "commas", 1 / 23),
        (2, "sentences", 2),
        (2, "stops", 1),
        (2, "first", 3 / 23),
        (2, "known", 1 / 23),
        (2, "authors", 0),
        (2, "gap", 1),
        (2, "below", 0),
        (3, "digits", 7 / 34),
        (3, "bullet", 1),
        (3, "indent", 2),
        (3, "below", 3),
        (4, "closes", 1),
        (5, "closes", 0),
        (5, "subject", 1),
        (5, "author", 2),
        (5, "authors", 2 / 12),
        (6, "signs", 1),
        (6, "url", 1),
        (6, "year", 1),
        (6, "elsewhere", 1),
        (6, "claimed", 1),
        (0, "claimed", 0),
        (0, "head", 1),
        (7, "capitals", 2 / 14),
    ],
)
def test_a_line_is_measured(page, row, name, wanted):
    assert looks(page)[row, LOOK[name]] == pytest.approx(wanted)


def test_every_line_is_measured_and_no_figure_is_missing(page):
    table = features(page)
    assert len(table) == len(ROWS)
    assert np.isfinite(table).all()


def test_a_line_without_words_is_measured_too():
    entries = measure([Line(1, "—"), Line(2, "• "), Line(3, "\U0001f600 \ud800")])
    assert np.isfinite(features(Page("p", entries, {}))).all()


def test_words_weigh_as_much_as_they_are_told_to():
    words = lexicon.numbered([("lamp", "stood"), (), ("lamp",)])
    codes, sizes = lexicon.hashes(words)
    assert sizes.tolist() == [4, 1, 3]  # the first and the last once more
    weights = np.zeros(lexicon.SIZE, dtype=np.float32)
    weights[codes[0]] = 3
    assert lexicon.said(weights, words) == pytest.approx([1.5, 0, 3 / 3**0.5])
