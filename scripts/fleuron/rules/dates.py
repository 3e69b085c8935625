"""str -> the date it names: in the forms that pages print, in a score of languages."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files

WORDS = re.compile(
    r"posted|published|updated|last|modified|on|at|by|date|first|originally|min|mins|minute|minutes|read|reading|time|"
    r"am|pm|st|nd|rd|th|de|of|the|le|den|el|mon|tue|wed|thu|fri|sat|sun|\w+day|a\.m|p\.m|est|edt|pst|pdt|gmt|utc|"
    r"\w+tag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|h|hrs?",
    re.I,
)
ISO = re.compile(r"\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})\b")
SLASHED = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)?\d\d)\b")
LOOSE = 2  # other words that may stand in a dateline


@cache
def months() -> dict[str, int]:
    """Read the names of the months."""
    text = files(__package__).joinpath("months.txt").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row and not row.startswith("//")]
    return {name: month for month, row in enumerate(rows, 1) for name in row.split()}


@cache
def _named() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<m1>{names})\b\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y1>(?:19|20)\d\d)\b)?|"
        rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er)?[.\s]+(?:de\s+|of\s+)?(?P<m2>{names})\b\.?(?:,?\s+(?:de\s+)?(?P<y2>(?:19|20)\d\d)\b)?|"
        rf"(?P<m3>{names})\b\.?,?\s+(?P<y3>(?:19|20)\d\d)\b)",
        re.IGNORECASE,
    )


def find(text: str) -> str:
    """Return the first date in a text, ISO 8601 to the day or the month; empty where there is none with a year."""
    if found := ISO.search(text):
        return _iso(*map(int, found.groups()))
    for found in _named().finditer(text):
        month = months()[next(found[group] for group in ("m1", "m2", "m3") if found[group]).casefold()]
        year = next((found[group] for group in ("y1", "y2", "y3") if found[group]), "")
        day = found["d1"] or found["d2"]
        if year:
            return _iso(int(year), month, int(day)) if day else f"{year}-{month:02d}"
    if found := SLASHED.search(text):
        first, second, year = map(int, found.groups())
        year += 2000 if year < 100 else 0
        return _iso(year, first, second) if first <= 12 else _iso(year, second, first)
    return ""


def dated(text: str) -> bool:
    """Tell whether a text is a date and little else."""
    if not any(char.isdigit() for char in text):
        return False
    bare = text
    for pattern in (ISO, SLASHED, _named()):
        bare = pattern.sub(" ", bare)
    if bare == text:
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", bare) if not WORDS.fullmatch(word)]
    return len(words) <= LOOSE


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
