"""Texts -> pairs that are one text, scraped twice: by the rows of words they share, in time linear in the words.

All the rows are kept. Where a few texts have changed since, what was found of the others still holds, unless a row has
become a formula by them or is none any longer; then all are compared anew.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING, Any
from zlib import crc32

from fleuron.cache import fingerprint, keep, recall
from fleuron.program import code

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROW = 5  # words
FORMULA = 12  # texts; what so many say is a formula, and no passage of one
BASE = 0x9E3779B97F4A7C15  # odd, its bits all over: the same words in another order make another sum
SIZE = 1 << 64
FEW = 8  # texts that are looked at by themselves; more, and all are
WORD = re.compile(r"\w+")
Pair = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of some texts, by their sums, in order: the owners of each begin at its start."""

    texts: tuple[str, ...]  # by their SHA-256
    sizes: Sequence[int]  # rows of each
    pairs: Sequence[Pair]
    every: array[int]
    starts: array[int]
    owners: array[int]

    def of(self, row: int) -> array[int]:
        """Return the texts that have a row."""
        at = bisect_left(self.every, row)
        found = at < len(self.every) and self.every[at] == row
        return self.owners[self.starts[at] : self.starts[at + 1]] if found else array("I")

    def within(self, text: int) -> Iterator[int]:
        """Yield the rows of a text."""
        owners, owner, size, at = self.owners.tobytes(), array("I", [text]).tobytes(), self.owners.itemsize, -1
        while (at := owners.find(owner, at + 1)) >= 0:
            if at % size == 0:
                yield self.every[bisect_right(self.starts, at // size) - 1]


def twins(texts: Sequence[str], least: float, shelf: str = "") -> list[Pair]:
    """Return each two texts that share more than so much of the shorter one's rows of words, and how much.

    What is known of the texts that stand on the same `shelf` is kept.
    """
    name = fingerprint("twins", code(__name__), sys.byteorder, str(least), shelf)
    sums = tuple(sha256(text.encode()).hexdigest() for text in texts)
    known = _kept(name) if shelf else None
    found = _amended(known, sums, texts, least) if known else None
    if found is None:
        rows = _compared(sums, texts, least)
        if shelf:
            keep(name, _packed(rows))
        found = sorted(rows.pairs)
    return found


def _amended(known: Rows, sums: Sequence[str], texts: Sequence[str], least: float) -> list[Pair] | None:
    """Find the pairs by what was known of other texts; None where too much has changed."""
    now, then = ({each: at for at, each in enumerate(side)} for side in (sums, known.texts))
    fresh = {now[each]: _rows(texts[now[each]]) for each in now.keys() - then.keys()} if _few(now, then) else {}
    if len(now) < len(sums) or len(then) < len(known.texts) or not _few(now, then):
        return None
    gone = [then[each] for each in then.keys() - now.keys()]
    changed = Counter(row for rows in fresh.values() for row in rows)
    changed.subtract(row for text in gone for row in known.within(text))
    owners = {row: known.of(row) for row in changed}
    if any((len(owners[row]) > FORMULA) != (len(owners[row]) + more > FORMULA) for row, more in changed.items()):
        return None
    moved = {at: now[each] for each, at in then.items() if each in now}
    sizes = {new: known.sizes[old] for old, new in moved.items()} | {at: len(rows) for at, rows in fresh.items()}
    pairs = [(moved[one], moved[two], share) for one, two, share in known.pairs if one in moved and two in moved]
    shared = _shared(owners, fresh, moved, changed)
    pairs += [(*pair, count / min(sizes[at] for at in pair)) for pair, count in shared.items()]
    return sorted((min(one, two), max(one, two), share) for one, two, share in pairs if share > least)


def _few(now: Mapping[str, int], then: Mapping[str, int]) -> bool:
    return len(now.keys() ^ then.keys()) <= FEW


def _shared(
    owners: Mapping[int, Sequence[int]],
    fresh: Mapping[int, set[int]],
    moved: Mapping[int, int],
    changed: Mapping[int, int],
) -> Counter[tuple[int, int]]:
    """Count the rows that fresh texts share with those that were known, and with one another."""
    found: Counter[tuple[int, int]] = Counter()
    for at, rows in fresh.items():
        for row in rows:
            if len(owners[row]) + changed[row] <= FORMULA:
                found.update((at, moved[owner]) for owner in owners[row] if owner in moved)
    for (one, mine), (two, others) in combinations(fresh.items(), 2):
        if both := sum(len(owners[row]) + changed[row] <= FORMULA for row in mine & others):
            found[one, two] = both
    return found


def _rows(text: str) -> set[int]:
    """Return a sum for every row of words that a text has."""
    words = [crc32(word.encode()) for word in WORD.findall(text.casefold())]
    found = set()
    for at in range(len(words) - ROW + 1):
        total = 0
        for word in words[at : at + ROW]:
            total = total * BASE + word
        found.add(total % SIZE)
    return found


def _compared(sums: tuple[str, ...], texts: Sequence[str], least: float) -> Rows:
    """Compare all texts with all."""
    import numpy as np

    rows = [_sums(text) for text in texts]
    sizes = np.array([len(row) for row in rows])
    every, owners = np.concatenate(rows), np.repeat(np.arange(len(rows), dtype=np.uint32), sizes)
    order = np.argsort(every, kind="stable")
    every, owners = every[order], owners[order]
    unique, starts, counts = np.unique(every, return_index=True, return_counts=True)
    own = np.repeat(counts <= FORMULA, counts)
    sums_, owned = every[own], owners[own].astype(np.int64)
    same = ((step, sums_[:-step] == sums_[step:]) for step in range(1, FORMULA))
    shared = [owned[:-step][met] * len(rows) + owned[step:][met] for step, met in same]
    pairs, found = np.unique(np.concatenate(shared), return_counts=True)
    ones, others = np.divmod(pairs, len(rows))
    shares = found / np.minimum(sizes[ones], sizes[others])
    told = [(int(ones[at]), int(others[at]), float(shares[at])) for at in np.flatnonzero(shares > least)]
    ends = np.append(starts, len(every)).astype(np.uint32)
    packed = (array("Q", unique.tobytes()), array("I", ends.tobytes()), array("I", owners.tobytes()))
    return Rows(sums, sizes.tolist(), told, *packed)


def _sums(text: str) -> NDArray[Any]:
    """Return the same as `_rows`, all at once and in order."""
    import numpy as np

    words = np.array([crc32(word.encode()) for word in WORD.findall(text.casefold())], dtype=np.uint64)
    count = max(0, len(words) - ROW + 1)
    sums = np.zeros(count, dtype=np.uint64)
    for start in range(ROW):
        sums = sums * np.uint64(BASE) + words[start : start + count]
    return np.unique(sums)


def _packed(rows: Rows) -> bytes:
    told = json.dumps([rows.texts, rows.sizes, rows.pairs, len(rows.every), len(rows.owners)]).encode()
    return b"%d\n%s%s" % (len(told), told, b"".join(map(bytes, (rows.every, rows.starts, rows.owners))))


def _kept(name: str) -> Rows | None:
    """Recall the rows of a shelf; what cannot be read as such is not there."""
    data = recall(name) or b""
    size, _, rest = data.partition(b"\n")
    try:
        texts, sizes, pairs, count, owned = json.loads(rest[: int(size)])
        places = memoryview(rest)[int(size) :]
        ends = (8 * count, 8 * count + 4 * (count + 1), len(places))
        every, starts, owners = array("Q"), array("I"), array("I")
        every.frombytes(places[: ends[0]])
        starts.frombytes(places[ends[0] : ends[1]])
        owners.frombytes(places[ends[1] :])
        whole = len(owners) == owned == starts[-1] and len(texts) == len(sizes)
        return Rows(tuple(texts), sizes, [tuple(pair) for pair in pairs], every, starts, owners) if whole else None
    except (ValueError, TypeError, IndexError):
        return None
