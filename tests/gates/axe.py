"""A page in Chromium -> what axe-core finds that would stop a reader with a disability."""

from __future__ import annotations

from pathlib import Path

from gates import browser
from gates.browser import Browser

MODULES = Path(__file__).parents[2] / "node_modules"
PLACES = (MODULES / "axe-core" / "axe.min.js", MODULES / "@daisy" / "axe-core-for-ace" / "axe.min.js")
LAWS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def missing() -> str:
    """Name what is missing on this machine; nothing when axe can run."""
    return "axe-core (which comes with DAISY Ace)" if not _script() else browser.missing()


def violations(chromium: Browser) -> list[str]:
    """List what is wrong with the page that is open."""
    chromium.run(_script())
    only = {"runOnly": {"type": "tag", "values": LAWS}}
    found = chromium.run(f"axe.run({only!r}).then(told => told.violations)")
    return [f"{each['id']}: {node['html'][:120]}: {node['failureSummary']}" for each in found for node in each["nodes"]]


def _script() -> str:
    return next((place.read_text("utf-8") for place in PLACES if place.is_file()), "")
