"""A TOML file -> its table, checked against a schema: every fault a finding with its line, and "did you mean"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from fleuron.model import Finding, Severity
from fleuron.names import meant

# A type, a Form, a tuple of the words to choose from, [kind] for a list of it, {"key": kind} for a table where
# "key!" must be there and "*" is any key.
Kind = Any
NAMES: Mapping[type, str] = {
    str: 'words in quotes, "…"',
    date: "a date, 2026-11-23",
    int: "a whole number",
    bool: "true or false",
}


class Form(NamedTuple):
    """Words of one form: the pattern of all of them, what they are, and one to show."""

    pattern: str
    what: str
    example: str


URL = Form(r"https?://[^\s/]+\.[^\s/]+\S*", "an address of the web", "https://example.org/page")
ANYTHING = Form(r"(?s:.*)", "words", "…")  # even nothing
LANGUAGE = Form(  # BCP 47: language, script, region, variants
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*",
    "the code of a language",
    "en-GB",
)


class Spot(NamedTuple):
    """Where in which file a table begins."""

    place: str
    text: str
    start: int = 0

    def line(self) -> str:
        return f"{self.place}:{self.text.count(chr(10), 0, self.start) + 1}"

    def at(self, key: str, number: int = 0) -> Spot:
        """Find the line where a key first stands, or its table of that number; tomllib does not tell."""
        name = rf"[\"']?{re.escape(key)}[\"']?"
        stands = rf"^[ \t]*(?:{name}[ \t]*[=.]|\[+(?:[^\]\n]*\.)?{name}[ \t]*\]+)|[{{,][ \t]*{name}[ \t]*="
        found = [match.start() for match in re.finditer(stands, self.text[self.start :], re.MULTILINE)]
        return self._replace(start=self.start + found[min(number, len(found) - 1)]) if found else self


def read_table(path: Path, schema: Mapping[str, Kind], place: str) -> tuple[dict[str, Any], list[Finding]]:
    """Read one TOML file; a table with any finding is returned empty."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        table = tomllib.loads(text)
    except UnicodeDecodeError:
        return {}, [fault("MAN201", place, "this file is not UTF-8 text", "save it again as UTF-8")]
    except OSError as error:
        return {}, [fault("MAN201", place, f"this file cannot be read: {error.strerror}", "mend its permissions")]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, [_syntax(place, str(error), text)]
    findings = list(_check(table, schema, Spot(place, text)))
    return ({} if findings else table), findings


def place_of(path: Path, place: str, word: str) -> str:
    """Say on which line of a file that was read before a word in quotes, or a table, first stands."""
    text = path.read_text("utf-8-sig") if path.exists() else ""
    found = re.search(rf"[\"']{re.escape(word)}[\"']|^[ \t]*\[+{re.escape(word)}\]+", text, re.MULTILINE)
    return Spot(place, text, found.start()).line() if found else place


def fault(code: str, place: str, sentence: str, fix: str) -> Finding:
    """Make a finding that stops the book, or the page."""
    return Finding(code, place, sentence, fix, Severity.ERROR)


def _check(table: Mapping[str, Any], schema: Mapping[str, Kind], spot: Spot) -> Iterator[Finding]:
    known = {key.rstrip("!"): kind for key, kind in schema.items()}
    for key, value in table.items():
        kind = known.get(key, known.get("*"))
        if kind is None:
            yield _unknown(key, known, spot)
        else:
            yield from _match(key, value, kind, spot)
    for key in (key[:-1] for key in schema if key.endswith("!") and key[:-1] not in table):
        yield fault("MAN205", spot.line(), f"{key} is missing here", f"add {key} = …")


def _match(key: str, value: Any, kind: Kind, spot: Spot, number: int = 0) -> Iterator[Finding]:
    match kind:
        case [item, *_] if isinstance(kind, list):
            if not isinstance(value, list):
                yield fault("MAN203", spot.at(key, number).line(), f"{key} is not a list", _listed(key, item))
                return
            for each, row in enumerate(value):
                yield from _match(key, row, item, spot, each if isinstance(item, dict) else 0)
        case dict():
            here = spot.at(key, number)
            if not isinstance(value, dict):
                yield fault("MAN203", here.line(), f"{key} is not a table", f"write it under [{key}], a line a key")
                return
            yield from _check(value, kind, here)
        case _:
            for code, sentence, fix in _value(key, value, kind):
                yield fault(code, spot.at(key, number).line(), sentence, fix)


def _value(key: str, value: Any, kind: Kind) -> Iterator[tuple[str, str, str]]:
    """Find what is wrong with one value: of its type, of its form, one of the words to choose from."""
    wanted = kind if isinstance(kind, type) else str
    found = type(value)
    if found is not wanted:  # a yes or no is no number, an hour is no date
        words = wanted is str and not isinstance(value, list | dict)
        yield "MAN203", f"{key} is {_said(value)}", f'write {key} = "{value}"' if words else f"write {NAMES[wanted]}"
    elif kind is str and not value.strip():
        yield "MAN206", f"{key} is empty", "write something between the quotes, or take the line out"
    elif isinstance(kind, Form) and not re.fullmatch(kind.pattern, value):
        yield "MAN206", f'{key} is "{value}", and that is not {kind.what}', f'write it as "{kind.example}"'
    elif not isinstance(kind, type | Form) and value not in kind:
        near = meant(value, kind)
        hint = f' (did you mean "{near}"?)' if near else ""
        yield "MAN204", f'{key} cannot be "{value}"{hint}', f"choose one of: {', '.join(kind)}"


def _listed(key: str, item: Kind) -> str:
    return f"write [[{key}]] above it" if isinstance(item, dict) else f'write {key} = ["…", "…"]'


def _unknown(key: str, known: Mapping[str, Kind], spot: Spot) -> Finding:
    near = meant(key, known)
    return fault(
        "MAN202",
        spot.at(key).line(),
        f'unknown key "{key}"' + (f' (did you mean "{near}"?)' if near else ""),
        f"write {near}, or take the line out" if near else f"the keys here are {', '.join(known)}",
    )


def _syntax(place: str, message: str, text: str) -> Finding:
    spot = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line, column = (int(spot[1]), int(spot[2])) if spot else (text.count("\n") + 1, 1)
    row = text.split("\n")[line - 1]
    met = (s for s in _slips() if re.match(s[0], message) and re.search(s[1], row))
    sentence = re.sub(r"\s*\(at .*\)$", "", message)
    plain = (f"{sentence[:1].lower()}{sentence[1:]}", 'mend the line; text stands in quotes: title = "…"')
    said, fix = next(((said, fix) for *_, said, fix in met), plain)
    return fault("MAN201", f"{place}:{line}:{column}", f"this is not TOML: {said}", fix)


@cache
def _slips() -> list[list[str]]:
    """Read the usual slips: what the parser says of each, what its line has, what we say, and what mends it."""
    told: list[list[str]] = tomllib.loads(files(__package__).joinpath("slips.toml").read_text("utf-8"))["slips"]
    return told


def _said(value: Any) -> str:
    match value:
        case bool():
            return f"{str(value).lower()}, a yes or no"
        case str():
            return f'"{value}", words'
        case int() | float():
            return f"{value}, a number"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return f"{value}, a date without quotes"
