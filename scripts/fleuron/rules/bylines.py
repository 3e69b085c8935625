"""Page -> claims on bylines and datelines; a byline -> the names, the site and the standfirst in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from fleuron.model import Role
from fleuron.rules.dates import dated
from fleuron.rules.page import Claim, Entry, Page

VERBS = ("written", "posted", "published", "submitted", "reviewed", "contributed")
BY = rf"(?:(?:{'|'.join(VERBS)}|words|text|story|article|essay|guest post) )?by"
GLUED = re.compile(rf"(?P<head>.+?)(?:\s+[-–—|·•]\s*|[-–—|·•]\s+){BY}:?\s+(?P<rest>\S.*)", re.I)
BREAK = re.compile(
    r"\s*(?:[|·•~]|\s[-–—]|—)\s*|\s+(?:on|in|at|published|updated|posted)\b\s+|\s*\n"
    r"|\s*,?\s+(?:(?:le|el|am|op|den|il|em|vom)\s+)?(?=\d)"
)
AVATAR = re.compile(r"(?P<name>.{3,40})['’]s avatar", re.I)
SITE = re.compile(r"\s*\((?P<site>[^()]{2,60})\)\s*$")
JOINT = re.compile(r"\s*(?:,\s*(?:and|&)\s+|\s+(?:and|&|und|et|y|with)\s+|;\s*)\s*")
DEGREE = re.compile(
    r"^(?:Ph\.?\s?D|Psy\.?D|M\.?D|M\.?A|M\.?S\.?W?|M\.?Ed|Ed\.?D|B\.?A|B\.?Sc|M\.?Sc|R\.?N|J\.?D|Jr|Sr|I{2,3}|"
    r"L[A-Z]{2,5}(?:-[A-Z]+)?|[A-Z]{2,6}(?:-[A-Z]{1,5})?)\.?$"
)
FIGURE = re.compile(r"\d")
UNNAMED = re.compile(r"[\d?!:;“”\"/@]|\.$")
LONGEST = 6  # words of a name
TIMED = re.compile(r"\b\d+\s*min(?:ute)?s?\b|^follow(?:ing)?$", re.I)
CLOSE = 3  # lines after the first prose where a byline may still stand


class Byline(NamedTuple):
    """What one byline says."""

    names: tuple[str, ...]
    site: str = ""
    standfirst: str = ""


def bylines(page: Page) -> Iterator[Claim]:
    """Name the lines that say who wrote the page and when, above the essay and just below it."""
    said: dict[int, Role] = {}
    for entry in page.open:
        if page.first + CLOSE < entry.at <= page.last:
            continue
        if entry.words <= 40 and not entry.mark and read(entry.text):
            said[entry.at] = Role.BYLINE
        elif entry.words <= 14 and dated(entry.text):
            said[entry.at] = Role.DATELINE
    for at, role in said.items():
        yield Claim(page.entries[at].number, role)
    yield from _signed(page, said)


def _signed(page: Page, said: dict[int, Role]) -> Iterator[Claim]:
    """Name a bare name that stands beside a label, a date or a reading time, or that a note below presents."""
    notes = [line.folded for line in page.entries[page.last + 1 :] if page.role(line) is Role.BIO]
    for entry in page.open:
        if entry.at in said or entry.at >= page.first:
            continue
        above, below = page.entries[max(0, entry.at - 1)], page.entries[entry.at + 1 : entry.at + 3]
        if (_label().fullmatch(entry.text) and below and named(below[0].text)) or (
            _label().fullmatch(above.text) and named(entry.text)
        ):
            yield Claim(entry.number, Role.BYLINE)
        elif entry.at and named(entry.text, least=2) and any(_dates(page, said, other) for other in below):
            yield Claim(entry.number, Role.BYLINE, sure=0.8)
        elif named(entry.text, least=2) and any(note.startswith(f"{entry.folded} ") for note in notes):
            yield Claim(entry.number, Role.BYLINE, sure=0.9)


def _dates(page: Page, said: dict[int, Role], entry: Entry) -> bool:
    """Tell whether a line dates the page or times its reading."""
    return Role.DATELINE in (said.get(entry.at), page.role(entry)) or bool(TIMED.search(entry.text))


@lru_cache(maxsize=1 << 10)
def read(text: str) -> Byline | None:
    """Read a byline, alone or at the end of a standfirst; None where the line is none."""
    text = " ".join(text.split())
    if text[-6:].casefold() == "avatar" and (avatar := AVATAR.fullmatch(text)):
        return Byline(people(avatar["name"]))
    first = text.partition(" ")[0].partition(":")[0].partition("：")[0]
    if first.casefold() in _firsts() and (opening := _opening().match(text)):
        head, rest = "", text[opening.end() :]
    elif FIGURE.search(text) and (signed := _after_date(text)):
        head, rest = "", signed
    elif "by" in text and (glued := GLUED.fullmatch(text)):
        head, rest = glued["head"], glued["rest"]
    else:
        return None
    site = ""
    if bracket := SITE.search(rest):
        site, rest = bracket["site"], rest[: bracket.start()]
    names = _first(rest)
    return Byline(names, site, head.strip()) if names else None


def _after_date(text: str) -> str:
    """Return what follows a date and says who wrote it; some of these words stand in dates too."""
    ends = (later.end() for later in _later().finditer(text) if dated(text[: later.start()]))
    return next((text[end:] for end in ends if _first(text[end:])), "")


def _first(text: str) -> tuple[str, ...]:
    return people(BREAK.split(text, maxsplit=1)[0])


def people(text: str) -> tuple[str, ...]:
    """Part a run of names: `A, PhD, B and C` are three people; () where a word is no name."""
    names: list[str] = []
    for part in JOINT.split(text.strip(" .,:")):
        for piece in part.split(","):
            piece = piece.strip()
            if names and DEGREE.match(piece):
                names[-1] = f"{names[-1]}, {piece}"
            elif named(piece):
                names.append(piece)
            elif names and piece[:1].islower():
                return tuple(names)  # what the person does
            else:
                return ()
    return tuple(names)


@lru_cache(maxsize=1 << 12)
def named(text: str, least: int = 1) -> bool:
    """Tell whether a text can be one person's name: a few capitalised words."""
    words = text.replace("\u00a0", " ").split()
    if not least <= len(words) <= LONGEST or UNNAMED.search(text) or words[0].casefold() in listed("never"):
        return False
    return _big(words[0]) and all(_big(word) or word.casefold() in listed("small") for word in words)


