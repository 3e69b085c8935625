"""Folder of a book that is made up and kept -> what an edit costs a process that goes on, as the preview does.

`python -m benchmarks.warm FOLDER OUT COUNT JSON` tells, of the essay alone and of the whole book: CPU s, wall s, pages.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf

from benchmarks.books import edit, middle
from fleuron.build import build
from fleuron.cli import SELDOM
from fleuron.desk.galleys import pull


def main(folder: Path, out: Path, count: int, file: Path) -> None:
    """Warm the process up, then edit and measure twice."""
    gc.set_threshold(SELDOM)  # as the program does when it begins

    def whole() -> int:
        return build(folder, out, ("screen",)).artifacts[0].count

    def alone() -> int:
        with pikepdf.open(BytesIO(pull(folder, middle(count), {}) or b"")) as pdf:
            return len(pdf.pages)

    whole()
    alone()
    told = {}
    for name, work in (("essay", alone), ("book", whole)):
        edit(folder, count)
        told[name] = _measured(work)
    file.write_text(json.dumps(told), "utf-8")


def _measured(work: Callable[[], int]) -> tuple[float, float, int]:
    cpu, wall = _seconds(), time.perf_counter()
    pages = work()
    return _seconds() - cpu, time.perf_counter() - wall, pages


def _seconds() -> float:
    """Return what this process and its children have taken so far."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
