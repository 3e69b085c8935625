"""Numbers, a row a line -> log-odds: the sum over small trees.

A tree is told by its questions: each says which leaves are out of reach when a measure is above its edge. The
leaf is the first that no question has ruled out (the QuickScorer of Lucchese and others, 2015).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


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
    def masks(self) -> NDArray[np.uint32]:
        """Return the leaves that each question leaves in reach, a bit a leaf."""
        below = (np.uint64(1) << self.gone.astype(np.uint64)) - np.uint64(1)
        return (~(below[:, 1] ^ below[:, 0])).astype(np.uint32)


def odds(forest: Forest, table: Floats) -> Floats:
    """Return each line's log-odds."""
    every = np.uint32(0xFFFFFFFF)
    masks = np.where(table[:, forest.measures] > forest.edges, forest.masks, every)
    left = np.bitwise_and.reduceat(masks, forest.starts, axis=1)
    lowest = left & (~left + np.uint32(1))
    leaf = np.log2(lowest.astype(np.float64)).astype(np.int64)
    return np.asarray(forest.base + forest.leaves[np.arange(len(forest.starts)), leaf].sum(axis=1), dtype=np.float32)
