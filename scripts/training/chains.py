"""Samples -> the weights of the chain: a conditional random field on steps of measures."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

from fleuron.rules import chain as chains
from fleuron.rules.features import LINE
from training.samples import Sample, Table

CHIEF = (
    *("words", "stops", "titled", "common", "gap", "below", "bullet", "number", "second", "first", "known"),
    *("cohesion", "sentences", "year", "weak"),
)  # the measures that weigh otherwise in each zone of the page
RIDGE = 2.0
ROUNDS = 80


def fit_chain(samples: list[Sample]) -> chains.Chain:
    """Weigh the measures and the turns by a conditional random field."""
    edges = _edges(np.concatenate([sample.table[::2] for sample in samples]))
    chief = np.array([LINE[name] for name in CHIEF] + [len(LINE) + at for at in range(6, 14)] + [edges.shape[0] - 3])
    zone = (len(LINE) + 4, len(LINE) + 5)
    field = Field(samples, [chains.codes(sample.table, edges, chief, zone) for sample in samples])
    start = np.zeros(chains.size(len(edges), len(chief)) + 4)
    found = minimize(field.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    weights = np.round(found, 3)
    return chains.Chain(edges, chief, zone, weights[:-4].astype(np.float32), tuple(weights[-4:].tolist()))


def say_chain(chain: chains.Chain, sample: Sample) -> None:
    """Give a page what the chain says of it."""
    sample.chained = chains.odds(chain, sample.table)


def _edges(table: Table) -> Table:
    """Cut each measure into steps that hold about as many lines each."""
    edges = np.full((table.shape[1], chains.STEPS - 1), np.inf, dtype=np.float32)
    for at, column in enumerate(table.T):
        values = np.unique(column)
        cuts = (values[1:] + values[:-1]) / 2
        if len(values) > chains.STEPS:
            cuts = np.quantile(column, np.linspace(0, 1, chains.STEPS + 1)[1:-1])
        cuts = np.unique(np.round(cuts.astype(float), 4).astype(np.float32))
        edges[at, : len(cuts)] = cuts
    return edges


class Field:
    """The samples laid side by side, longest first, so that a step of the chain is one sum over all pages."""

    def __init__(self, samples: list[Sample], codes: list[Table]) -> None:
        order = sorted(range(len(samples)), key=lambda at: -len(codes[at]))
        self.lengths = np.array([len(codes[at]) for at in order])
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        self.codes = np.concatenate([codes[at] for at in order])
        self.label = np.concatenate([samples[at].share >= 0.5 for at in order]).astype(int)
        self.active = [int((self.lengths > step).sum()) for step in range(self.lengths[0])]
        page = self.lengths**-0.5
        self.page = page / page.mean()
        self.weight = np.repeat(self.page, self.lengths)
        first = np.zeros(len(self.label), dtype=bool)
        first[self.starts] = True
        self.later = np.flatnonzero(~first)

    def loss(self, weights: Table) -> tuple[float, Table]:
        """Return the negative log-likelihood of all labels, and its gradient."""
        own, turns = weights[:-4][self.codes].sum(axis=1), weights[-4:].reshape(2, 2)
        both = np.stack([np.zeros_like(own), own], axis=1)
        down, up = self._down(both, turns), self._up(both, turns)
        last = self.starts + self.lengths - 1
        total = np.logaddexp(down[last, 0], down[last, 1])
        totals = np.repeat(total, self.lengths)
        likely = np.exp(down[:, 1] + up[:, 1] - totals)
        now, then = self.later, self.later - 1
        gain = (self.weight * own * self.label).sum() - (self.page * total).sum()
        gain += (self.weight[now] * turns[self.label[then], self.label[now]]).sum()
        slope = np.zeros_like(weights)
        miss = self.weight * (self.label - likely)
        for column in self.codes.T:
            slope[:-4] += np.bincount(column, weights=miss, minlength=len(weights) - 4)
        for at, (one, two) in enumerate(((0, 0), (0, 1), (1, 0), (1, 1))):
            chance = np.exp(down[then, one] + turns[one, two] + both[now, two] + up[now, two] - totals[now])
            seen = (self.label[then] == one) & (self.label[now] == two)
            slope[len(weights) - 4 + at] = (self.weight[now] * (seen - chance)).sum()
        return RIDGE / 2 * weights @ weights - gain, RIDGE * weights - slope

    def _down(self, both: Table, turns: Table) -> Table:
        down = both.copy()
        for step, count in enumerate(self.active[1:], 1):
            at = self.starts[:count] + step
            down[at] += np.logaddexp(down[at - 1, :1] + turns[0], down[at - 1, 1:] + turns[1])
        return down

    def _up(self, both: Table, turns: Table) -> Table:
        up = np.zeros_like(both)
        for step in range(len(self.active) - 2, -1, -1):
            at = self.starts[: self.active[step + 1]] + step
            below = up[at + 1] + both[at + 1]
            up[at] = np.logaddexp(turns[:, 0] + below[:, :1], turns[:, 1] + below[:, 1:])
        return up
