"""build -> the book in a folder, or the books in many: what was made, and what is wrong with it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from fleuron.cli.bar import Bar
from fleuron.cli.show import JSON, counted, faults_as_json, refusal, row, say_json, show, show_error
from fleuron.cli.verify import known_store
from fleuron.errors import FleuronError
from fleuron.formats import FOR_PRINTERS, FOR_STORES, FORMATS, USUAL
from fleuron.names import series

if TYPE_CHECKING:
    from fleuron.model import Report

    Result: TypeAlias = Report | FleuronError

PATH = click.Path(path_type=Path)


@click.command(epilog="Example: fleuron build manuscript -o build -f epub -f print")
@click.argument("folders", type=PATH, nargs=-1, metavar="[FOLDER]...")
@click.option(
    "-o",
    "--out",
    type=PATH,
    default="build",
    show_default=True,
    help="Where the book goes; with many, each goes into a folder of its own name there.",
)
@click.option(
    "-f",
    "formats",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    help="Make this format only; may be given again.",
)
@click.option("--store", default="", help="Make the EPUB and the cover as this store wants them, and judge them so.")
@click.option(
    "--printer",
    "printers",
    multiple=True,
    help="Make the pages and the cover that this printer takes; may be given again.",
)
@click.option("--release", is_flag=True, help="Refuse a draft: every essay must be cleared, every word written.")
@click.option("-j", "hands", type=click.IntRange(0), default=0, help="Workers for the pages; all cores unless told.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Let the workers of this Dask scheduler do the pages.")
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing for the next time.")
@click.option("-v", "--verbose", is_flag=True, help="Tell how long each stage took.")
@JSON
def build(
    *,
    folders: Sequence[Path],
    hands: int,
    scheduler: str,
    no_cache: bool,
    verbose: bool,
    as_json: bool,
    formats: Sequence[str],
    store: str,
    printers: Sequence[str],
    **how: Any,
) -> None:
    """Make the book in FOLDER (manuscript, if none is named), or the books in many.

    FOLDER is a manuscript with a book.toml, or a bare folder of scraped pages. An edition is marked as a draft while
    an essay is not cleared for it. A book that cannot be made stops no other.
    """
    from fleuron.cache import forgotten
    from fleuron.workers import hired

    wanted = tuple(dict.fromkeys(formats)) or FOR_STORES * bool(store) + FOR_PRINTERS * bool(printers) or USUAL
    how |= {"formats": wanted, "store": known_store(store), "printers": printers}
    books = tuple(dict.fromkeys(folders)) or (Path("manuscript"),)
    aside = forgotten() if no_cache else nullcontext()
    with faults_as_json(as_json), hired(hands, scheduler), aside, Bar(verbose) as bar:
        sys.exit(_build_all(books, bar, as_json, how) if len(books) > 1 else _build(books[0], bar, as_json, how))


def _build(folder: Path, bar: Bar, as_json: bool, how: dict[str, Any]) -> int:
    from fleuron.reprint import build as make

    report = make(folder, watch=bar, **how)
    bar.clear()
    if as_json:
        say_json(**_row(report))
    else:
        _tell(report)
    return _code(report)


def _build_all(folders: Sequence[Path], bar: Bar, as_json: bool, how: dict[str, Any]) -> int:
    """Build many books; tell people of each when it is made, and machines of all in the end."""
    from fleuron.catalogue import build_all

    made: dict[Path, Result] = {}
    for folder, result in build_all(folders, watch=bar, **how):
        made[folder] = result
        if not as_json:
            bar.clear()
            click.echo(f"==> {folder} <==")
            _tell(result)
    codes = {folder: _code(result) for folder, result in made.items()}
    if as_json:
        books = [{"folder": str(folder)} | _row(result) for folder, result in made.items()]
        say_json(ok=not any(codes.values()), books=books)
    else:
        click.echo(_sum(codes))
    return max(codes.values())


def _sum(codes: dict[Path, int]) -> str:
    """Say in one line how the books came out."""
    bad = [str(folder) for folder, code in codes.items() if code]
    whole = counted(len(codes), "book")
    return f"BOOKS INCOMPLETE, {len(bad)} of {whole}: {', '.join(bad)}" if bad else f"BOOKS OK: {whole}"


def _code(result: Result) -> int:
    return result.exit_code if isinstance(result, FleuronError) else int(_errors(result) > 0)


def _errors(report: Report) -> int:
    return sum(finding.severity == "error" for finding in report.findings)


def _tell(report: Result) -> None:
    if isinstance(report, FleuronError):
        show_error(report, err=False)
        return
    click.echo(report.summary)
    show(report.findings)
    for artifact in report.artifacts:
        size = f"{artifact.size / 1000:,.0f} kB"
        click.echo(f"{artifact.format:<10}{artifact.count:>6} {artifact.unit:<10}{size:>10}  {artifact.path}")
    if report.drafts:
        click.echo(f"DRAFT ({series(report.drafts)}): fleuron status says what is owed")
    if report.standing:
        click.echo("Nothing has changed: these files stand as they were made.")
    names = ", ".join(str(artifact.path) for artifact in report.artifacts)
    errors = _errors(report)
    click.echo(f"BUILD INCOMPLETE, {counted(errors, 'error')}: {names}" if errors else f"BUILD OK: {names}")


def _row(report: Result) -> dict[str, Any]:
    """Write what was made as JSON has it, or why nothing was."""
    if isinstance(report, FleuronError):
        return refusal(report)
    made = [
        {
            "format": artifact.format,
            "path": str(artifact.path),
            "bytes": artifact.size,
            "sha256": artifact.sha256,
            artifact.unit: artifact.count,
            "draft": artifact.format in report.drafts,
        }
        for artifact in report.artifacts
    ]
    findings = [row(finding) for finding in report.findings]
    return {
        "ok": not _errors(report),
        "findings": findings,
        "artifacts": made,
        "ledger": report.ledger,
        "unchanged": report.standing,
    }
