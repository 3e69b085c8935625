"""A subject of book.toml -> Subject: plain words, or a code of BISAC or Thema and what that list calls it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fleuron.names import meant

BISAC = re.compile(r"[A-Z]{3}\d{6}")
THEMA = re.compile(r"[A-Z]{2}[A-Z0-9]{0,6}")
NEARLY = re.compile(r"[A-Za-z]{3}[ -]?\d{5,8}")  # what was meant to be of BISAC


class Subject(NamedTuple):
    """What a book is about; `authority` is the list that `code` is of, in EPUB's own word for it."""

    words: str
    authority: str = ""
    code: str = ""
    known: bool = True


def subject(text: str) -> Subject:
    """Read a subject; a code that we do not know stands for itself."""
    authority = _authority(text)
    words = _codes()[authority].get(text, "") if authority else text
    return Subject(words or text, authority, text if authority else "", bool(words))


def miswritten(text: str) -> bool:
    """Tell whether words were meant to be a code, and are none."""
    return not _authority(text) and (bool(NEARLY.fullmatch(text)) or _plain(text) in _all())


def intended(text: str) -> str:
    """Return the code that one which is miswritten is nearest to; empty where none is near."""
    plain = _plain(text)
    return next((code for code in _all() if code.startswith(plain)), "") or meant(plain, _all())


def _plain(text: str) -> str:
    return re.sub("[ -]", "", text).upper()


def _all() -> list[str]:
    return [code for codes in _codes().values() for code in codes]


def _authority(text: str) -> str:
    """Name the list of a code; capitals are of Thema where they begin as one of its sections does (not so PTSD)."""
    if BISAC.fullmatch(text):
        return "BISAC"
    sections = {code[:2] for code in _codes()["Thema"]}
    return "Thema" if THEMA.fullmatch(text) and text[:2] in sections else ""


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
