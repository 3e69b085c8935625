"""A sidecar's text and a decision -> its new text: all else in it stays as the editor wrote it, comments too.

`write` is the only way in which the desk touches a manuscript.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Item, Table, Whitespace

from fleuron.anchors import stands
from fleuron.errors import InputError
from fleuron.model import Finding, Line, Mark, Role, Ruling, Severity

OPENING = 6  # words of a line that a ruling names
LONGEST = 48  # characters of them
NAMED = {"rulings": ("line",), "joins": ("line",), "splits": ("line", "at"), "refusals": ("line", "keep")}
Told = Mapping[str, Any]  # a row of one of these tables: its keys of NAMED say which it is


def ruling(line: Line, role: Role, level: int = 0) -> Ruling:
    """Anchor a decision to a line by its number and opening words."""
    return Ruling(line.number, opening(line.text), role, level)


def opening(text: str) -> str:
    """Return the first words of a text, as an anchor names them."""
    return " ".join(text.split()[:OPENING])[:LONGEST].rstrip()


def rule(text: str, decided: Ruling) -> str:
    """Put a ruling into a sidecar; an older one on the same line is changed in its place."""
    level = {"level": decided.level} if decided.level else {}
    told = {"line": decided.number, "words": decided.words, "role": str(decided.role), **level}
    return enter(text, "rulings", told)


def lift(text: str, number: int) -> str:
    """Take the ruling on a line out of a sidecar, so that the rules decide."""
    return strike(text, "rulings", {"line": number})


def enter(text: str, table: str, told: Told) -> str:
    """Put a row into a table of a sidecar, in the order of the lines; the same row is changed in its place."""
    document = _parse(text)
    if table not in document:
        if document.body and not isinstance(document.body[-1][1], Whitespace):
            document.add(tomlkit.nl())
        document[table] = tomlkit.aot()
    rows = document[table]
    for row in rows:
        if _is(row, table, told):
            tail = _detach(row)
            _fill(row, told)
            _attach(row, tail)
            return _dumped(document)
    _insert(rows, told)
    return _dumped(document)


def strike(text: str, table: str, told: Told) -> str:
    """Take a row out of a table of a sidecar; the comments round it stay."""
    document = _parse(text)
    rows = document.get(table, [])
    place = next((place for place, row in enumerate(rows) if _is(row, table, told)), None)
    if place is None:
        return text
    _, tail = _split(_detach(rows[place]))
    del rows[place]
    at = next(at for at, (key, _) in enumerate(document.body) if key is not None and key.key == table)
    if place:
        _attach(rows[place - 1], tail)
    else:
        document.body[at:at] = [(None, item) for item in tail]
    if not rows:
        del document.body[at + len(tail) * (not place)]
    return _dumped(document)


def strike_line(text: str, table: str, number: int) -> str:
    """Take every row on a line out of a table."""
    for row in _parse(text).get(table, []):
        text = strike(text, table, row) if row.get("line") == number else text
    return text


def follow(text: str, texts: Mapping[int, str], number: int) -> str:
    """Set the line of the rows that have moved to a line, once the editor decides on it again; `texts` is the page."""
    document, followed = _parse(text), False
    for row in (row for table in NAMED for row in document.get(table, [])):
        line, words = row.get("line"), row.get("words")
        told = isinstance(line, int) and isinstance(words, str) and line != number
        if told and stands(Mark(line, words), texts) == [number]:
            row["line"], followed = number, True
    return _dumped(document) if followed else text


def has(text: str, table: str, told: Told) -> bool:
    """Tell whether a sidecar has a row."""
    return any(_is(row, table, told) for row in _parse(text).get(table, []))


def put(text: str, key: str, value: str | Sequence[str]) -> str:
    """Set a word of the sidecar (title, authors …), or take it out where the value is empty."""
    document = _parse(text)
    if not value:
        document.pop(key, None)
    elif document.get(key) != (value if isinstance(value, str) else list(value)):
        document[key] = value if isinstance(value, str) else list(value)
    return _dumped(document)


def read(path: Path) -> str:
    """Return the text of a sidecar; one that is not there yet is empty."""
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def write(path: Path, text: str) -> None:
    """Replace a sidecar in one step, so that it is never half written; one without a word is taken away."""
    path = path.resolve()
    if not text:
        path.unlink(missing_ok=True)
        return
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as fresh:
        fresh.write(text.encode("utf-8"))
        fresh.flush()
        os.fsync(fresh.fileno())
    try:
        shutil.copymode(path, fresh.name) if path.exists() else Path(fresh.name).chmod(0o644)
        Path(fresh.name).replace(path)
    except OSError:
        Path(fresh.name).unlink(missing_ok=True)
        raise


def _parse(text: str) -> tomlkit.TOMLDocument:
    """Read the TOML; raises InputError where the editor left it broken, since nothing may be written over that."""
    try:
        return tomlkit.parse(text if not text or text.endswith("\n") else f"{text}\n")
    except TOMLKitError as error:
        sentence = f"the sidecar is not TOML: {str(error)[:1].lower()}{str(error)[1:]}"
        fix = "mend it in a text editor first; nothing was written"
        raise InputError([Finding("DSK101", "sidecar", sentence, fix, Severity.ERROR)]) from error


def _dumped(document: tomlkit.TOMLDocument) -> str:
    text = document.as_string().rstrip("\n")
    return f"{text}\n" if text else ""


def _is(row: Any, table: str, told: Told) -> bool:
    return all(row.get(key, "") == told.get(key, "") for key in NAMED[table])


def _insert(rows: AoT | Array, told: Told) -> None:
    before = sum(row.get("line", 0) < told["line"] for row in rows)
    place = max(before, min(1, len(rows)))  # what stands above the first is said of it: that one stays the first
    row = tomlkit.table() if isinstance(rows, AoT) else tomlkit.inline_table()
    _fill(row, told)
    if isinstance(row, Table):
        own, following = _split(_detach(rows[place - 1])) if place else ([], [])
        if place:
            _attach(rows[place - 1], own or [Whitespace("\n")])
        _attach(row, [Whitespace("\n"), *following])
    rows.insert(place, row)


def _fill(row: Any, told: Told) -> None:
    for key in [key for key in row if key not in told]:
        del row[key]
    for key, value in told.items():
        if row.get(key) != value:
            row[key] = _quoted(value)


def _quoted(value: Any) -> Any:
    """Put words that hold quotation marks between marks of the other kind, where they can be, as a person would."""
    plain = isinstance(value, str) and '"' in value and "'" not in value and value.isprintable()
    return tomlkit.string(value, literal=True) if plain else value


def _detach(row: Any) -> list[Item]:
    """Take from the end of a table what is no key of it: blank lines and comments."""
    body = row.value.body if isinstance(row, Table) else []
    end = len(body)
    while end and body[end - 1][0] is None:
        end -= 1
    tail = [item for _, item in body[end:]]
    del body[end:]
    return tail


def _attach(row: Any, tail: Sequence[Item]) -> None:
    if isinstance(row, Table):
        row.value.body.extend((None, item) for item in tail)


def _split(tail: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Part what ends a table from the comments after a blank line, which speak of the table that follows."""
    blank = next((at for at, item in enumerate(tail) if isinstance(item, Whitespace)), len(tail) - 1)
    return list(tail[: blank + 1]), list(tail[blank + 1 :])
