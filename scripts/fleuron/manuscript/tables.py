"""A TOML file -> its table, checked against a schema: every fault a finding with its line, and "did you mean"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from fleuron.model import Finding, Severity

Kind = Any  # a type, [kind] for a list of it, {"key": kind} for a table, {"*": kind} for a table of any keys
NAMES: Mapping[type, str] = {
    str: 'words in quotes, "…"',
    date: "a date, 2026-11-23",
    int: "a whole number",
    dict: "a table",
}


def read_table(path: Path, schema: Mapping[str, Kind], place: str) -> tuple[dict[str, Any], list[Finding]]:
    """Read one TOML file; a table with any finding is returned empty."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        table = tomllib.loads(text)
    except UnicodeDecodeError:
        return {}, [_fault("MAN201", place, "this file is not UTF-8 text", "save it again as UTF-8")]
    except OSError as error:
        return {}, [_fault("MAN201", place, f"this file cannot be read: {error.strerror}", "mend its permissions")]
    except tomllib.TOMLDecodeError as error:
        return {}, [_syntax(place, str(error), text)]
    findings = list(_check(table, schema, place, text))
    return ({} if findings else table), findings


def _check(table: Mapping[str, Any], schema: Mapping[str, Kind], place: str, text: str) -> Iterator[Finding]:
    for key, value in table.items():
        kind = schema.get(key, schema.get("*"))
        if kind is None:
            yield _unknown(key, schema, place, text)
        else:
            yield from _match(key, value, kind, place, text)


def _match(key: str, value: Any, kind: Kind, place: str, text: str) -> Iterator[Finding]:
    where = f"{place}:{_line(key, text)}"
    if isinstance(kind, list):
        if not isinstance(value, list):
            yield _fault("MAN203", where, f"{key} is not a list", f'write {key} = ["…", "…"]')
            return
        for item in value:
            yield from _match(key, item, kind[0], place, text)
    elif isinstance(kind, dict):
        if not isinstance(value, dict):
            yield _fault("MAN203", where, f"{key} is not a table", f"write it under [{key}], a line for each key")
            return
        yield from _check(value, kind, place, text)
    elif not isinstance(value, kind) or isinstance(value, bool):
        yield _fault("MAN203", where, f"{key} is {_said(value)}", f"write {NAMES[kind]}")


def _unknown(key: str, schema: Mapping[str, Kind], place: str, text: str) -> Finding:
    near = get_close_matches(key, schema, 1)
    known = ", ".join(schema)
    return _fault(
        "MAN202",
        f"{place}:{_line(key, text)}",
        f'unknown key "{key}"' + (f' (did you mean "{near[0]}"?)' if near else ""),
        f"write {near[0]}, or take the line out" if near else f"the keys here are {known}",
    )


def _syntax(place: str, message: str, text: str) -> Finding:
    spot = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line, column = (int(spot[1]), int(spot[2])) if spot else (text.count("\n") + 1, 1)
    sentence = re.sub(r"\s*\(at .*\)$", "", message)
    return _fault(
        "MAN201",
        f"{place}:{line}:{column}",
        f"this is not TOML: {sentence[:1].lower()}{sentence[1:]}",
        'mend the line; text stands in quotes: title = "…"',
    )


def _line(key: str, text: str) -> int:
    """Find the line on which a key first stands; tomllib does not tell."""
    name = rf"[\"']?{re.escape(key)}[\"']?"
    found = re.search(
        rf"^[ \t]*(?:{name}[ \t]*[=.]|\[+[^\]\n]*{name}[ \t]*\]+)|[{{,][ \t]*{name}[ \t]*=", text, re.MULTILINE
    )
    return text.count("\n", 0, found.start()) + 1 if found else 1


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
            return str(value)


def _fault(code: str, place: str, sentence: str, fix: str) -> Finding:
    return Finding(code, place, sentence, fix, Severity.ERROR)
