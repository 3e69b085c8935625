"""Pages -> samples: a page with what is known of it, in folds by site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from fleuron.rules.features import LINE
from fleuron.rules.page import Page

FOLDS = 5
NO, YES = 0.3, 0.6  # shares of a line's word pairs that make it chrome, or the essay's
T = TypeVar("T")
Table = NDArray[np.float32]


@dataclass
class Sample:
    """One page in one rendering: its labels and measures, and what the words and the chain say of it."""

    page: Page
    share: Table
    fold: int
    own: Table
    rendering: str
    gold: str
    table: Table = field(default_factory=lambda: np.zeros(0))
    chained: Table = field(default_factory=lambda: np.zeros(0))

    @property
    def sure(self) -> Table:
        return (self.share <= NO) | (self.share >= YES)

    @property
    def weight(self) -> Table:
        words = np.expm1(self.own[:, LINE["words"]])
        return (1 + np.log1p(words)) / len(words) ** 0.5


def layer(samples: list[Sample], fit: Callable[[list[Sample]], T], say: Callable[[T, Sample], None]) -> T:
    """Give each page what a model says that has not seen its site; return the model that has seen all."""
    for fold in range(FOLDS):
        model = fit([sample for sample in samples if sample.fold != fold])
        for sample in samples:
            if sample.fold == fold:
                say(model, sample)
    return fit(samples)


def rows(samples: list[Sample], of: Callable[[Sample], Any]) -> tuple[Any, Table, Table]:
    """Stack the lines whose label is sure."""
    tables = [of(sample) for sample in samples]
    sure = np.concatenate([sample.sure for sample in samples])
    label = np.concatenate([sample.share >= 0.5 for sample in samples])
    weight = np.concatenate([sample.weight for sample in samples])
    table = vstack(tables).tocsr() if isinstance(tables[0], csr_matrix) else np.concatenate(tables)
    return table[np.flatnonzero(sure)], label[sure].astype(int), weight[sure]
