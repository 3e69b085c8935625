"""Books of many essays -> a table of what each costs to make, beside the plain ways: `scripts/bench speed 5 50`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import click
import pikepdf

from benchmarks.books import edit, write_book

PEERS = {"naive": True, "typst": bool(find_spec("typst")), "chromium": bool(shutil.which("chromium"))}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took, with all the processes that it started: seconds, and MB of the largest process."""

    cpu: float
    wall: float
    memory: float


@click.command()
@click.argument("counts", type=int, nargs=-1)
@click.option("--peers", default="naive,typst,chromium", show_default=True, help="Which other ways to run.")
@click.option("--formats", default="screen", show_default=True, help="What ours makes.")
@click.option("-j", "jobs", type=int, multiple=True, help="Measure cold with so many workers; may be given again.")
@click.option("--greedy", is_flag=True, help="Let the layout engine break lines and pages in ours too.")
def main(counts: tuple[int, ...], peers: str, formats: str, jobs: tuple[int, ...], greedy: bool) -> None:
    """Measure books of COUNTS essays (5 and 50 when none is given)."""
    click.echo(f"{'essays':>6} {'way':<16}{'CPU s':>9}{'wall s':>9}{'MB':>7}{'pages':>7}{'pages/CPU s':>13}")
    for count in counts or (5, 50):
        with tempfile.TemporaryDirectory() as place:
            folder = write_book(Path(place) / "book", count)
            for way, cost, pages in _ours(folder, count, formats.split(","), jobs or (1,), greedy=greedy):
                _show(count, way, cost, pages)
            for way in filter(PEERS.get, peers.split(",")):
                out = Path(place) / f"{way}.pdf"
                cost = run(["-m", "benchmarks.peers", way, str(folder), str(out)])
                _show(count, way, cost, _pages(out))


def _ours(
    folder: Path, count: int, formats: list[str], jobs: tuple[int, ...], *, greedy: bool
) -> Iterator[tuple[str, Cost, int]]:
    """Build the book with nothing in the cache, with all of it, and after one essay was edited."""
    out = folder.parent / "out"
    wanted = [word for format in formats for word in ("-f", format)]
    build = ["-m", "benchmarks.greedy" if greedy else "fleuron", "build", str(folder), "-o", str(out), *wanted]

    def step(way: str, *more: str) -> tuple[str, Cost, int]:
        return way, run([*build, *more]), _pages(next(out.glob("*.pdf")))

    fonts = _cut_fonts(folder.parent)
    for workers in jobs:
        os.environ["FLEURON_CACHE"] = str(shutil.copytree(fonts, folder.parent / f"cache-{workers}"))
        yield step(f"cold, -j {workers}", "-j", str(workers))
    yield step("nothing changed")
    edit(folder, count)
    yield step("one edited")


def _cut_fonts(place: Path) -> Path:
    """Return a cache that has the theme's faces and no page: they are cut once for all books."""
    cache = place / "fonts"
    os.environ["FLEURON_CACHE"] = str(cache)
    run(["-c", "from fleuron.themes import *; load_theme(find_styles(), 'classic')"])
    return cache


def run(arguments: list[str]) -> Cost:
    """Run Python so, and measure it; raises CalledProcessError, with what it said, where it fails."""
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, *arguments], stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(process.returncode, arguments, said.read())
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / unit)


def _pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _show(count: int, way: str, cost: Cost, pages: int) -> None:
    rate = pages / cost.cpu
    row = f"{count:>6} {way:<16}{cost.cpu:>9.2f}{cost.wall:>9.2f}{cost.memory:>7.0f}{pages:>7}{rate:>13.1f}"
    click.echo(row)


if __name__ == "__main__":
    main()
