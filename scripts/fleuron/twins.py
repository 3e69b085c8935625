"""Texts -> pairs that are one text, scraped twice: by the rows of words they share, in time linear in the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

ROW = 5  # words
FORMULA = 12  # texts; what so many say is a formula, and no passage of one
BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits all over: the same words in another order make another sum
WORD = re.compile(r"\w+")


def twins(texts: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """Yield each two texts that share more than so much of the shorter one's rows of words, and how much."""
    rows = [_rows(text) for text in texts]
    every = np.concatenate(rows)
    sizes = np.array([len(row) for row in rows])
    owners = np.repeat(np.arange(len(rows)), sizes)
    order = np.argsort(every, kind="stable")
    every, owners = every[order], owners[order]
    _, counts = np.unique(every, return_counts=True)
    own = np.repeat(counts <= FORMULA, counts)
    every, owners = every[own], owners[own]
    shared = [owners[:-step] * len(rows) + owners[step:] for step in range(1, FORMULA)]
    shared = [pair[every[:-step] == every[step:]] for step, pair in enumerate(shared, 1)]
    pairs, counts = np.unique(np.concatenate(shared), return_counts=True)
    ones, others = np.divmod(pairs, len(rows))
    shares = counts / np.minimum(sizes[ones], sizes[others])
    for at in np.flatnonzero(shares > least):
        yield int(ones[at]), int(others[at]), float(shares[at])


def _rows(text: str) -> NDArray[np.uint64]:
    """Return a sum for every row of words that a text has, each once."""
    words = np.array([crc32(word.encode()) for word in WORD.findall(text.casefold())], dtype=np.uint64)
    count = max(0, len(words) - ROW + 1)
    sums = np.zeros(count, dtype=np.uint64)
    for start in range(ROW):
        sums = sums * BASE + words[start : start + count]
    return np.unique(sums)
