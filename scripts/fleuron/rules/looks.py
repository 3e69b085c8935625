"""Page -> numbers: what each line looks like by itself, a row a line, whatever stands around it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import chain, pairwise, repeat
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from fleuron.model import Role
from fleuron.rules.page import GLANCE, Entry, Page
from fleuron.rules.phrases import find

Floats = NDArray[np.float32]
Codes = NDArray[np.int64]

YEAR = re.compile(r"(?:19|20)(?<!\w..)\d\d\b")
SUBJECT = re.compile(r"[^\W\d_a-z][\w.’'-]*(?:\s[^\W\d_a-z][\w.’'-]*){1,3},?\s[^\W\d_A-Z]")
LONG = 25  # words of a line that nobody would take for a button
HEADING = 8  # words of a heading, at the most
HEAD = frozenset({Role.TITLE, Role.BYLINE, Role.DATELINE, Role.STANDFIRST, Role.DUPLICATE_TITLE})
THREAD = frozenset({Role.COMMENT, Role.COMMENT_HEADING})
ELSEWHERE = frozenset({Role.TEASER, Role.NAV})
SAID = {role: (not role.printed and role not in HEAD, role in HEAD, role in THREAD, role in ELSEWHERE) for role in Role}
NOTHING = (False, False, False, False)
LETTER, CAPITAL, DIGIT, COMMA, SPACE, STOP, SIGN = (1 << bit for bit in range(7))
CUES = ("author", "offer", "notice", "origin")
T = TypeVar("T")
KNOWN = ("common", "first", "second", "closing")
NAMES = (
    *("letters", "commas", "digits", "capitals", "titled", "sentences", "signs"),
    *("common", "first", "second", "closes", "known", "authors"),
    *("author", "offer", "notice", "origin"),
    *("words", "chars", "stops", "trails", "colon", "asks", "bullet", "number", "indent", "gap", "below"),
    *("year", "subject", "url", "weak", "claimed", "head", "thread", "elsewhere", "repeated", "cohesion", "fresh"),
)
LOOK = {name: at for at, name in enumerate(NAMES)}


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """Read the words that every text of a language uses, that speak for or to someone, and that close a text."""
    text = files(__package__).joinpath("common.txt").read_text(encoding="utf-8")
    rows = [row.partition(" = ") for row in text.splitlines() if " = " in row]
    return {name: frozenset(word for key, _, words in rows if key == name for word in words.split()) for name in KNOWN}


def looks(page: Page) -> Floats:
    """Measure every line of a page by itself."""
    count = Counter(entry.key for entry in page.entries)
    rows = [(*_shape(entry), *_said(page, entry), min(count[entry.key], 6)) for entry in page.entries]
    own = np.array(rows, dtype=np.float32)
    table = np.concatenate([_letters(page), _words(page), _cues(page), own, _cohesion(page)], axis=1)
    for name in ("words", "chars"):
        table[:, LOOK[name]] = np.log1p(table[:, LOOK[name]])
    table[:, LOOK["closes"]] *= table[:, LOOK["words"]] <= np.log1p(HEADING)
    table[0, LOOK["gap"]] = 4
    table[:, LOOK["below"]] = np.append(table[1:, LOOK["gap"]], 4)
    return table


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return what kind each character is, bit by bit; what lies beyond the first plane is none."""
    kinds = np.zeros(1 << 16, dtype=np.uint8)
    for code in range((1 << 16) - 1):
        char = chr(code)
        kinds[code] = LETTER * (char.isalnum() or char == "_") + CAPITAL * char.isupper()
    for chars, kind in (("0123456789", DIGIT), (",", COMMA), (" ", SPACE), (".?!", STOP), ("@|©®™", SIGN)):
        kinds[[ord(char) for char in chars]] |= kind
    return kinds


def _letters(page: Page) -> Floats:
    """Count the characters of each line's beginning, kind by kind."""
    texts = [entry.text[:GLANCE] for entry in page.entries]
    codes = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _kinds()[np.minimum(codes, (1 << 16) - 1)]
    size = np.array([len(text) for text in texts])
    begins = np.cumsum(size + 1) - size - 1
    before = np.append(0, kinds[:-1])
    flags = (
        *((kinds & kind) > 0 for kind in (SPACE, COMMA, DIGIT, CAPITAL)),
        ((kinds & CAPITAL) > 0) & ((before & LETTER) == 0),
        ((kinds & SPACE) > 0) & ((before & STOP) > 0),
        (kinds & SIGN) > 0,
    )
    spaces, commas, digits, capitals, titled, sentences, signs = (
        np.add.reduceat(flag, begins, dtype=np.int64) for flag in flags
    )
    size, words = np.maximum(size, 1), spaces + 1
    return _stack([size / words, commas / words, digits / size, capitals / size, titled / words, sentences, signs > 0])


