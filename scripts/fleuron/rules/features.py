"""Page -> numbers: what each line looks like, and what stands around it, a row a line."""

from __future__ import annotations

from statistics import median

import numpy as np
from numpy.typing import NDArray

from fleuron.rules.looks import LONG, LOOK, Flags, Floats, looks, stack
from fleuron.rules.page import Page
from fleuron.rules.vocabulary import CUES

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
    thread, elsewhere = own[:, LOOK["thread"]], own[:, LOOK["elsewhere"]]
    marks = [prose, long, claimed, thread + elsewhere > 0, own[:, LOOK["head"]] > 0, own[:, LOOK["closes"]] > 0]
    above, below = _distances(marks), _distances(marks, reverse=True)
    cues = own[:, [LOOK[name] for name in CUES]].sum(axis=1)
    means = _means(
        *((words, (-3, 3, -8, 8)), (stops, (-5, 5)), (claimed, (-4, 4, -12, 12)), (prose, (-6, 6, -15, 15))),
        *((own[:, LOOK[name]], (-6, 6)) for name in ("cohesion", "titled", "second")),
        (cues, (-3, 3)),
        *((own[:, LOOK[name]], (n,)) for name in ("cohesion", "stops")),
    )
    columns = [
        at / n,
        size / (size[-1] + 1),
        np.log1p(at),
        np.log1p(n - 1 - at),
        mass / (mass[-1] + 1),
        (mass - words * prose) / (mass[-1] + 1),
        *(column for mark in range(3) for column in (above[mark], below[mark])),
        *(_run(words < 8, reverse) for reverse in (False, True)),
        *means[:14],
        np.full(n, np.log1p(n)),
        np.full(n, np.log1p(size[-1])),
        np.full(n, prose.mean()),
        np.full(n, claimed.mean()),
        np.full(n, median(words[prose].tolist()) if prose.any() else 0),
        np.cumsum(thread) > 0,
        above[4],
        above[5],
        above[3],
        below[3],
        *means[14:],
    ]
    return stack(columns)


def _lists(own: Floats) -> Floats:
    """Return, for a line of a list, how long the list is and what its items look like."""
    marked = own[:, LOOK["bullet"]] + own[:, LOOK["number"]] > 0
    run = np.cumsum(np.append(True, marked[1:] != marked[:-1])) - 1
    size = np.bincount(run)
    means = [np.bincount(run, own[:, LOOK[name]]) / size for name in ("words", "stops", "titled", "cohesion")]
    return stack([np.where(marked, column[run], -1) for column in (np.log1p(size), *means)])


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
    return stack(columns)


def _rhythm(own: Floats) -> Floats:
    """Return how regularly the shape of a line comes again: cards and tables keep time, prose does not."""
    shape = (
        np.searchsorted([1.0, 2.0, 3.0], own[:, LOOK["words"]], side="right")
        + 4 * own[:, LOOK["stops"]]
        + 8 * np.minimum(own[:, LOOK["gap"]], 2)
        + 24 * (own[:, LOOK["titled"]] > 0.6)
        + 48 * (own[:, LOOK["bullet"]] + own[:, LOOK["number"]] > 0)
    )
    alike = [_alike(shape, lag) for lag in (1, 2, 3, 4, 5)]
    around = _means(*((both, (-6, 6)) for both in alike))
    return stack([above + below + both for above, below, both in zip(around[::2], around[1::2], alike, strict=True)])


def _alike(shape: Floats, lag: int) -> Floats:
    """Count, for each line, how many of the two that are `lag` away have its shape."""
    alike = np.zeros(len(shape), dtype=np.float32)
    same = shape[:-lag] == shape[lag:]
    alike[:-lag] += same
    alike[lag:] += same
    return alike


def _nearby(own: Floats) -> Floats:
    """Return the chief measures of the two lines above and the two below."""
    chief = own[:, NEAR]
    edge = np.full((2, len(NEAR)), -1, dtype=np.float32)
    padded = np.concatenate([edge, chief, edge])
    return np.concatenate([padded[step : step + len(own)] for step in (0, 1, 3, 4)], axis=1)


def _distances(marks: list[Flags], reverse: bool = False) -> Floats:
    """Return how far the last marked line above (or below) is, as a logarithm, a row a mark."""
    seen = np.stack(marks)[:, :: -1 if reverse else 1]
    at = np.arange(seen.shape[1])
    last = np.full(seen.shape, -FAR)
    last[:, 1:] = np.maximum.accumulate(np.where(seen, at, -FAR), axis=1)[:, :-1]
    away: Floats = np.log1p(np.minimum(FAR, at - last)).astype(np.float32)
    return away[:, ::-1] if reverse else away


def _run(mark: Flags, reverse: bool) -> Floats:
    """Return how many marked lines run up to this one, this one too, as a logarithm."""
    seen = mark[::-1] if reverse else mark
    at = np.arange(len(mark))
    run: Floats = np.log1p(at - np.maximum.accumulate(np.where(~seen, at, -1))).astype(np.float32)
    return run[::-1] if reverse else run


def _means(*columns: tuple[NDArray[np.generic], tuple[int, ...]]) -> Floats:
    """Return the means over so many lines above (width < 0) or below, without the line itself, a row a width."""
    width = np.array([[width] for _, widths in columns for width in widths])
    row = np.array([[row] for row, (_, widths) in enumerate(columns) for _ in widths])
    values = np.stack([values for values, _ in columns]).astype(np.float32)
    n = values.shape[1]
    sums = np.zeros((len(values), n + 1))
    sums[:, 1:] = np.cumsum(values, axis=1)
    at = np.arange(n)
    low, high = (
        np.where(width < 0, np.maximum(0, at + width), at + 1),
        np.minimum(n, np.where(width < 0, at, at + 1 + width)),
    )
    means: Floats = ((sums[row, high] - sums[row, low]) / np.maximum(1, high - low)).astype(np.float32)
    return means
