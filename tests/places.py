"""Where the tests find what they read, and what they do when it is not there."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MANUSCRIPT = ROOT / "manuscript"
GOLD = ROOT / "tests" / "gold"
SEEDS = ROOT.parent / "shared" / "seeds"
SEED_GOLD = ROOT.parent / "shared" / "gold"


def need(there: object, what: str) -> None:
    """Skip a test by the name of what it lacks; on the build machine a skip is a failure."""
    if there:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and no gate may be skipped here")
    pytest.skip(f"{what} is missing")


def gold(folder: Path, slug: str) -> dict[int, str]:
    """Read the roles of a page's lines, by their numbers."""
    rows = (folder / f"{slug}.tsv").read_text("utf-8").splitlines()
    return {int(number): role for number, role in (row.split("\t") for row in rows)}
