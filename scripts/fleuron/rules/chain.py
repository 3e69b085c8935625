"""Numbers, a row a line -> log-odds: a linear chain weighs every line, and then the whole page at once.

A measure is cut into steps, each with a weight of its own; the chief measures have other weights in each zone
of the page, from the lines above the first prose to those below the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Codes = NDArray[np.int64]

STEPS = 10  # into which a measure is cut, at the most
ZONES = 5
LIMIT = 30.0  # of log-odds


@dataclass(frozen=True)
class Chain:
    """The weights: `edges` cut the measures, `zone` and `chief` name columns, `turns` are the four transitions."""

    edges: Floats  # measures by STEPS - 1, padded with infinity
    chief: Codes
    zone: tuple[int, int]  # prose up to a line, and above it, as shares
    weights: Floats
    turns: tuple[float, float, float, float]  # chrome-chrome, chrome-body, body-chrome, body-body


def codes(table: Floats, edges: Floats, chief: Codes, zone: tuple[int, int]) -> Codes:
    """Say which weights a line is given: one a measure, and one a chief measure and zone."""
    steps = (table[:, :, None] >= edges[None]).sum(axis=2)
    measures = np.arange(table.shape[1]) * STEPS
    places = _zones(table, zone)[:, None] * STEPS + np.arange(len(chief)) * ZONES * STEPS
    return np.concatenate([steps + measures, table.shape[1] * STEPS + places + steps[:, chief]], axis=1)


def size(measures: int, chief: int) -> int:
    """Return how many weights there are."""
    return STEPS * (measures + ZONES * chief)


def _zones(table: Floats, zone: tuple[int, int]) -> Codes:
    upto, above = table[:, zone[0]], table[:, zone[1]]
    inside = np.digitize(above, [0.1, 0.9]) + 1
    return np.where(upto <= 0, 0, np.where(above >= 0.98, 4, inside))


def odds(chain: Chain, table: Floats) -> Floats:
    """Return the log-odds that each line is the essay's, given all lines of the page."""
    own = chain.weights[codes(table, chain.edges, chain.chief, chain.zone)].sum(axis=1).tolist()
    out, into, leave, stay = map(exp, chain.turns)
    down: list[float] = []
    for weight in own:
        above = exp(down[-1]) if down else None
        turn = log((into + stay * above) / (out + leave * above)) if above is not None else 0.0
        down.append(max(-LIMIT, min(LIMIT, weight + turn)))
    up = [0.0] * len(own)
    for at in range(len(own) - 2, -1, -1):
        below = exp(max(-LIMIT, min(LIMIT, own[at + 1] + up[at + 1])))
        up[at] = log((leave + stay * below) / (out + into * below))
    return np.array(down, dtype=np.float32) + np.array(up, dtype=np.float32)
