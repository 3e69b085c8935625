"""Page -> numbers: what each line looks like by itself, a row a line, whatever stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from fleuron.model import Role
from fleuron.rules import lexicon
from fleuron.rules.page import GLANCE, Entry, Page
from fleuron.rules.phrases import find
from fleuron.rules.vocabulary import CUES, KNOWN, paired

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

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
NAMES = (
    *("letters", "commas", "digits", "capitals", "titled", "sentences", "signs"),
    *("common", "first", "second", "closes", "known", "authors"),
    *("author", "offer", "notice", "origin"),
    *("words", "chars", "stops", "trails", "colon", "asks", "bullet", "number", "indent", "gap", "below"),
    *("year", "subject", "url", "weak", "claimed", "head", "thread", "elsewhere", "repeated", "cohesion", "fresh"),
)
LOOK = {name: at for at, name in enumerate(NAMES)}


def looks(page: Page) -> Floats:
    """Measure every line of a page by itself."""
    count = Counter(entry.key for entry in page.entries)
    rows = [_shape(entry, page.roles.get(entry.number), count[entry.key]) for entry in page.entries]
    own = np.fromiter(chain.from_iterable(rows), np.float32).reshape(len(rows), -1)
    table = np.concatenate([_letters(page), _words(page), _cues(page), own, _cohesion(page)], axis=1)
    for name in ("words", "chars"):
        table[:, LOOK[name]] = np.log1p(table[:, LOOK[name]])
    table[:, LOOK["closes"]] *= table[:, LOOK["words"]] <= np.log1p(HEADING)
    table[0, LOOK["gap"]] = 4
    table[:, LOOK["below"]] = np.append(table[1:, LOOK["gap"]], 4)
    return table


@cache
def _kinds() -> NDArray[np.uint16]:
    """Return what kind each character is, bit by bit; what lies beyond the first plane is none."""
    kinds = np.zeros(1 << 16, dtype=np.uint16)
    for code in range((1 << 16) - 1):
        char = chr(code)
        kinds[code] = LETTER * (char.isalnum() or char == "_") + CAPITAL * char.isupper()
    for chars, kind in (("0123456789", DIGIT), (",", COMMA), (" ", SPACE), (".?!", STOP), ("@|©®™", SIGN)):
        kinds[[ord(char) for char in chars]] |= kind
    return kinds


@cache
def _tally() -> NDArray[np.int64]:
    """Return what a character counts as, by its kind and by that of the one before.

    Eight bits a count are enough, since no more than GLANCE characters are counted.
    """
    before, kind = np.divmod(np.arange(1 << 14), 1 << 7)
    begins, ends = kind & CAPITAL * (before & LETTER == 0), kind & SPACE * (before & STOP > 0)
    counts = (kind & SPACE, kind & COMMA, kind & DIGIT, kind & CAPITAL, begins, ends, kind & SIGN)
    tally: NDArray[np.int64] = np.sum([(count > 0) << 8 * place for place, count in enumerate(counts)], axis=0)
    return tally


def _letters(page: Page) -> Floats:
    """Count the characters of each line's beginning, kind by kind."""
    texts = [entry.text[:GLANCE] for entry in page.entries]
    codes = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    pairs = _kinds()[np.minimum(codes, (1 << 16) - 1)]
    pairs[1:] |= pairs[:-1] << 7
    size = np.array([len(text) for text in texts])
    sums = np.add.reduceat(_tally()[pairs], np.cumsum(size + 1) - size - 1)
    spaces, commas, digits, capitals, titled, sentences, signs = (sums >> 8 * place & 255 for place in range(7))
    size, words = np.maximum(size, 1), spaces + 1
    return stack([size / words, commas / words, digits / size, capitals / size, titled / words, sentences, signs > 0])


