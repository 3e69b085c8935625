"""Language -> the dictionary that divides its words: read once from the file of its patterns, and kept as columns."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from fleuron.cache import remember
from fleuron.program import version

if TYPE_CHECKING:
    from pyphen import Pyphen


@cache
def dictionary(language: str, before: int, after: int) -> Pyphen | None:
    """Return what divides words so many letters from their ends; None for a language that has no such file."""
    import pyphen

    name = pyphen.language_fallback(language)
    if not name:
        return None
    file = pyphen.LANGUAGES[name]
    if file not in pyphen.hdcache:
        kept = remember(lambda: _columns(file), "patterns", version("pyphen"), name, sound=bool)
        with suppress(ValueError, TypeError):  # it reads the file itself
            pyphen.hdcache[file] = _dictionary(*json.loads(kept))
    return pyphen.Pyphen(lang=name, left=before, right=after)


def _columns(file: Any) -> bytes:
    """Read the patterns; nothing is kept of those that change the letters where they divide."""
    import pyphen

    patterns = pyphen.HyphDict(file).patterns
    if any(type(value) is not int for _, values in patterns.values() for value in values):
        return b"[]"
    return json.dumps([list(patterns), *map(list, zip(*patterns.values(), strict=True))]).encode()


def _dictionary(letters: list[str], starts: list[int], values: list[list[int]]) -> Any:
    import pyphen

    known = pyphen.HyphDict.__new__(pyphen.HyphDict)
    known.patterns = dict(zip(letters, zip(starts, map(tuple, values), strict=True), strict=True))
    known.cache = {}
    known.maxlen = max(map(len, letters))
    return known
