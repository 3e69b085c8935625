"""Essays -> how long a saved essay takes to show its changed page in the preview.

The clock runs from the save to the moment when the picture of the changed page is there. Name other sizes as arguments.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.request import urlopen

import click

from benchmarks.books import middle, write_book
from desk.desks import running

SAVES = 7
READY = "The book is made."
PLATE = re.compile(r'<figure[^>]* data-plate="(\w+)"')


def main() -> None:
    """Measure each size that is asked for; 60 essays otherwise."""
    click.echo(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; seconds from a save to its changed page")
    for count in map(int, sys.argv[1:] or ["60"]):
        with tempfile.TemporaryDirectory() as folder:
            book = write_book(Path(folder) / "manuscript", count)
            times = sorted(_saves(book, book / "essays" / f"{middle(count)}.md"))
        told = f"median {median(times):.2f}, best {times[0]:.2f}, worst {times[-1]:.2f} of {len(times)}"
        click.echo(f"{count} essays: {told}")


def _saves(book: Path, essay: Path) -> Iterator[float]:
    """Save again and again, while the whole book is made in the background as it is for an editor."""
    with running("preview", str(book)) as (address, _), urlopen(f"{address}events") as events:
        _follow(events, address, lambda page: READY in page)
        for _ in range(SAVES):
            before = set(PLATE.findall(_fetch(address)))
            text = essay.read_text("utf-8").replace(" and ", " and then ", 1)
            start = perf_counter()
            essay.write_text(text, "utf-8")
            page = _follow(events, address, partial(_changed, before))
            fresh = next(name for name in PLATE.findall(page) if name not in before)
            with urlopen(f"{address}plate/page/{fresh}.png") as picture:
                picture.read()
            yield perf_counter() - start


def _changed(before: set[str], page: str) -> bool:
    return bool(set(PLATE.findall(page)) - before)


def _follow(events: Iterable[bytes], address: str, wanted: Callable[[str], object]) -> str:
    """Follow the news of a preview until its page is as wanted."""
    for line in events:
        if line.startswith(b"data:") and wanted(page := _fetch(address)):
            return page
    raise AssertionError("the preview ended")


def _fetch(address: str) -> str:
    with urlopen(address) as answer:
        return answer.read().decode()


if __name__ == "__main__":
    main()