def _words(page: Page) -> Floats:
    """Count the words of each line's beginning that are known: common ones, the title's, the author's."""
    flat = [*chain.from_iterable(entry.tokens for entry in page.entries)]
    ends = np.cumsum([0, *(len(entry.tokens) for entry in page.entries)])
    here = _bits({"title": _of(page, Role.TITLE), "author": _of(page, Role.BYLINE)})
    size = np.maximum(1, np.diff(ends))
    columns = []
    for bits, count in ((_known(), len(KNOWN)), (here, 2)):
        codes = np.fromiter(map(bits.get, flat, repeat(0)), dtype=np.uint8, count=len(flat))
        for bit in range(count):
            sums = np.append(0, np.cumsum((codes >> bit) & 1))
            columns.append((sums[ends[1:]] - sums[ends[:-1]]) / size)
    return _stack(columns)


@cache
def _known() -> dict[str, int]:
    return _bits(vocabulary())


def _cues(page: Page) -> Floats:
    """Count the pairs of words in each line's beginning that tell of whom it speaks, and to whom."""
    flat = [*chain.from_iterable((*entry.tokens, "") for entry in page.entries)]
    ends = np.cumsum([0, *(len(entry.tokens) + 1 for entry in page.entries)])
    pairs = map(_paired().get, pairwise(flat), repeat(0))
    codes = np.append(np.fromiter(pairs, dtype=np.uint8, count=len(flat) - 1), 0)
    return _stack(
        [np.minimum(4, np.add.reduceat((codes >> bit) & 1, ends[:-1], dtype=np.int64)) for bit in range(len(CUES))]
    )


@cache
def _paired() -> dict[tuple[str, ...], int]:
    told = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    return _bits({name: frozenset(tuple(pair.split()) for pair in told[name]) for name in CUES})


def _bits(sets: dict[str, frozenset[T]]) -> dict[T, int]:
    """Say of every member in which of the sets it is, bit by bit."""
    every = frozenset(chain.from_iterable(sets.values()))
    return {each: sum((each in members) << bit for bit, members in enumerate(sets.values())) for each in every}


def _of(page: Page, role: Role) -> frozenset[str]:
    """Return the words of the lines of a role."""
    lines: Iterator[Iterable[str]] = (entry.tokens for entry in page.entries if page.role(entry) is role)
    return frozenset(word for word in chain.from_iterable(lines) if word not in vocabulary()["common"])


def _shape(entry: Entry) -> tuple[float, ...]:
    text, mark = entry.text, entry.mark.strip("().")
    tail = text[-3:].rstrip("\"'”’»)] ")
    return (
        entry.words,
        len(text),
        entry.stops,
        tail.endswith(("…", "...")),
        tail.endswith(":"),
        tail.endswith("?"),
        bool(mark) and not mark.isalnum(),
        mark.isdigit(),
        min(entry.indent, 12),
        min(entry.gap, 4),
        0,  # the gap below, once all are measured
        "#" in entry.folded and bool(YEAR.search(text[:GLANCE])),
        bool(SUBJECT.match(text)),
        "://" in text or "www." in text or ".com" in text,
    )


def _said(page: Page, entry: Entry) -> tuple[bool, ...]:
    role = page.role(entry)
    phrase = find(entry.folded) if entry.words <= LONG else None
    return bool(phrase and phrase.weak), *(SAID[role] if role else NOTHING)


def _cohesion(page: Page) -> Floats:
    """Return how many of a line's longer words the page's other long lines share, and how many are new."""
    common = vocabulary()["common"]
    lines = [{word for word in entry.tokens if len(word) > 3} - common for entry in page.entries]
    count = Counter(chain.from_iterable(lines[entry.at] for entry in page.entries if entry.words >= LONG))
    shared = frozenset(count), frozenset(word for word, times in count.items() if times > 1)
    above: set[str] = set()
    found = []
    for entry, own in zip(page.entries, lines, strict=True):
        n = len(own)
        found.append((len(own & shared[entry.words >= LONG]) / n, len(own - above) / n) if n else (-1.0, -1.0))
        above |= own
    return np.array(found, dtype=np.float32)


def _stack(columns: Iterable[NDArray[np.generic]]) -> Floats:
    return np.stack([*columns], axis=1).astype(np.float32)
