"""build, check, status -> the book, what is wrong with it, and what is still owed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fleuron.cli.show import account, bar, faults_as_json, row, say_json, show, show_ledger
from fleuron.cli.verify import known_store
from fleuron.formats import FOR_PRINTERS, FOR_STORES, FORMATS, USUAL
from fleuron.names import series

if TYPE_CHECKING:
    from fleuron.build import Report
    from fleuron.model import Finding

FOLDER = click.argument("folder", type=click.Path(path_type=Path), default="manuscript")
KINDS = ("error", "warning", "note")
JSON = click.option("--json", "as_json", is_flag=True, help="Say it in JSON, for machines.")


@click.command(epilog="Example: fleuron build manuscript -o build -f epub -f print")
@FOLDER
@click.option(
    "-o", "out", type=click.Path(path_type=Path), default="build", show_default=True, help="Where the book goes."
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
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing for the next time.")
@JSON
def build(
    *,
    folder: Path,
    out: Path,
    formats: Sequence[str],
    store: str,
    printers: Sequence[str],
    release: bool,
    hands: int,
    no_cache: bool,
    as_json: bool,
) -> None:
    """Make the book in FOLDER.

    FOLDER is a manuscript with a book.toml, or a bare folder of scraped pages. An edition is marked as a draft while
    an essay is not cleared for it.
    """
    from fleuron.build import build as make
    from fleuron.cache import forgotten
    from fleuron.workers import hired

    wanted = tuple(dict.fromkeys(formats)) or FOR_STORES * bool(store) + FOR_PRINTERS * bool(printers) or USUAL
    with faults_as_json(as_json), hired(hands), forgotten() if no_cache else nullcontext():
        report = make(folder, out, wanted, bar, release=release, store=known_store(store), printers=printers)
    errors = sum(finding.severity == "error" for finding in report.findings)
    if as_json:
        _tell_machines(report, not errors)
    else:
        _tell_people(report, errors)
    sys.exit(1 if errors else 0)


@click.command(epilog="Example: fleuron check manuscript --strict")
@FOLDER
@click.option("--strict", is_flag=True, help="End with 1 for a warning too.")
@JSON
def check(folder: Path, strict: bool, as_json: bool) -> None:
    """Find what is wrong with the book in FOLDER.

    The ledger of permissions is shown too. Nothing is made and nothing is changed; what it finds, build would find.
    """
    from fleuron.build import check as prove

    with faults_as_json(as_json):
        proof = prove(folder, bar)
    count = {kind: sum(finding.severity == kind for finding in proof.findings) for kind in KINDS}
    failed = bool(count["error"] or (strict and count["warning"]))
    if as_json:
        found = [row(finding) for finding in proof.findings]
        say_json(ok=not failed, findings=found, ledger=account(proof.ledger))
    else:
        show(proof.findings)
        show_ledger(proof.ledger)
        found_ = ", ".join(_count(number, kind) for kind, number in count.items() if number)
        click.echo(f"CHECK {'FAILED' if failed else 'OK'}: {found_ or 'nothing to mend'}")
    sys.exit(1 if failed else 0)


@click.command(epilog="Example: fleuron status manuscript")
@FOLDER
@JSON
def status(folder: Path, as_json: bool) -> None:
    """Say what stands between the book in FOLDER and its release."""
    from fleuron.build import check as prove

    with faults_as_json(as_json):
        proof = prove(folder, bar)
    owed = proof.barred(USUAL)
    rest = [finding for finding in proof.findings if finding not in owed]
    if as_json:
        lists = {"owed": [row(finding) for finding in owed], "advised": [row(finding) for finding in rest]}
        say_json(ok=not owed, ledger=account(proof.ledger), **lists)
        return
    show_ledger(proof.ledger)
    _list("Owed before the release:", owed)
    _list("Worth a look:", rest)
    click.echo()
    click.echo(f"OWED: {_count(len(owed), 'thing')} before the release" if owed else "READY: nothing is owed")


def _list(head: str, findings: Sequence[Finding]) -> None:
    if findings:
        click.echo(f"\n{head}")
        show(findings)


def _tell_people(report: Report, errors: int) -> None:
    click.echo(report.summary)
    show(report.findings)
    for artifact in report.artifacts:
        size = f"{artifact.size / 1000:,.0f} kB"
        click.echo(f"{artifact.format:<10}{artifact.count:>6} {artifact.unit:<10}{size:>10}  {artifact.path}")
    if report.drafts:
        click.echo(f"DRAFT ({series(report.drafts)}): fleuron status says what is owed")
    names = ", ".join(str(artifact.path) for artifact in report.artifacts)
    click.echo(f"BUILD INCOMPLETE, {_count(errors, 'error')}: {names}" if errors else f"BUILD OK: {names}")


def _tell_machines(report: Report, ok: bool) -> None:
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
    say_json(ok=ok, findings=findings, artifacts=made, ledger=account(report.proof.ledger))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
