"""A table's kinds -> its JSON Schema (2020-12), for programs that complete keys as one types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fleuron.manuscript.people import PERSON
from fleuron.manuscript.plan import BOOK
from fleuron.manuscript.sources import SIDECAR
from fleuron.manuscript.tables import Form, Kind

FILES: Mapping[str, Mapping[str, Kind]] = {"book": BOOK, "contributors": PERSON, "sidecar": SIDECAR}
TYPES: Mapping[type, Mapping[str, str]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}


def schema(name: str) -> dict[str, Any]:
    """Write the schema of book.toml, contributors.toml or a sidecar."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"fleuron: {name}",
        **_kind(FILES[name]),
    }


def _kind(kind: Kind) -> dict[str, Any]:
    match kind:
        case list():
            return {"type": "array", "items": _kind(kind[0])}
        case Form():
            return {"type": "string", "pattern": f"^{kind.pattern}$", "examples": [kind.example]}
        case tuple():
            return {"enum": list(kind)}
        case type():
            return dict(TYPES[kind])
        case _:
            return _table(kind)


def _table(kind: Mapping[str, Kind]) -> dict[str, Any]:
    rows = {key.rstrip("!"): _kind(each) for key, each in kind.items() if key != "*"}
    table: dict[str, Any] = {"type": "object", "additionalProperties": _kind(kind["*"]) if "*" in kind else False}
    needed = [key[:-1] for key in kind if key.endswith("!")]
    return table | ({"properties": rows} if rows else {}) | ({"required": needed} if needed else {})
