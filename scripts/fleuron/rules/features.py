"""Page -> numbers: what each line looks like, and what stands around it, a row a line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fleuron.rules.looks import CUES, LONG, LOOK, Floats, looks
from fleuron.rules.page import Page

Flags = NDArray[np.bool_]

FAR = 60  # lines beyond which distance tells nothing more
NEAR = [LOOK[name] for name in ("words", "stops", "bullet", "titled", "common", "gap", "claimed", "cohesion")]


def features(page: Page) -> Floats:
    """Measure every line of a page, alone and among its neighbours."""
    own = looks(page)
    return np.concatenate([own, _around(own), _blocks(own), _lists(own), _rhythm(own), _nearby(own)], axis=1)


def _around(own: Floats) -> Floats:
    """Return where each line stands: from the ends, from prose, from what is claimed."""
    n = len(own)
    at = np.arange(n)
    words, stops, claimed = np.expm1(own[:, LOOK["words"]]), own[:, LOOK["stops"]], own[:, LOOK["claimed"]] > 0
    prose = ((words >= LONG) | ((stops > 0) & (words >= 12))) & ~claimed
    long = (words >= LONG) & (stops > 0) & ~claimed
    mass, size = np.cumsum(words * prose), np.cumsum(words)
    columns = [
        at / n,
        size / (size[-1] + 1),
        np.log1p(at),
        np.log1p(n - 1 - at),
        mass / (mass[-1] + 1),
        (mass - words * prose) / (mass[-1] + 1),
        *(_distance(mark, reverse) for mark in (prose, long, claimed) for reverse in (False, True)),
        *(_run(words < 8, reverse) for reverse in (False, True)),
        *(_window(words, width) for width in (-3, 3, -8, 8)),
        *(_window(stops, width) for width in (-5, 5)),
        *(_window(claimed, width) for width in (-4, 4, -12, 12)),
        *(_window(prose, width) for width in (-6, 6, -15, 15)),
        np.full(n, np.log1p(n)),
        np.full(n, np.log1p(size[-1])),
        np.full(n, prose.mean()),
        np.full(n, claimed.mean()),
        np.full(n, np.median(words[prose]) if prose.any() else 0),
        np.cumsum(own[:, LOOK["thread"]]) > 0,
        _distance(own[:, LOOK["head"]] > 0, False),
        _distance(own[:, LOOK["closes"]] > 0, False),
        *(_distance(own[:, LOOK["thread"]] + own[:, LOOK["elsewhere"]] > 0, reverse) for reverse in (False, True)),
        *(_window(own[:, LOOK[name]], width) for name in ("cohesion", "titled", "second") for width in (-6, 6)),
        *(_window(own[:, [LOOK[name] for name in CUES]].sum(axis=1), width) for width in (-3, 3)),
        *(_window(own[:, LOOK[name]], n) for name in ("cohesion", "stops")),
    ]
    return _stack(columns)


def _lists(own: Floats) -> Floats:
    """Return, for a line of a list, how long the list is and what its items look like."""
    marked = own[:, LOOK["bullet"]] + own[:, LOOK["number"]] > 0
    run = np.cumsum(np.append(True, marked[1:] != marked[:-1])) - 1
    size = np.bincount(run)
    means = [np.bincount(run, own[:, LOOK[name]]) / size for name in ("words", "stops", "titled", "cohesion")]
    return _stack([np.where(marked, column[run], -1) for column in (np.log1p(size), *means)])


def _blocks(own: Floats) -> Floats:
    """Return how each line's block, parted from the next by two blank lines, compares with the page."""
    n = len(own)
    words, claimed = np.expm1(own[:, LOOK["words"]]), own[:, LOOK["claimed"]]
    prose = words * ((words >= 12) & (own[:, LOOK["stops"]] > 0) & (claimed == 0))
    block = np.cumsum((own[:, LOOK["gap"]] >= 2) & (np.arange(n) > 0))
    lines, mass, every, taken = (np.bincount(block, weights) for weights in (np.ones(n), prose, words, claimed))
    first = np.searchsorted(block, np.arange(len(lines)))
    columns = [
        np.log1p(lines)[block],
        (mass / (mass.sum() + 1))[block],
        (mass / (every + 1))[block],
        (taken / lines)[block],
        np.log1p(np.arange(n) - first[block]),
        np.clip(block - np.argmax(mass), -5, 5),
        np.log1p(mass[np.maximum(block - 1, 0)]),
        np.log1p(mass[np.minimum(block + 1, len(mass) - 1)]),
    ]
    return _stack(columns)


def _rhythm(own: Floats) -> Floats:
    """Return how regularly the shape of a line comes again: cards and tables keep time, prose does not."""
    shape = (
        np.digitize(own[:, LOOK["words"]], [1.0, 2.0, 3.0])
        + 4 * own[:, LOOK["stops"]]
        + 8 * np.minimum(own[:, LOOK["gap"]], 2)
        + 24 * (own[:, LOOK["titled"]] > 0.6)
        + 48 * (own[:, LOOK["bullet"]] + own[:, LOOK["number"]] > 0)
    )
    return _stack([_beat(shape, lag) for lag in (1, 2, 3, 4, 5)])


def _beat(shape: Floats, lag: int) -> Floats:
    """Return how often the lines around each one have the shape of the line `lag` further on."""
    none = np.zeros(min(lag, len(shape)))
    same = shape[:-lag] == shape[lag:]
    both = np.concatenate([same, none]) + np.concatenate([none, same])
    beat: Floats = (_window(both, -6) + _window(both, 6) + both).astype(np.float32)
    return beat


def _nearby(own: Floats) -> Floats:
    """Return the chief measures of the two lines above and the two below."""
    chief = own[:, NEAR]
    edge = np.full((2, len(NEAR)), -1, dtype=np.float32)
    padded = np.concatenate([edge, chief, edge])
    return np.concatenate([padded[step : step + len(own)] for step in (0, 1, 3, 4)], axis=1)


def _distance(mark: Flags, reverse: bool) -> Floats:
    """Return how far the last marked line above (or below) is, as a logarithm."""
    seen = mark[::-1] if reverse else mark
    at = np.arange(len(mark))
    last = np.concatenate([[-FAR], np.maximum.accumulate(np.where(seen, at, -FAR))[:-1]])
    away: Floats = np.log1p(np.minimum(FAR, at - last)).astype(np.float32)
    return away[::-1] if reverse else away


def _run(mark: Flags, reverse: bool) -> Floats:
    """Return how many marked lines run up to this one, this one too, as a logarithm."""
    seen = mark[::-1] if reverse else mark
    at = np.arange(len(mark))
    run: Floats = np.log1p(at - np.maximum.accumulate(np.where(~seen, at, -1))).astype(np.float32)
    return run[::-1] if reverse else run


def _window(values: NDArray[np.generic], width: int) -> Floats:
    """Return the mean over the lines above (width < 0) or below, without the line itself."""
    n = len(values)
    sums = np.concatenate([[0.0], np.cumsum(values)])
    at = np.arange(n)
    low, high = (np.maximum(0, at + width), at) if width < 0 else (at + 1, np.minimum(n, at + 1 + width))
    mean: Floats = ((sums[high] - sums[low]) / np.maximum(1, high - low)).astype(np.float32)
    return mean


def _stack(columns: list[NDArray[np.generic]]) -> Floats:
    return np.stack(columns, axis=1).astype(np.float32)
