"""Books of many essays -> a table of what each costs to make, beside the plain ways: `scripts/bench speed 5 50`."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from subprocess import CalledProcessError, check_output

import click

from benchmarks.books import edit, write_book
from benchmarks.costs import Cost, run

PEERS = {"naive": True, "typst": bool(find_spec("typst")), "chromium": bool(shutil.which("chromium"))}
HEAD = ("CPU s", "wall s", "MB one", "MB all", "pages", "p/CPU s", "CPU ×", "wall ×", "MB ×")
ENDS = 1000  # essays; of twice as many the naive way took half an hour and four GB, and was not done
MANY = 50  # essays; the growth is told from here on, where what every run costs weighs little
FONTS = "from fleuron.themes import *; load_theme(find_styles(), 'classic')"


@dataclass(frozen=True, slots=True)
class Row:
    """One way to make a book: what it cost, or why it was stopped."""

    way: str
    cost: Cost | str
    pages: int = 0


@click.command()
@click.argument("sizes", type=int, nargs=-1)
@click.option("--peers", default="naive,typst,chromium", show_default=True, help="Which other ways to run.")
@click.option("--formats", default="screen", show_default=True, help="What ours makes.")
@click.option("-j", "jobs", type=int, multiple=True, default=(1, 2), show_default=True, help="Workers to start with.")
@click.option("--limit", default=1800.0, show_default=True, help="Seconds after which a way is stopped.")
def main(sizes: tuple[int, ...], peers: str, formats: str, jobs: tuple[int, ...], limit: float) -> None:
    """Measure books of SIZES essays (5 and 50 when none is given).

    CPU s are those of all processes; MB are those of the largest process, and of all at once; × is how often ours goes
    into the naive way. "Lines by layout" leaves the breaking of paragraphs and pages to the layout engine, as the naive
    way does; all other rows of ours break them by total fit. Growth is what an essay more costs between two sizes, and
    how far the dearest is from the cheapest.
    """
    grown: dict[str, dict[int, Cost]] = defaultdict(dict)
    with tempfile.TemporaryDirectory() as place:
        fonts = Path(place) / "fonts"
        os.environ["FLEURON_CACHE"] = str(fonts)
        run(["-c", FONTS], limit)  # the faces of a theme are cut once for all books
        for count in sizes or (5, 50):
            click.echo(f"\n{count:>5} essays {'':<30}{''.join(f'{name:>9}' for name in HEAD)}")
            folder = write_book(Path(place) / f"book-{count}", count)
            naive: Row | None = None
            for row in _peers(folder, count, peers.split(","), limit):
                naive = row if row.way == "naive" else naive
                _show(row, naive)
            for row in _ours(folder, count, formats.split(","), jobs, limit, fonts):
                _show(row, naive)
                if row.way.startswith("cold") and isinstance(row.cost, Cost) and count >= MANY:
                    grown[row.way][count] = row.cost
    for way, costs in grown.items():
        _show_growth(way, costs)


def _peers(folder: Path, count: int, peers: list[str], limit: float) -> Iterator[Row]:
    for way in filter(PEERS.get, peers):
        out = folder.parent / f"{way}.pdf"
        if way == "naive" and count > ENDS:
            yield Row(way, "skipped: it does not end")
            continue
        yield _row(way, ["-m", "benchmarks.peers", way, str(folder), str(out)], limit, out)


def _ours(
    folder: Path, count: int, formats: list[str], jobs: tuple[int, ...], limit: float, fonts: Path
) -> Iterator[Row]:
    """Build the book with nothing in the cache, with all of it, and after one essay was edited."""
    out = folder.parent / f"out-{count}"
    words = ["build", str(folder), "-o", str(out), *(word for format in formats for word in ("-f", format))]
    for program, said in (("benchmarks.greedy", ", lines by layout"), ("fleuron", "")):
        for workers in jobs:
            cache = folder.parent / f"cache-{count}-{program}-{workers}"
            os.environ["FLEURON_CACHE"] = str(shutil.copytree(fonts, cache))
            yield _row(f"cold, -j {workers}{said}", ["-m", program, *words, "-j", str(workers)], limit, out)
    yield _row("nothing changed", ["-m", "fleuron", *words], limit, out)
    edit(folder, count)
    yield _row("one edited, fresh process", ["-m", "fleuron", *words], limit, out)
    yield from _warm(folder, out, count, limit)


def _warm(folder: Path, out: Path, count: int, limit: float) -> Iterator[Row]:
    """Edit twice in a process that goes on: what the preview shows at once, and the whole book."""
    told = folder.parent / "warm.json"
    cost = run(["-m", "benchmarks.warm", str(folder), str(out), str(count), str(told)], limit)
    if isinstance(cost, str):
        yield Row("one edited, warm process", cost)
        return
    for name, (cpu, wall, pages) in json.loads(told.read_text("utf-8")).items():
        yield Row(f"one edited, warm process: the {name}", replace(cost, cpu=cpu, wall=wall), pages)


def _row(way: str, arguments: list[str], limit: float, out: Path) -> Row:
    try:
        cost = run(arguments, limit)
    except CalledProcessError as error:
        return Row(way, f"failed: {error.output.strip().splitlines()[-1][:60]}")
    if isinstance(cost, str):
        return Row(way, cost)
    return Row(way, cost, _pages(next(out.glob("*.pdf")) if out.is_dir() else out))


def _pages(path: Path) -> int:
    """Count the pages of a file in a process of its own: what this one takes would be told of the next that it runs."""
    count = "import sys, pikepdf; print(len(pikepdf.open(sys.argv[1]).pages))"
    return int(check_output([sys.executable, "-c", count, str(path)]))


def _show(row: Row, naive: Row | None) -> None:
    if isinstance(row.cost, str):
        click.echo(f"  {row.way:<40}{row.cost:>9}")
        return
    cost = row.cost
    cells = [f"{cost.cpu:.2f}", f"{cost.wall:.2f}", f"{cost.largest:.0f}", f"{cost.together:.0f}", f"{row.pages}"]
    cells.append(f"{row.pages / cost.cpu:.1f}")
    if naive and isinstance(naive.cost, Cost):
        than = naive.cost
        ratios = than.cpu / cost.cpu, than.wall / cost.wall, than.largest / cost.largest
        cells += [f"{ratio:.1f}" for ratio in ratios]
    click.echo(f"  {row.way:<40}{''.join(f'{cell:>9}' for cell in cells)}")


def _show_growth(way: str, costs: Mapping[int, Cost]) -> None:
    """Tell what an essay more costs between the sizes, and how even that is."""
    for told, unit in (("cpu", "CPU s"), ("largest", "MB one")):
        figures = {count: getattr(cost, told) for count, cost in costs.items()}
        steps = [(figures[b] - figures[a]) / (b - a) for a, b in pairwise(sorted(figures))]
        if len(steps) > 1 and min(steps) > 0:
            said = ", ".join(f"{step:.3f}" for step in steps)
            sizes = ", ".join(f"{a} to {b}" for a, b in pairwise(sorted(figures)))
            off = 100 * (max(steps) / min(steps) - 1)
            click.echo(f"{way}: {unit} an essay more, {sizes}: {said}; linear within {off:.0f} %")


if __name__ == "__main__":
    main()
