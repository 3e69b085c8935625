"""Code -> what a finding means and how it is mended, at length: the text of `fleuron explain`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path


def explanations() -> Mapping[str, str]:
    """Read the text for every code, sorted by code; its first line says it in short."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return dict(sorted(table.items()))
