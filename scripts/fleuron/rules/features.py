"""Page -> numbers: what each line looks like, and what stands around it, a row a line."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from fleuron.model import Role
from fleuron.rules.page import GLANCE, Entry, Page
from fleuron.rules.phrases import find

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

UPPER = re.compile(r"[A-ZÀ-ÞА-ЯΑ-Ω]")
TITLED = re.compile(r"\b[A-ZÀ-ÞА-ЯΑ-Ω]")
LINKS = ("://", "www.", ".com", "@", "|", "©", "®", "™")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LONG = 25  # words of a line that nobody would take for a button
FAR = 60  # lines beyond which distance tells nothing more
HEAD = frozenset({Role.TITLE, Role.BYLINE, Role.DATELINE, Role.STANDFIRST, Role.DUPLICATE_TITLE})
THREAD = frozenset({Role.COMMENT, Role.COMMENT_HEADING})
ELSEWHERE = frozenset({Role.TEASER, Role.NAV})
LINE = {
    name: at
    for at, name in enumerate(
        (
            *("words", "chars", "letters", "stops", "trails", "colon", "asks", "commas"),
            *("digits", "capitals", "titled"),
            *("bullet", "number", "indent", "gap", "below", "year", "sentences", "repeated", "common", "first"),
            *("second", "known", "cohesion", "url", "weak", "claimed", "head", "thread", "elsewhere"),
        )
    )
}
NEAR = [LINE[name] for name in ("words", "stops", "bullet", "titled", "common", "gap", "claimed", "cohesion")]


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """Read the words that every text of a language uses, and those that speak for or to someone."""
    text = files(__package__).joinpath("common.txt").read_text(encoding="utf-8")
    rows = [row.partition(" = ") for row in text.splitlines() if " = " in row]
    return {
        name: frozenset(word for key, _, words in rows if key == name for word in words.split())
        for name in ("common", "first", "second")
    }


def features(page: Page) -> Floats:
    """Measure every line of a page, alone and among its neighbours."""
    own = _lines(page)
    return np.concatenate([own, _around(own), _blocks(own), _rhythm(own), _nearby(own)], axis=1)


def _lines(page: Page) -> Floats:
    words = page.tokens
    count = Counter(entry.key for entry in page.entries)
    title = frozenset(next((words[e.at] for e in page.entries if page.role(e) is Role.TITLE), ()))
    rows = [
        (*_shape(entry), *_talk(entry, own, count[entry.key], title), bound, *_said(page, entry))
        for entry, own, bound in zip(page.entries, words, _cohesion(page, words), strict=True)
    ]
    table = np.array(rows, dtype=np.float32)
    table[:, :2] = np.log1p(table[:, :2])
    table[0, LINE["gap"]] = 4
    table[:, LINE["below"]] = np.append(table[1:, LINE["gap"]], 4)
    return table


def _shape(entry: Entry) -> tuple[float, ...]:
    text = entry.text[:GLANCE]
    size, words = len(text) or 1, text.count(" ") + 1
    digits = sum(map(text.count, "0123456789"))
    mark, tail = entry.mark.strip("()."), entry.text[-3:].rstrip("\"'”’»)] ")
    return (
        entry.words,
        len(entry.text),
        size / words,
        entry.stops,
        tail.endswith(("…", "...")),
        tail.endswith(":"),
        tail.endswith("?"),
        text.count(",") / words,
        digits / size,
        len(UPPER.findall(text)) / size,
        len(TITLED.findall(text)) / words,
        bool(mark) and not mark.isalnum(),
        mark.isdigit(),
        min(entry.indent, 12),
        min(entry.gap, 4),
        0,  # the gap below, once all are measured
        digits > 3 and bool(YEAR.search(text)),
    )


def _talk(entry: Entry, own: list[str], count: int, title: frozenset[str]) -> tuple[float, ...]:
    n = len(own) or 1
    known = vocabulary()
    return (
        min(9, sum(map(entry.text.count, (". ", "? ", "! ")))),
        min(count, 6),
        sum(map(known["common"].__contains__, own)) / n,
        sum(map(known["first"].__contains__, own)) / n,
        sum(map(known["second"].__contains__, own)) / n,
        sum(map(title.__contains__, own)) / n,
    )


def _said(page: Page, entry: Entry) -> tuple[bool, ...]:
    role = page.role(entry)
    phrase = find(entry.folded) if entry.words <= LONG else None
    return (
        any(link in entry.text for link in LINKS),
        bool(phrase and phrase.weak),
        role is not None and not role.printed and role not in HEAD,
        role in HEAD,
        role in THREAD,
        role in ELSEWHERE,
    )


def _cohesion(page: Page, words: tuple[list[str], ...]) -> list[float]:
    """Return how many of a line's longer words the page's other long lines share."""
    common = vocabulary()["common"]
    lines = [{word for word in own if len(word) > 3} - common for own in words]
    count = Counter(word for entry in page.entries if entry.words >= LONG for word in lines[entry.at])
    shared = frozenset(count), frozenset(word for word, times in count.items() if times > 1)
    return [
        len(own & shared[entry.words >= LONG]) / len(own) if own else -1.0
        for entry, own in zip(page.entries, lines, strict=True)
    ]


def _around(own: Floats) -> Floats:
    """Return where each line stands: from the ends, from prose, from what is claimed."""
    n = len(own)
    at = np.arange(n)
    words, stops, claimed = np.expm1(own[:, LINE["words"]]), own[:, LINE["stops"]], own[:, LINE["claimed"]] > 0
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
        np.cumsum(own[:, LINE["thread"]]) > 0,
    ]
    return _stack(columns)


def _blocks(own: Floats) -> Floats:
    """Return how each line's block, parted from the next by two blank lines, compares with the page."""
    n = len(own)
    words, claimed = np.expm1(own[:, LINE["words"]]), own[:, LINE["claimed"]]
    prose = words * ((words >= 12) & (own[:, LINE["stops"]] > 0) & (claimed == 0))
    block = np.cumsum((own[:, LINE["gap"]] >= 2) & (np.arange(n) > 0))
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
        np.digitize(own[:, LINE["words"]], [1.0, 2.0, 3.0])
        + 4 * own[:, LINE["stops"]]
        + 8 * np.minimum(own[:, LINE["gap"]], 2)
        + 24 * (own[:, LINE["titled"]] > 0.6)
        + 48 * (own[:, LINE["bullet"]] + own[:, LINE["number"]] > 0)
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
