"""EPUB file -> what DAISY Ace finds a reader would stumble over."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from gates import browser

ROOT = Path(__file__).parents[2]
LOCAL = ROOT / "node_modules" / ".bin" / "ace-cli"


def missing() -> str:
    """Name what is missing on this machine; nothing when Ace can run."""
    return "DAISY Ace (npm package @daisy/ace-cli)" if not _ace() else browser.missing()


def violations(book: Path, out: Path) -> list[str]:
    """Run Ace, which writes its report to `out`, and list what it found; a report it did not write is a failure."""
    settings = os.environ | {"PUPPETEER_EXECUTABLE_PATH": browser.path(), "ACE_TIMEOUT_INITIAL": "60000"}
    command = [_ace(), "-E", "-f", "-s", "-o", str(out), str(book)]
    told = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    report = out / "report.json"
    assert report.is_file(), f"Ace wrote no report: {told.stdout}{told.stderr}"
    pages = json.loads(report.read_text("utf-8"))["assertions"]
    return [_line(page, fault) for page in pages for fault in page["assertions"]]


def _line(page: dict, fault: dict) -> str:
    return f"{page['earl:testSubject']['url']}: {fault['earl:test']['dct:title']}: {fault['earl:result']}"


def _ace() -> str:
    return str(LOCAL) if LOCAL.exists() else shutil.which("ace-cli") or ""
