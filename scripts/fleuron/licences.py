"""SPDX name -> Licence: what a credit calls a licence, and where its text stands."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Licence(NamedTuple):
    """One licence that is given to everyone."""

    name: str
    url: str


@cache
def licences() -> Mapping[str, Licence]:
    """Read the licences we know, by their SPDX names."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {name: Licence(**row) for name, row in table.items()}


def licence(name: str) -> Licence | None:
    """Find a licence by its SPDX name, or as people write it: CC BY 4.0."""
    wanted = _plain(name)
    return next((each for spdx, each in licences().items() if wanted in (_plain(spdx), _plain(each.name))), None)


def _plain(name: str) -> str:
    return name.casefold().replace("-", " ").strip()
