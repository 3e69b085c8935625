"""Code -> what a finding means and how it is mended, at length: the text of `fleuron explain`.

A family of codes has one file, by its first three letters; each text opens with one line that says it in short. A code
never changes its meaning.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path


def explanations() -> Mapping[str, str]:
    """Read the text for every code, sorted by code."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    return {code: text for file in files for code, text in sorted(tomllib.loads(file.read_text("utf-8")).items())}
