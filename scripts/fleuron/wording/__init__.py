"""Language -> the words that the book itself says, in that language: one file of data each, with the same keys.

A language that has no file is answered in English, and whoever shows the words says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ELSE = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language, by their keys; `numbers` and `months` are lists."""

    language: str
    said: Mapping[str, str]
    numbers: tuple[str, ...]
    months: tuple[str, ...]

    def __getitem__(self, key: str) -> str:
        return self.said[key]

    def series(self, items: Sequence[str]) -> str:
        """Join items as a sentence does: one, two and three."""
        *first, last = items or [""]
        return f"{', '.join(first)} {self['and']} {last}" if first else last

    def part(self, number: int) -> str:
        """Name a part by its number, from 1."""
        told = self.numbers[number - 1] if number <= len(self.numbers) else str(number)
        return self["part"].format(told)

    def date(self, year: str, month: int, day: int = 0) -> str:
        """Write a day out, or a month where the day is 0."""
        return self["day" if day else "month"].format(day=day, month=self.months[month - 1], year=year)


def wording(language: str) -> Wording:
    """Find the words of a language: its own, that of its region aside, or else the English ones."""
    return _read(own(language) or ELSE)


@cache
def own(language: str) -> str:
    """Return the language whose words a book of this language has; empty where they are English for want of any."""
    name = language.split("-")[0].lower()
    return name if (files(__package__) / f"{name}.toml").is_file() else ""


def called(kind: str, language: str) -> str:
    """Return the title of a division that nobody has given one."""
    return wording(language).said.get(kind, kind.replace("-", " ").capitalize())


@cache
def _read(name: str) -> Wording:
    table = tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))
    numbers, months = tuple(table.pop("numbers")), tuple(table.pop("months"))
    return Wording(name, table, numbers, months)
