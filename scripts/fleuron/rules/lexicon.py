"""Words -> numbers: which words a line uses, hashed, so that the weights hold no words of any page."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

SIZE = 4096  # weights; words share them
MOST = 24  # words of a line that are looked at
ENOUGH = 1 << 17  # words that are remembered


class Hashes(dict[str, int]):
    """Remember the hash of every word that was asked for."""

    def __missing__(self, word: str) -> int:
        if len(self) > ENOUGH:
            self.clear()
        code = self[word] = zlib.crc32(word.encode("utf-8", "replace")) % SIZE
        return code


HASHES = Hashes()


def hashes(lines: Iterable[Sequence[str]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Hash the words of each line, and its first and last once more; return them in a row, and how many each has."""
    cut = [(*own[:MOST], f"^{own[0]}", f"{own[:MOST][-1]}$") if own else ("^$",) for own in lines]
    sizes = np.array([len(own) for own in cut])
    return np.fromiter(map(HASHES.__getitem__, chain.from_iterable(cut)), np.int64, int(sizes.sum())), sizes


def said(weights: NDArray[np.float32], lines: Iterable[Sequence[str]]) -> NDArray[np.float32]:
    """Return what the words of each line say of it."""
    codes, sizes = hashes(lines)
    sums = np.add.reduceat(weights[codes], np.cumsum(sizes) - sizes)
    return (sums / np.sqrt(sizes)).astype(np.float32)
