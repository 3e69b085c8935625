"""rules/phrases/ROLE/NAME.txt -> phrases: what a role's lines say, word for word, in many languages.

A phrase a line; `#` stands for any number; `words…` begins a line, `…words…` stands within one; a phrase after
`?` is also said in essays, and needs a second sign; `//` begins a comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from fleuron.rules.page import EDGE, fold, key


class Phrase(NamedTuple):
    """One phrase: the role of the line that says it, its file, and whether essays say it too."""

    role: str
    name: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Book:
    """All phrases: whole lines, openings, and words within a line."""

    whole: Mapping[str, Phrase]
    opening: Mapping[str, Phrase]
    within: Mapping[str, Phrase]
    starts: tuple[str, ...]


@cache
def book() -> Book:
    """Read every phrase."""
    whole, opening, within = {}, {}, {}
    for words, phrase in _read():
        if words.startswith("…"):
            within[fold(words.strip("…"))] = phrase
        elif words.endswith("…"):
            opening[fold(words.rstrip("…")).lstrip(EDGE)] = phrase
        else:
            whole[key(words)] = phrase
    return Book(whole, opening, within, tuple(opening))


def find(text: str) -> Phrase | None:
    """Return the phrase that a folded line says, begins with or contains."""
    phrases = book()
    bare = text.strip(EDGE)
    if phrase := phrases.whole.get(bare):
        return phrase
    text = text.lstrip(EDGE)
    if text.startswith(phrases.starts):
        return phrases.opening[max((words for words in phrases.starts if text.startswith(words)), key=len)]
    return next((phrase for words, phrase in phrases.within.items() if words in text), None)


def _read() -> Iterator[tuple[str, Phrase]]:
    for folder in sorted(files(__package__).joinpath("phrases").iterdir(), key=lambda entry: entry.name):
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            for row in file.read_text(encoding="utf-8").splitlines():
                words = row.partition("//")[0].strip()
                if words:
                    phrase = Phrase(folder.name, file.name.removesuffix(".txt"), words.startswith("?"))
                    yield words.lstrip("? "), phrase
