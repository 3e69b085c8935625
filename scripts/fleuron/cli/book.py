"""check, status -> what is wrong with a book, and what is still owed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fleuron.cli.bar import Bar
from fleuron.cli.show import JSON, counted, faults_as_json, row, say_json, show, show_ledger, show_pictures
from fleuron.formats import USUAL

if TYPE_CHECKING:
    from fleuron.model import Finding

FOLDER = click.argument("folder", type=click.Path(path_type=Path), default="manuscript")
KINDS = ("error", "warning", "note")


@click.command(epilog="Example: fleuron check manuscript --strict")
@FOLDER
@click.option("--strict", is_flag=True, help="End with 1 for a warning too.")
@JSON
def check(folder: Path, strict: bool, as_json: bool) -> None:
    """Find what is wrong with the book in FOLDER.

    The ledger of permissions is shown too. Nothing is made and nothing is changed; what it finds, build would find.
    """
    from fleuron.build import check as prove
    from fleuron.ledger import account

    with faults_as_json(as_json), Bar() as bar:
        proof = prove(folder, bar)
    count = {kind: sum(finding.severity == kind for finding in proof.findings) for kind in KINDS}
    failed = bool(count["error"] or (strict and count["warning"]))
    if as_json:
        found = [row(finding) for finding in proof.findings]
        say_json(ok=not failed, findings=found, ledger=account(proof.ledger))
    else:
        show(proof.findings)
        show_ledger(proof.ledger)
        show_pictures(proof.book.pictures)
        found_ = ", ".join(counted(number, kind) for kind, number in count.items() if number)
        click.echo(f"CHECK {'FAILED' if failed else 'OK'}: {found_ or 'nothing to mend'}")
    sys.exit(1 if failed else 0)


@click.command(epilog="Example: fleuron status manuscript")
@FOLDER
@JSON
def status(folder: Path, as_json: bool) -> None:
    """Say what stands between the book in FOLDER and its release."""
    from fleuron.build import check as prove
    from fleuron.ledger import account

    with faults_as_json(as_json), Bar() as bar:
        proof = prove(folder, bar)
    owed = proof.barred(USUAL)
    rest = [finding for finding in proof.findings if finding not in owed]
    if as_json:
        lists = {"owed": [row(finding) for finding in owed], "advised": [row(finding) for finding in rest]}
        say_json(ok=not owed, ledger=account(proof.ledger), **lists)
        return
    show_ledger(proof.ledger)
    show_pictures(proof.book.pictures)
    _list("Owed before the release:", owed)
    _list("Worth a look:", rest)
    click.echo()
    click.echo(f"OWED: {counted(len(owed), 'thing')} before the release" if owed else "READY: nothing is owed")


def _list(head: str, findings: Sequence[Finding]) -> None:
    if findings:
        click.echo(f"\n{head}")
        show(findings)
