"""Numbers, a row a line -> log-odds: the sum over trees of questions, each walked from its root to a leaf."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
LEAF = -1
LINES = 1024  # looked at together: what is laid out for them stays small


class Walk(NamedTuple):
    """Where each node leads: its question among the different ones, and the node below it that stands for “no”."""

    measures: Places
    edges: Floats
    asked: Places  # a leaf asks the question after the last, to which the answer is “no”
    below: Places  # a leaf leads to itself; “yes” stands right after “no”
    depth: int  # questions from a root to the farthest leaf


@dataclass(frozen=True)
class Forest:
    """All trees, level by level: first every root, then the two nodes below each question in turn."""

    base: float
    trees: int
    measures: Places  # what a node asks of, or LEAF
    values: Floats  # the edge above which the answer is “yes”; for a leaf, what it adds

    @cached_property
    def walk(self) -> Walk:
        """Return the way through all trees; a question that many nodes ask is there once."""
        asks = self.measures != LEAF
        questions = np.stack([self.measures[asks], self.values[asks].astype(np.float64)])
        (measures, edges), place = np.unique(questions, axis=1, return_inverse=True)
        asked = np.full(len(asks), len(edges))
        asked[asks] = place.ravel()
        below = np.arange(len(asks))
        below[asks] = self.trees + 2 * np.arange(len(place.ravel()))
        level, depth = np.arange(self.trees), 0
        while (level := level[asks[level]]).size:
            level, depth = np.concatenate([below[level], below[level] + 1]), depth + 1
        return Walk(measures.astype(np.int64), edges.astype(np.float32)[:, None], asked, below, depth)


def odds(forest: Forest, table: Floats) -> Floats:
    """Return each line's log-odds."""
    return np.concatenate([_odds(forest, table[at : at + LINES]) for at in range(0, len(table), LINES)])


def _odds(forest: Forest, table: Floats) -> Floats:
    measures, edges, asked, below, depth = forest.walk
    answers = np.zeros((len(edges) + 1, len(table)), dtype=bool)
    np.greater(np.ascontiguousarray(table.T)[measures], edges, out=answers[:-1])
    yes, row = answers.ravel(), asked * len(table)
    line = np.tile(np.arange(len(table)), forest.trees)
    node = np.repeat(np.arange(forest.trees), len(table))
    for _ in range(depth):
        node = below.take(node) + yes.take(row.take(node) + line)
    said = forest.values.take(node).reshape(forest.trees, len(table))
    return np.asarray(forest.base + said.sum(axis=0), dtype=np.float32)
