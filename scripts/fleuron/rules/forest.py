"""Numbers, a row a line -> log-odds: the sum over small trees.

A tree is told by its questions: each says which leaves are out of reach when a measure is above its edge. The
leaf is the first that no question has ruled out (the QuickScorer of Lucchese and others, 2015).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
LINES = 1024  # looked at together: what is laid out for them stays small


class Round(NamedTuple):
    """The next question of every tree, a row a tree; one that has no more asks again, and rules out nothing."""

    asked: NDArray[np.int64]  # its place among the different questions
    gone: NDArray[np.uint32]  # the leaves it rules out, a bit a leaf


@dataclass(frozen=True)
class Forest:
    """The questions of all trees in a row, and where each tree's begin; `leaves` has a row a tree."""

    base: float
    measures: NDArray[np.int64]
    edges: Floats
    gone: NDArray[np.int64]  # the leaves a question rules out: the first, and the one after the last
    starts: NDArray[np.int64]
    leaves: Floats

    @cached_property
    def different(self) -> tuple[NDArray[np.int64], Floats, NDArray[np.int64]]:
        """Return the measures and the edges of all questions, each once, and which of them each question is."""
        both = np.stack([self.measures, self.edges.astype(np.float64)])
        (measures, edges), place = np.unique(both, axis=1, return_inverse=True)
        return measures.astype(np.int64), edges.astype(np.float32)[:, None], place.ravel()

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        """Return the first question of every tree, then the second of every tree, and so on."""
        sizes = np.diff(self.starts, append=len(self.measures))
        tree = np.repeat(np.arange(len(sizes)), sizes)
        place = np.arange(len(self.measures)) - self.starts[tree], tree
        asked, gone = (np.zeros((sizes.max(), len(sizes)), kind) for kind in (np.int64, np.uint32))
        below = (np.uint64(1) << self.gone.astype(np.uint64)) - np.uint64(1)
        asked[place], gone[place] = self.different[2], below[:, 1] ^ below[:, 0]
        return tuple(map(Round, asked, gone[:, :, None]))


def odds(forest: Forest, table: Floats) -> Floats:
    """Return each line's log-odds."""
    return np.concatenate([_odds(forest, table[at : at + LINES]) for at in range(0, len(table), LINES)])


def _odds(forest: Forest, table: Floats) -> Floats:
    measures, edges, _ = forest.different
    above = np.ascontiguousarray(table.T)[measures] > edges
    gone = np.zeros((len(forest.starts), len(table)), dtype=np.uint32)
    for asked, ruled_out in forest.rounds:
        gone |= ruled_out * above[asked]
    lowest = ~gone & (gone + np.uint32(1))
    leaf = np.ascontiguousarray(np.frexp(lowest.astype(np.float32))[1].T) - 1
    said = forest.leaves.take(leaf + np.arange(len(forest.starts)) * forest.leaves.shape[1])
    return np.asarray(forest.base + said.sum(axis=1), dtype=np.float32)
