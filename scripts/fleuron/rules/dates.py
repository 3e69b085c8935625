"""str -> the date it names: in the forms that pages print, in a score of languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

WORDS = re.compile(
    r"posted|published|updated|last|modified|on|at|by|date|first|originally|min|mins|minute|minutes|read|reading|time|"
    r"am|pm|st|nd|rd|th|de|of|the|le|den|el|mon|tue|wed|thu|fri|sat|sun|\w+day|a\.m|p\.m|est|edt|pst|pdt|gmt|utc|"
    r"\w+tag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|h|hrs?",
    re.I,
)
ISO = re.compile(r"\b((?:19|20)\d\d)(?:[-/.]|[年년]\s?)(\d{1,2})(?:[-/.]|[月월]\s?)(\d{1,2})(?:[日일]|\b)")
SLASHED = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)?\d\d)\b")
YEAR = r"(?:,?\s+(?:de\s+)?(?P<y>(?:19|20)\d\d)\b)"
NAMED = (
    re.compile(rf"(?P<m>[^\W\d_]{{3,12}})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:){YEAR}?"),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er)?[.\s]+(?:de\s+|of\s+)?(?P<m>[^\W\d_]{{3,12}})\b\.?{YEAR}?"),
    re.compile(rf"(?P<m>[^\W\d_]{{3,12}})\.?(?P<d>){YEAR}"),
)
LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652])*")  # with their accents and vowels
LOOSE = 2  # other words that may stand in a dateline


@cache
def months() -> dict[str, int]:
    """Read the names of the months."""
    text = files(__package__).joinpath("months.txt").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row and not row.startswith("//")]
    return {name: month for month, row in enumerate(rows, 1) for name in row.split()}


def find(text: str) -> str:
    """Return the first date in a text, ISO 8601 to the day or the month; empty where there is none with a year."""
    if found := ISO.search(text):
        return _iso(*map(int, found.groups()))
    for found in _named(text):
        if found["y"]:
            month, year = months()[_month(found)], int(found["y"])
            return _iso(year, month, int(found["d"])) if found["d"] else f"{year}-{month:02d}"
    if found := SLASHED.search(text):
        first, second, year = map(int, found.groups())
        year += 2000 if year < 100 else 0
        return _iso(year, first, second) if first <= 12 else _iso(year, second, first)
    return ""


def _named(text: str) -> Iterator[re.Match[str]]:
    """Find the dates that name their month."""
    for pattern in NAMED:
        yield from (found for found in pattern.finditer(text) if _month(found) in months())


def _month(found: re.Match[str]) -> str:
    return found["m"].casefold()


def _rest(text: str) -> str:
    """Return a text without its dates."""
    for pattern in (ISO, SLASHED):
        text = pattern.sub(" ", text)
    for found in tuple(_named(text)):
        text = text.replace(found.group(), " ")
    return text


@lru_cache(maxsize=1 << 10)
def dated(text: str) -> bool:
    """Tell whether a text is a date and little else."""
    if not any(map(text.__contains__, "0123456789")):
        return False
    bare = _rest(text)
    if bare == text:
        return False
    words = [word for word in LETTERS.findall(bare) if not WORDS.fullmatch(word)]
    return len(words) <= LOOSE


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
