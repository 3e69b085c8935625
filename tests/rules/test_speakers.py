"""Labels that take turns are a conversation; labels of a card, and a label that stands alone, are none."""

import pytest

from fleuron.model import Line
from fleuron.rules.page import Page, measure
from fleuron.rules.speakers import turns

TALK = ("Q: Where were you?", "A: At the door.", "Q: For long?", "A: Until the bell.")
NAMES = ("OTTO FENN: You came.", "Ada Wren: I said I would.", "OTTO FENN: You did not.", "Ada Wren: I have now.")
BETWEEN = ("He laughs.", *TALK[:2], "She does not.", *TALK[2:])
CARD = ("Price: 4", "Legs: three", "Price: 6", "Legs: four")
ONCE = ("Note: the door was shut.", "Then we talked.", "Moral: shut the door.")


@pytest.mark.parametrize(
    ("lines", "found"),
    [(TALK, [0, 1, 2, 3]), (NAMES, [0, 1, 2, 3]), (BETWEEN, [1, 2, 4, 5]), (CARD, []), (ONCE, [])],
    ids=("letters", "names", "between", "card", "once"),
)
def test_turns(lines, found):
    assert turns(Page("a-page", measure(Line(n, text) for n, text in enumerate(lines, 1)), {})) == found
