"""EPUB file + the name of a store -> Findings: what the store would refuse; it judges any maker's EPUB.

To add a store: write its data file beside this one. Each key of its [checks] is a row of CHECKS, and the value is what
this store wants; `source` and `read` say where that is told and when it was read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fleuron.errors import InputError
from fleuron.model import Finding, Severity

FOLDER = Path(__file__).parent
COMMON = "any"  # what every store wants


@dataclass(frozen=True, slots=True)
class Store:
    """One store: what it is called, where it says what it wants, and what that is."""

    name: str
    source: str
    checks: Mapping[str, Any]

    @property
    def cover_page(self) -> bool:
        """Tell whether the book may begin with a page that shows its cover."""
        return bool(self.checks.get("cover_page", True))


def store_names() -> tuple[str, ...]:
    """Return the names by which stores are asked for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != COMMON))


def load_store(name: str) -> Store:
    """Return what a store wants; name one of `store_names`."""
    every, own = (tomllib.loads((FOLDER / f"{each}.toml").read_text("utf-8")) for each in (COMMON, name))
    return Store(own["name"], own["source"], MappingProxyType(every["checks"] | own["checks"]))


def verify(path: Path, store: Store) -> tuple[Finding, ...]:
    """Judge an EPUB as a store would; raise InputError where the file is no EPUB."""
    from fleuron.stores.container import UnreadableError

    try:
        return judge(path.read_bytes(), path.name, store)
    except (OSError, UnreadableError) as error:
        why = getattr(error, "strerror", "") or str(error)
        unread = Finding("STO100", str(path), f"this is no EPUB to read: {why}", "name another file", Severity.ERROR)
        raise InputError([unread]) from error


def judge(data: bytes, name: str, store: Store) -> tuple[Finding, ...]:
    """Judge the EPUB that a file of this name holds; raise UnreadableError where it is none."""
    from fleuron.stores.checks import CHECKS
    from fleuron.stores.container import opened

    epub = opened(data)
    return tuple(
        Finding(check.code, f"{name}: {place}", f"{store.name}: {sentence}", fix, check.severity)
        for key, check in CHECKS.items()
        if key in store.checks
        for place, sentence, fix in check.run(epub, store.checks[key])
    )