def _words(page: Page) -> Floats:
    """Count the words of each line's beginning that are known: common ones, the title's, the author's."""
    codes, size = page.words.codes, np.maximum(1, np.diff(page.words.ends))
    listed = (codes >> lexicon.LISTED + bit & 1 for bit in range(len(KNOWN)))
    flags = np.stack([*listed, *(_of(page, role) for role in (Role.TITLE, Role.BYLINE))])
    return (lexicon.counts(page.words, flags) / size[:, None]).astype(np.float32)


def _of(page: Page, role: Role) -> Flags:
    """Tell which words stand in the lines of a role too; the commonest do not count."""
    said = np.array([page.roles.get(entry.number) is role for entry in page.entries])
    codes = page.words.codes
    place = codes >> lexicon.OWN
    told: Flags = np.zeros(place.max(initial=0) + 1, dtype=bool)
    told[place[said[page.words.lines] & (codes >> lexicon.LISTED & 1 == 0)]] = True
    return np.take(told, place)


def _cues(page: Page) -> Floats:
    """Count the pairs of words in each line's beginning that tell of whom it speaks, and to whom."""
    texts, codes, lines = page.words.texts, page.words.codes, page.words.lines
    may_be = (codes[:-1] >> lexicon.OPENS) & (codes[1:] >> lexicon.CLOSES) & (lines[:-1] == lines[1:])
    places = np.flatnonzero(may_be)
    found = [paired().get((texts[at], texts[at + 1]), 0) for at in places.tolist()]
    flags = [np.array(found, dtype=np.int64) >> bit & 1 for bit in range(len(CUES))]
    return stack([np.minimum(4, np.bincount(lines[places], flag, len(page.entries))) for flag in flags])


def _shape(entry: Entry, role: Role | None, count: int) -> tuple[float, ...]:
    phrase = find(entry.folded) if entry.words <= LONG else None
    text, mark = entry.text, entry.mark and entry.mark.strip("().")
    tail = text[-3:].rstrip("\"'”’»)] ")
    end = tail[-1:]
    return (
        entry.words,
        len(text),
        entry.stops,
        end == "…" or tail == "...",
        end == ":",
        end == "?",
        bool(mark) and not mark.isalnum(),
        mark.isdigit(),
        min(entry.indent, 12),
        min(entry.gap, 4),
        0,  # the gap below, once all are measured
        "#" in entry.folded and bool(YEAR.search(text[:GLANCE])),
        bool(SUBJECT.match(text)),
        "://" in text or "www." in text or ".com" in text,
        phrase is not None and phrase.weak,
        *(SAID[role] if role else NOTHING),
        min(count, 6),
    )


def _cohesion(page: Page) -> Floats:
    """Return how many of a line's longer words the page's other long lines share, and how many are new."""
    n = len(page.entries)
    telling = (page.words.codes >> lexicon.TELLING & 1) > 0
    own, word = np.unique(page.words.codes[telling], return_inverse=True)
    pairs = np.sort(page.words.lines[telling] * len(own) + word)
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]  # a word counts once a line
    line, word = np.divmod(pairs, max(1, len(own)))
    long = np.array([entry.words >= LONG for entry in page.entries])[line]
    shared = np.bincount(word[long], minlength=len(own))[word] > long  # by another line
    new = np.zeros(len(pairs), dtype=bool)
    first = np.empty(len(own), dtype=np.int64)
    first[word[::-1]] = np.arange(len(word))[::-1]  # the last to be set stays
    new[first] = True
    size = np.bincount(line, minlength=n)
    found = np.stack([np.bincount(line, flag, n) for flag in (shared, new)]) / np.maximum(1, size)
    return np.where(size > 0, found, -1.0).astype(np.float32).T


def stack(columns: Sequence[NDArray[np.generic]]) -> Floats:
    """Put columns side by side, each in one piece."""
    table = np.empty((len(columns), len(columns[0])), dtype=np.float32)
    for row, column in zip(table, columns, strict=True):
        row[:] = column
    return table.T
