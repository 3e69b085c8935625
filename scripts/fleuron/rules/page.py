"""Lines and roles -> Page: what a rule is given, and what it may say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from fleuron.model import Hints, Line, Role

if TYPE_CHECKING:
    from fleuron.rules.lexicon import Words

MARK = re.compile(r"(?:[•◦▪▫‣⁃●○■·∙*+–-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])(?=[\s\u00a0])[\s\u00a0]*")
NONE: Mapping[int, int] = MappingProxyType({})
WORD = re.compile(r"\w+")
GAPS = bytes(code if WORD.match(chr(code)) else 32 for code in range(128)) + bytes(128)
PLAIN = "“”—–…"  # marks that part words as well, and stand in many a line that is plain but for them
UNSPACED = re.compile("[\u0e01-\u0edf\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]")
BAR = re.compile(r"(?<=\S\S)\s+[|｜]\s+(?=\S)")  # between a title and its site
NUMBER = re.compile(r"\(?(\d{1,3})[.)][\s\u00a0]")
SIGNED = re.compile(r"[-–—―~]\s*[^\W\d_].{2,80}")
STOP = re.compile(r"[.!?…。！？।؟][\"'”’»)\]*\u00a0\s]*$")
GLANCE = 240  # characters that tell what kind of line it is; looks.py counts them in eight bits
TAIL = 9  # characters in which a sentence ends
DIGITS = re.compile(r"\d(?:[\d.,]*[kKmM]?\b|\d*)")
FIGURES = re.compile(f"[0-9]{DIGITS.pattern[2:]}")  # the same in plain ASCII, found faster
EDGE = "∙✉🔒📧📌🔗♥❤★☆✓✔▶⏵🔍📅🕒💬👍↑↓\ufe0f \t\u00a0\u200b\u200d\ufeff»«›‹→←⟶▸►▼▲×✕•·|/\\>+-–—~*_:;.,!…()[]{}\"'“”‘’&"


class Claim(NamedTuple):
    """Say that a line has a role; `why` names the data behind the rule, if any."""

    number: int
    role: Role
    level: int = 0
    sure: float = 1.0
    why: str = ""


class Doubt(NamedTuple):
    """Say how sure it is that a line is the essay's, and leave its role to others."""

    number: int
    sure: float


class Entry(NamedTuple):
    """One line, measured once: `text` without indent and list mark, `key` to compare it by."""

    at: int  # its place in the page, from 0
    number: int
    raw: str
    text: str
    key: str
    folded: str
    mark: str
    indent: int
    gap: int  # blank lines above it
    words: int
    stops: bool
    prose: bool  # it reads as running text
    tokens: tuple[str, ...]  # the folded words it begins with
    hints: Hints | None = None


@dataclass(frozen=True)
class Page:
    """The lines of one page, and what earlier rules have said of them."""

    slug: str
    entries: tuple[Entry, ...]
    roles: Mapping[int, Role]
    shared: frozenset[str] = frozenset()  # the keys of lines that other pages of the site have too

    @cached_property
    def open(self) -> tuple[Entry, ...]:
        roles = self.roles
        return tuple([entry for entry in self.entries if entry.number not in roles])

    @cached_property
    def prose(self) -> tuple[Entry, ...]:
        """Return the unclaimed lines that read as running text."""
        return tuple([entry for entry in self.open if entry.prose])

    @cached_property
    def words(self) -> Words:
        """Return the words that the lines begin with, as numbers."""
        from fleuron.rules.lexicon import numbered

        return numbered([entry.tokens for entry in self.entries])

    @cached_property
    def first(self) -> int:
        """Return the place of the first line of prose, or of the page's end."""
        return self.prose[0].at if self.prose else len(self.entries)

    @cached_property
    def last(self) -> int:
        """Return the place of the last line of prose, or -1."""
        return self.prose[-1].at if self.prose else -1

    def role(self, entry: Entry) -> Role | None:
        return self.roles.get(entry.number)


Rule = Callable[[Page], Iterable[Claim | Doubt]]


def key(text: str) -> str:
    """Fold a text and drop its outer punctuation, so that two printings of a phrase compare equal."""
    folded = fold(text)
    return folded.strip(EDGE) or folded


def fold(text: str) -> str:
    """Fold case, numbers, spaces and apostrophes."""
    plain = text.replace("’", "'").replace("‘", "'").casefold()
    even = plain.isprintable() and "  " not in plain  # no space in it but those between words
    plain = plain.strip() if even else " ".join(plain.split())
    return (FIGURES if plain.isascii() else DIGITS).sub("#", plain) if len(plain) <= 2 * GLANCE else plain


def counted(text: str) -> int:
    """Count the words of a text; where a script parts none, two letters make one, as in Chinese and Japanese."""
    return _count(text, " ".join(text.split()))


def _count(text: str, folded: str) -> int:
    parted = folded.count(" ") + bool(folded)
    return parted if folded.isascii() else parted + len(UNSPACED.findall(text)) // 2


def _tokens(folded: str) -> tuple[str, ...]:
    """Part a folded text into its words; where it is plain, without looking at every one."""
    for mark in () if folded.isascii() else PLAIN:
        folded = folded.replace(mark, " ")
    if folded.isascii():
        return tuple(folded.encode().translate(GAPS).decode().split())
    return tuple(WORD.findall(folded))


def measure(lines: Iterable[Line], ends: Mapping[int, int] = NONE) -> tuple[Entry, ...]:
    """Measure every line of a page; `ends` tells the last line of what was joined to it."""
    entries: list[Entry] = []
    above = 0
    for at, line in enumerate(lines):
        raw = line.text.replace("\ufeff", "").replace("\u200b", "").rstrip()
        bare = raw.lstrip()
        mark = found.group() if (found := MARK.match(bare)) else ""
        text = bare[len(mark) :].strip()
        folded, stops = fold(text), STOP.search(text[-TAIL:]) is not None
        words = _count(text, folded)
        entries.append(
            Entry(
                at=at,
                number=line.number,
                raw=bare,
                text=text,
                key=folded.strip(EDGE) or folded,
                folded=folded,
                mark=mark.strip(),
                indent=len(raw) - len(bare),
                gap=line.number - above - 1,
                words=words,
                stops=stops,
                prose=words >= 25 or (stops and words >= 12),
                hints=line.hints,
                tokens=_tokens(folded[:GLANCE]),
            )
        )
        above = ends.get(line.number, line.number)
    return tuple(entries)


def repeats(entries: Iterable[Entry]) -> Counter[str]:
    """Count how often each line stands on the page."""
    return Counter(entry.key for entry in entries)