def _big(word: str) -> bool:
    return word[0].isupper() or not word[0].isascii()


@cache
def _label() -> re.Pattern[str]:
    """Match what stands alone over a name."""
    return re.compile(rf"(?:{BY}|words|text|di|{_either('by', 'writer')})\s*[:：]?", re.I)


@cache
def _firsts() -> frozenset[str]:
    """Return the words that a byline may begin with."""
    own = frozenset((*VERBS, "words", "text", "story", "article", "essay", "guest"))
    return own.union(*map(listed, ("by", "wrote", "writer", "genre")), ["by"])


@cache
def _opening() -> re.Pattern[str]:
    """Match what a byline begins with."""
    wrote = rf"(?:{_either('wrote')})\s+(?:{_either('by')}|da|de)"
    named = rf"(?:{BY}|{wrote}|{_either('by', 'writer')})(?:\s*[:：]\s*|\s+)"
    return re.compile(rf"{named}|(?:{_either('genre')})\s*[:：]\s*", re.I)


@cache
def _later() -> re.Pattern[str]:
    """Match what stands between a date and a name."""
    return re.compile(rf"\s(?:{_either('by', 'after', 'writer')})(?:\s*[:：]\s*|\s+)", re.I)


def _either(*names: str) -> str:
    return "|".join(sorted(map(re.escape, frozenset[str]().union(*map(listed, names)))))


@cache
def listed(name: str) -> frozenset[str]:
    """Read a list of words that names and bylines are told by."""
    text = files(__package__).joinpath("names.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name].split())
