"""rules/phrases/ROLE/NAME.txt -> phrases: what a role's lines say, word for word, in many languages.

A phrase a line; `#` stands for any number; `words…` begins a line, `…words…` stands within one; `{one|two}` is said
either way; a phrase after `?` is also said in essays, and needs a second sign; `//` begins a comment.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from fleuron.rules.page import EDGE, fold, key

SIZES = (1, 2, 4, 8, 16)
EITHER = re.compile(r"\{([^{}|]*\|[^{}]*)\}")


class Phrase(NamedTuple):
    """One phrase: the role of the line that says it, its file, and whether essays say it too."""

    role: str
    name: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Book:
    """All phrases: whole lines, openings, and words within a line."""

    whole: Mapping[str, Phrase]
    begun: frozenset[str]  # the words that these begin with
    opening: Mapping[str, Mapping[str, Phrase]]  # by as many of its first characters as SIZES has
    within: Mapping[str, Phrase]


STRING = 12  # words of buttons in a row, at the most


@cache
def book() -> Book:
    """Read every phrase."""
    whole: dict[str, Phrase] = {}
    opening: dict[str, dict[str, Phrase]] = defaultdict(dict)
    within: dict[str, Phrase] = {}
    for words, phrase in _read():
        if words.startswith("…"):
            within[fold(words.strip("…"))] = phrase
        elif words.endswith("…"):
            start = fold(words.rstrip("…")).lstrip(EDGE)
            opening[_beginning(start)][start] = phrase
        else:
            whole[key(words)] = phrase
    return Book(whole, frozenset(words.split()[0] for words in whole), dict(opening), within)


@lru_cache(maxsize=1 << 14)
def find(text: str) -> Phrase | None:
    """Return the phrase that a folded line says, begins with or contains."""
    phrases = book()
    bare = text.strip(EDGE)
    if phrase := phrases.whole.get(bare):
        return phrase
    text = text.lstrip(EDGE)
    starts = [words for size in SIZES for words in phrases.opening.get(text[:size], ()) if text.startswith(words)]
    if starts:
        longest = max(starts, key=len)
        return phrases.opening[_beginning(longest)][longest]
    within = next(filter(text.__contains__, phrases.within), None)
    return phrases.within[within] if within else _strung(bare.split(None, STRING), phrases)


def _strung(words: list[str], phrases: Book) -> Phrase | None:
    """Find the first of the phrases that make up a line, where buttons came to stand in a row."""
    if not 2 <= len(words) <= STRING or phrases.begun.isdisjoint((words[0], words[0].strip(EDGE))):
        return None
    runs: dict[int, tuple[Phrase, ...]] = {0: ()}
    for end in range(1, len(words) + 1):
        for start in [*runs]:
            phrase = phrases.whole.get(" ".join(words[start:end]).strip(EDGE))
            if phrase and end not in runs:
                runs[end] = (*runs[start], phrase)
    row = runs.get(len(words), ())
    return row[0]._replace(weak=all(phrase.weak for phrase in row)) if len(row) > 1 else None


def _read() -> Iterator[tuple[str, Phrase]]:
    for folder in sorted(files(__package__).joinpath("phrases").iterdir(), key=lambda entry: entry.name):
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            for row in file.read_text(encoding="utf-8").splitlines():
                words = row.partition("//")[0].strip()
                phrase = Phrase(folder.name, file.name.removesuffix(".txt"), words.startswith("?"))
                yield from ((said, phrase) for said in _either(words.lstrip("? ")) if said)


def _beginning(words: str) -> str:
    return words[: max(size for size in SIZES if size <= len(words))]


def _either(words: str) -> Iterator[str]:
    """Say a phrase in every way that its `{one|two}` allow."""
    parts = EITHER.split(words)
    for chosen in product(*(part.split("|") if at % 2 else [part] for at, part in enumerate(parts))):
        yield " ".join("".join(chosen).split())
