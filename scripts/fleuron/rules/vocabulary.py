"""common.txt, cues.toml -> the words, and pairs of words, that any page may use, by what they tell."""

from __future__ import annotations

import tomllib
from collections.abc import Hashable, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TypeVar

KNOWN = ("common", "first", "second", "closing")
CUES = ("author", "offer", "notice", "origin")
T = TypeVar("T", bound=Hashable)


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """Read the words that every text of a language uses, that speak for or to someone, and that close a text."""
    text = files(__package__).joinpath("common.txt").read_text(encoding="utf-8")
    rows = [row.partition(" = ") for row in text.splitlines() if " = " in row]
    return {name: frozenset(word for key, _, words in rows if key == name for word in words.split()) for name in KNOWN}


@cache
def known() -> dict[str, int]:
    """Say of every such word in which of the lists it is, a bit a list."""
    return _bits(vocabulary())


@cache
def paired() -> dict[tuple[str, ...], int]:
    """Say of every pair of words whose cue it is, a bit a cue."""
    told = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    return _bits({name: frozenset(tuple(pair.split()) for pair in told[name]) for name in CUES})


def _bits(sets: Mapping[str, frozenset[T]]) -> dict[T, int]:
    every = frozenset(chain.from_iterable(sets.values()))
    return {each: sum((each in members) << bit for bit, members in enumerate(sets.values())) for each in every}
