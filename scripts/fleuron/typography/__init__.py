"""Text -> the text a typesetter would set: only marks and spaces change, never a letter or a figure.

Addresses, code and tags are set aside first and put back last, so no step needs to know of them; so are the words
that an editor keeps. The steps run in the order of STEPS; what they put for each language is in languages.toml.

An ellipsis is one character; where the writer had a space before it, that space does not break. Nested marks
that meet are parted by a hair space. Whatever is not surely wrong stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fleuron.typography.dashes import dashes, ranges
from fleuron.typography.house import ASIDE, KEPT, Step, house_of
from fleuron.typography.quotes import apostrophes, doubled, nested, primes, quotes, turned
from fleuron.typography.settled import settled
from fleuron.typography.spaces import ellipses, gaps, hyphens, invisibles, spaces

STEPS: tuple[Step, ...] = (
    invisibles,
    hyphens,
    spaces,
    ellipses,
    ranges,
    dashes,
    primes,
    doubled,
    apostrophes,
    turned,
    quotes,
    gaps,
    nested,
)
ROUNDS = 9  # prose needs one; a tangle of marks two or three

_TAIL = r"(?:[\w%/#&=~+@$*-]|[.,;:!?'()](?=[\w%/#&=~+@$*-]))+"  # an address does not end in a full stop
_UNTOUCHED = re.compile(
    r"(?s:```.*?```)"
    r"|(?<![\w`])(`+)(?!`)[^\n]{0,999}?[^`\n]\1(?![\w`])"  # code
    r"|<[A-Za-z/!][^<>\n]*>"
    rf"|\b(?:[a-z]{{3,6}}://|www\.|mailto:|doi:|10\.\d{{4,9}}/){_TAIL}"
    rf"|(?<![\w.-])[\w-]++(?:\.[\w-]++)++/{_TAIL}"
    r"|(?<![\w.+-])[\w.+-]++(?:'[\w.+-]++)?@[\w-]++(?:\.[\w-]+)+"
)
_MAY_BE_UNTOUCHED = ("`", "<", "@", "/", "www.", "mailto:", "doi:")


def polish(text: str, language: str = "en", kept: Iterable[str] = ()) -> str:
    """Set the marks and spaces of a text as the house of its language does; the words that are `kept` stay."""
    return _walk(text, language, kept)[0]


def changes(text: str, language: str = "en", kept: Iterable[str] = ()) -> tuple[str, ...]:
    """Name the steps that change a text, in their order."""
    taken = _walk(text, language, kept)[1]
    return tuple(step.__name__ for step in STEPS if step in taken)


def _walk(text: str, language: str, kept: Iterable[str]) -> tuple[str, set[Step]]:
    """Take the steps until none finds more to do; return those that did something, too."""
    house = house_of(language)
    taken: set[Step] = set()
    text, held = _hold(text, tuple(kept))
    for _ in range(ROUNDS):
        if settled(text, house):
            break
        begun = text
        text, aside = _set_aside(text)
        for step in STEPS:
            before, text = text, step(text, house)
            if text != before:
                taken.add(step)
        text = _put_back(text, aside, ASIDE)
        if text == begun:
            break
    return _put_back(text, held, KEPT), taken


def _hold(text: str, kept: tuple[str, ...]) -> tuple[str, list[str]]:
    """Set aside, for all the rounds, the words that are kept: whole words, as the text has them."""
    if not kept:
        return text, []
    words = "|".join(re.escape(each) for each in sorted(kept, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    text = text.replace(KEPT, "")
    return pattern.sub(KEPT, text), [match[0] for match in pattern.finditer(text)]


def _set_aside(text: str) -> tuple[str, list[str]]:
    text = text.replace(ASIDE, "")
    if not any(map(text.__contains__, _MAY_BE_UNTOUCHED)):
        return text, []
    pieces = [match[0] for match in _UNTOUCHED.finditer(text)]
    return _UNTOUCHED.sub(ASIDE, text) if pieces else text, pieces


def _put_back(text: str, pieces: list[str], mark: str) -> str:
    if not pieces:
        return text
    rest = iter(pieces)
    return re.sub(mark, lambda _: next(rest), text)
