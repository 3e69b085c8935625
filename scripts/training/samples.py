"""Pages -> samples: a page with what is known of it, in folds by site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from fleuron.rules.looks import LOOK
from fleuron.rules.page import Page

FOLDS = 5
NO, YES = 0.3, 0.6  # shares of a line's word pairs that make it chrome, or the essay's
T = TypeVar("T")
Table = NDArray[Any]


@dataclass
class Sample:
    """One page in one rendering: its labels and measures, and what the forest hears of it."""

    page: Page
    share: Table
    fold: int
    own: Table
    rendering: str
    gold: str
    table: Table = field(default_factory=lambda: np.zeros(0))

    @property
    def asked(self) -> Table:
        """Tell which lines no rule names, and whose label is sure."""
        free = np.array([self.page.role(entry) is None for entry in self.page.entries])
        return free & ((self.share <= NO) | (self.share >= YES))

    @property
    def weight(self) -> Table:
        words: Table = np.expm1(self.own[:, LOOK["words"]])
        weight: Table = (1 + np.sqrt(words)) / len(words) ** 0.5
        return weight


def layer(samples: list[Sample], fit: Callable[[list[Sample]], T], say: Callable[[T, Sample], None]) -> T:
    """Give each page what a model says that has not seen its site; return the model that has seen all."""
    for fold in range(FOLDS):
        model = fit([sample for sample in samples if sample.fold != fold])
        for sample in samples:
            if sample.fold == fold:
                say(model, sample)
    return fit(samples)


def rows(samples: list[Sample], of: Callable[[Sample], Any]) -> tuple[Any, Table, Table]:
    """Stack the lines to learn from."""
    asked = [np.flatnonzero(sample.asked) for sample in samples]
    tables = [of(sample)[own] for sample, own in zip(samples, asked, strict=True)]
    label, weight = (
        np.concatenate([every[own] for every, own in zip(column, asked, strict=True)])
        for column in ((sample.share >= 0.5 for sample in samples), (sample.weight for sample in samples))
    )
    table = vstack(tables).tocsr() if isinstance(tables[0], csr_matrix) else np.concatenate(tables)
    return table, label.astype(int), weight / weight.mean()
