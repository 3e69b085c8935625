"""verify -> what a store or a printer would say of a finished file, whoever made it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fleuron.cli.show import faults_as_json, row, say_json, show
from fleuron.names import meant, series

if TYPE_CHECKING:
    from fleuron.model import Finding


PRINTERS = "A PDF is judged as a printer does: name one with --printer"


@click.command(epilog="Example: fleuron verify build/book-print.pdf --printer lulu --printer ingramspark")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--store", "stores", multiple=True, help="Judge an EPUB as this store does; may be given again.")
@click.option("--printer", "printers", multiple=True, help="Judge a PDF as this printer does; may be given again.")
@click.option("--cover", "pages", type=click.IntRange(1), help="FILE is the cover, laid flat, of so many pages.")
@click.option("--paper", default="", help="Which of the printer's papers the book in the cover is printed on.")
@click.option("--leaf", default=0.0, help="How thick a leaf is, in inches, where the paper is no printer's own.")
@click.option("--json", "as_json", is_flag=True, help="Say it in JSON, for machines.")
def verify(
    *,
    file: Path,
    stores: Sequence[str],
    printers: Sequence[str],
    pages: int | None,
    paper: str,
    leaf: float,
    as_json: bool,
) -> None:
    """Find what stores would refuse in FILE, an EPUB, or printers in FILE, a PDF, of any maker."""
    if pages and not printers:
        raise click.UsageError("A cover is judged as a printer does: name one with --printer.")
    if file.suffix.lower() == (".epub" if printers else ".pdf"):
        elsewhere = "An EPUB is judged as stores do: leave out --printer" if printers else PRINTERS
        raise click.UsageError(f"{elsewhere}.")
    judged = _as_printers(file, printers, pages, paper, leaf) if printers else _as_stores(file, stores)
    with faults_as_json(as_json):
        told = list(judged)
    found = [finding for _, findings in told for finding in findings]
    failed = any(finding.severity == "error" for finding in found)
    if as_json:
        say_json(ok=not failed, findings=[row(finding) for finding in found])
    else:
        show(found)
        click.echo(f"VERIFY {'FAILED' if failed else 'OK'}: {series([name for name, _ in told])}")
    sys.exit(1 if failed else 0)


def _as_stores(file: Path, asked: Sequence[str]) -> Iterator[tuple[str, Sequence[Finding]]]:
    from fleuron.stores import COMMON, load_store
    from fleuron.stores import verify as judge

    for store in map(load_store, tuple(map(known_store, dict.fromkeys(asked))) or (COMMON,)):
        yield store.name, judge(file, store)


def _as_printers(
    file: Path, asked: Sequence[str], pages: int | None, paper: str, leaf: float
) -> Iterator[tuple[str, Sequence[Finding]]]:
    from fleuron.printers import load_printer
    from fleuron.printers import verify as judge
    from fleuron.printers.covers import Inside

    around = Inside(pages, paper, leaf) if pages else None
    for printer in [load_printer(name) for name in dict.fromkeys(asked)]:
        yield printer.name, judge(file, printer, around)


def known_store(name: str) -> str:
    """Return the name of a store, or none; say which there are where it is no store's."""
    if not name:
        return ""
    from fleuron.stores import store_names

    if name not in store_names():
        near = meant(name, store_names())
        raise click.UsageError(
            f"No store is called {name} ({f'did you mean {near}?' if near else series(store_names())})"
        )
    return name
