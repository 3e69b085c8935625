"""Language -> House: the marks of one language, as languages.toml gives them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, wraps
from importlib.resources import files
from typing import Any

ASIDE = "\ufdd0"  # stands for an address or code set aside; Unicode promises that no text holds it
KEPT = "\ufdd1"  # and this for what an editor keeps as it is
W = rf"[\w{ASIDE}{KEPT}]"
SPACE = r"[^\S\n]"
NO_BREAK, HAIR = "\u00a0", "\u200a"


@dataclass(frozen=True, slots=True)
class House:
    """One language's marks; the words are explained in languages.toml."""

    double: tuple[str, str]
    single: tuple[str, str]
    dash: str
    inside: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    elided: tuple[str, ...] = ()
    maybe_elided: tuple[str, ...] = ()
    range_before: tuple[str, ...] = ()
    range_after: tuple[str, ...] = ()


Step = Callable[[str, House], str]


def even(text: str) -> bool:
    """Tell whether a text has no space but one between words, and nothing that cannot be seen."""
    return text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " "


def where(pattern: str, marks: Iterable[str] = ()) -> Callable[[Step], Step]:
    """Take a step only where the text holds what it could change: a mark, or an uneven space, and then the pattern.

    A look at either costs less than the substitutions. A pattern that begins with the marks it is about, and looks
    back from there, passes over all else at once.
    """
    found, marks = re.compile(pattern, re.M).search, tuple(marks)

    def guard(step: Step) -> Step:
        @wraps(step)
        def taken(text: str, house: House) -> str:
            for mark in marks:
                if mark in text:
                    break
            else:
                if marks or even(text):
                    return text
            return step(text, house) if found(text) else text

        return taken

    return guard


@cache
def house_of(language: str) -> House:
    """Find a language's marks: its region's, its own, or else the English ones."""
    houses = tomllib.loads(files(__package__).joinpath("languages.toml").read_text(encoding="utf-8"))
    row = houses.get(language) or houses.get(language.split("-")[0].lower()) or houses["en"]
    marks: dict[str, Any] = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    return House(**marks)
