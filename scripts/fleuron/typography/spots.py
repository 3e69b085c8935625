"""Text -> the spots where typesetting changes it, each with the words it reads, so that one of them can be refused.

No step changes a letter, so that the two texts are read side by side, letter by letter, and what lies between two
letters is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from fleuron.typography import changes, polish


class Spot(NamedTuple):
    """One change: the words as the page has them, as they are printed, and the steps that did it."""

    old: str
    new: str
    steps: tuple[str, ...]


class Span(NamedTuple):
    """A piece of the text, from `a` to `b`, which is from `c` to `d` of the text that came of it."""

    a: int
    b: int
    c: int
    d: int


def spots(text: str, language: str = "en", kept: Iterable[str] = ()) -> tuple[Spot, ...]:
    """Find where a text is changed; words that stand in it twice are one spot, since they are kept or changed alike.

    A spot's steps are those that still have something to do when every other spot is kept, else those of the text.
    """
    kept = tuple(kept)
    text = text.strip()
    polished = polish(text, language, kept)
    found = {text[a:b]: polished[c:d] for a, b, c, d in _spans(text, polished)}
    return tuple(
        Spot(old, new, changes(text, language, {*kept, *found} - {old}) or changes(text, language, kept))
        for old, new in found.items()
    )


def _spans(text: str, polished: str) -> list[Span]:
    """Find the pieces that differ, with the words they touch; those that share a word are one."""
    spans: list[Span] = []
    for here, there in zip(_gaps(text), _gaps(polished), strict=True):
        if text[slice(*here)] == polished[slice(*there)]:
            continue
        span = _with_words(text, _trimmed(text, polished, Span(*here, *there)), *here)
        if spans and spans[-1].b > span.a:
            span = span._replace(a=spans[-1].a, c=spans[-1].c)
            spans.pop()
        spans.append(span)
    return spans


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """Yield what lies between the letters and figures, before the first and after the last."""
    places = [-1, *(place for place, char in enumerate(text) if char.isalnum()), len(text)]
    return ((before + 1, after) for before, after in pairwise(places))


def _trimmed(text: str, polished: str, span: Span) -> Span:
    """Leave out the spaces that both texts have at an end, but where it is a space that changes."""
    a, b, c, d = span
    while a < b and c < d and text[a] == polished[c] and text[a].isspace():
        a, c = a + 1, c + 1
    while a < b and c < d and text[b - 1] == polished[d - 1] and text[b - 1].isspace():
        b, d = b - 1, d - 1
    if not text[a:b].strip() or not polished[c:d].strip():
        return span
    a, c = (span.a, span.c) if text[a].isspace() or polished[c].isspace() else (a, c)
    b, d = (span.b, span.d) if text[b - 1].isspace() or polished[d - 1].isspace() else (b, d)
    return span if span.a < a and b < span.b else Span(a, b, c, d)


def _with_words(text: str, span: Span, start: int, end: int) -> Span:
    """Take in the words that a piece touches."""
    a, b, c, d = span
    while a <= start and a and text[a - 1].isalnum():
        a, c, start = a - 1, c - 1, start - 1
    while b >= end and b < len(text) and text[b].isalnum():
        b, d, end = b + 1, d + 1, end + 1
    return Span(a, b, c, d)
