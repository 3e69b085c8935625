"""EPUB file + the name of a store -> Findings: what the store would refuse; it judges any maker's EPUB.

To add a store: write its data file beside this one. Each key of its [checks] is a row of CHECKS, and the value is what
this store wants; `source` and `read` say where that is told and when it was read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fleuron.errors import InputError
from fleuron.model import Finding, Severity
from fleuron.stores.checks import CHECKS
from fleuron.stores.container import Epub, UnreadableError, opened

FOLDER = Path(__file__).parent
COMMON = "any"  # what every store wants


@dataclass(frozen=True, slots=True)
class Store:
    """One store: `cover` is the size in px of the picture it wants beside the book."""

    name: str
    source: str
    cover: tuple[int, int]
    checks: Mapping[str, Any]


def store_names() -> tuple[str, ...]:
    """Return the names by which stores are asked for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != COMMON))


def load_store(name: str) -> Store:
    """Return what a store wants; name one of `store_names`."""
    every, own = (tomllib.loads((FOLDER / f"{each}.toml").read_text("utf-8")) for each in (COMMON, name))
    width, height = own["cover"]
    return Store(own["name"], own["source"], (width, height), MappingProxyType(every["checks"] | own["checks"]))


def verify(path: Path, store: Store) -> tuple[Finding, ...]:
    """Judge an EPUB as a store would; raise InputError where the file is no EPUB."""
    try:
        epub = opened(path.read_bytes())
    except (OSError, UnreadableError) as error:
        why = getattr(error, "strerror", "") or str(error)
        unread = Finding(
            "STO100", str(path), f"this is no EPUB to read: {why.lower()}", "name another file", Severity.ERROR
        )
        raise InputError([unread]) from error
    return tuple(_judged(epub, store, path))


def _judged(epub: Epub, store: Store, path: Path) -> Iterator[Finding]:
    for name, check in CHECKS.items():
        if name in store.checks:
            for place, sentence, fix in check.run(epub, store.checks[name]):
                yield Finding(check.code, f"{path.name}: {place}", f"{store.name}: {sentence}", fix, check.severity)
