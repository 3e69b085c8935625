"""Lines -> numbers: each word of a page is looked up once, and all that is known of it is read from its number.

The weights go by the hash of a word, so that they hold no words of any page.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from fleuron.rules.vocabulary import KNOWN, known, paired

SIZE = 4096  # weights; words share them
MOST = 24  # words of a line that are weighed
ENOUGH = 1 << 17  # words that are remembered
LONG = 4  # letters of a word that tells what a text is about
LISTED, TELLING, OPENS, CLOSES, OWN = 12, 16, 17, 18, 19  # the bits of a number, above those of the hash

COMMON = 1 << KNOWN.index("common")

Codes = NDArray[np.int64]


class Numbers(dict[str, int]):
    """Remember the number of every word that was asked for: its hash, what is known of it, and its own."""

    def __missing__(self, word: str) -> int:
        hashed = zlib.crc32(word.encode("utf-8", "replace")) % SIZE
        told = _told().get(word, 0 if len(word) < LONG else 1 << TELLING)
        code = self[word] = hashed | told | len(self) << OWN
        return code


NUMBERS = Numbers()


@cache
def _told() -> dict[str, int]:
    """Say what is known of each word that is listed, alone or in a pair."""
    opening, closing = (frozenset(pair[at] for pair in paired()) for at in (0, 1))
    return {
        word: (listed := known().get(word, 0)) << LISTED
        | (len(word) >= LONG and not listed & COMMON) << TELLING
        | (word in opening) << OPENS
        | (word in closing) << CLOSES
        for word in (*known(), *opening, *closing)
    }


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some lines in a row, the number and the line of each, and where each line ends, from 0."""

    texts: list[str]
    codes: Codes
    lines: Codes
    ends: Codes
    edges: Codes  # a row a line: its first word and its last, as such


def numbered(rows: Sequence[Sequence[str]]) -> Words:
    """Look up the words of some lines."""
    if len(NUMBERS) > ENOUGH:
        NUMBERS.clear()
    texts = [*chain.from_iterable(rows)]
    sizes = np.array([len(row) for row in rows])
    ends = np.append(0, np.cumsum(sizes))
    codes = np.fromiter(map(NUMBERS.__getitem__, texts), np.int64, len(texts))
    edges = [(NUMBERS[f"^{row[0]}"], NUMBERS[f"{row[:MOST][-1]}$"]) if row else (NUMBERS["^$"], 0) for row in rows]
    return Words(texts, codes, np.repeat(np.arange(len(rows)), sizes), ends, np.array(edges))


def counts(words: Words, flags: NDArray[np.generic]) -> Codes:
    """Count the words of each line that a flag is set for, a column a row of flags."""
    sums = np.zeros((len(flags), len(words.codes) + 1), dtype=np.int64)
    np.cumsum(flags, axis=1, out=sums[:, 1:])
    return np.diff(sums[:, words.ends], axis=1).T


def hashes(words: Words) -> tuple[Codes, Codes]:
    """Hash the words of each line, and its first and last once more; return them in a row, and how many each has."""
    own = np.diff(words.ends)
    cut, some = np.minimum(own, MOST), own > 0
    sizes = cut + 1 + some
    starts = np.cumsum(sizes) - sizes
    rank = np.arange(len(words.codes)) - words.ends[words.lines]
    near = rank < MOST
    row = np.zeros(int(sizes.sum()), dtype=np.int64)
    row[(starts[words.lines] + rank)[near]] = words.codes[near]
    row[starts + cut] = words.edges[:, 0]
    row[(starts + cut + 1)[some]] = words.edges[some, 1]
    return row % SIZE, sizes


def said(weights: NDArray[np.float32], words: Words) -> NDArray[np.float32]:
    """Return what the words of each line say of it."""
    codes, sizes = hashes(words)
    sums = np.add.reduceat(weights[codes], np.cumsum(sizes) - sizes)
    return (sums / np.sqrt(sizes)).astype(np.float32)
