"""A manuscript of our own on a desk that runs as an editor would start it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from places import ROOT

PAGE = """Home
About

The Lamp on the Landing

By Ada Wren

The lamp on the landing was lit by whoever came home first, and it was never I, since I came home last of all of us.

Three things it lit

It lit the stairs, the coats that hung over the banister, and the face of whoever looked up to see who was coming.

Lamps
Evenings
Stairs

Share this
Leave a Reply
"""
SIDECAR = """# Ada wrote to us on Monday.
authors = ["Ada Wren"]  # as she signs

[permission]
status = "own"
"""


def manuscript(folder: Path) -> Path:
    """Write a small manuscript, one page of it with a sidecar."""
    (folder / "essays").mkdir(parents=True)
    (folder / "essays" / "lamp.txt").write_text(PAGE, "utf-8")
    (folder / "essays" / "lamp.toml").write_text(SIDECAR, "utf-8")
    (folder / "essays" / "coat.txt").write_text(PAGE.replace("Lamp", "Coat").replace("lamp", "coat"), "utf-8")
    (folder / "book.toml").write_text(
        'title = "Landings"\nissued = 2026-03-01\n[permission]\nstatus = "own"\n', "utf-8"
    )
    return folder


@contextmanager
def running(*command: str, program: Sequence[str] = ("-m", "fleuron")) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a command of fleuron that serves, and give its address."""
    settings = os.environ | {"PYTHONPATH": str(ROOT / "scripts"), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, *program, *command],
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    try:
        yield process.stdout.readline().strip(), process
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
