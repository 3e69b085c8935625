"""What came out -> lines for people, or one JSON object for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from fleuron.errors import FleuronError, GateError, InputError
from fleuron.names import series

if TYPE_CHECKING:
    from fleuron.ledger import Entry
    from fleuron.model import Finding, Picture


JSON = click.option("--json", "as_json", is_flag=True, help="Say it in JSON, for machines.")


def show(findings: Iterable[Finding], *, err: bool = False) -> None:
    """Print each finding with what mends it; what has one fix stands together, and what is said alike is said once."""
    alike: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for finding in findings:
        said = alike.setdefault((finding.severity, finding.code, finding.fix), {})
        said.setdefault(finding.sentence, []).append(finding.place)
    for (severity, code, fix), said in alike.items():
        for sentence, places in said.items():
            click.echo(f"{severity} {code} {series(list(dict.fromkeys(places)))}: {sentence}", err=err)
        click.echo(f"    Fix: {fix}", err=err)


def row(finding: Finding) -> dict[str, str | bool]:
    """Write a finding as JSON has it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "place": finding.place,
        "sentence": finding.sentence,
        "fix": finding.fix,
        "gate": finding.gate,
    }


def show_ledger(entries: Sequence[Entry]) -> None:
    """Print the ledger: a line an essay, with its right, its holder and what it is cleared for."""
    from fleuron.ledger import account

    rows = [
        (each["essay"], each["right"], each["holder"], ", ".join(each["cleared"]) or "not cleared")
        for each in account(entries)
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        click.echo(line.rstrip())


def show_pictures(pictures: Sequence[Picture]) -> None:
    """Say how many pictures a book has, and how many of them nobody has described; nothing of a book without."""
    if pictures:
        silent = sum(not picture.described for picture in pictures)
        said = f"{silent} of them not described" if silent else "all described"
        click.echo(f"{counted(len(pictures), 'picture')}, {said}")


def counted(number: int, thing: str) -> str:
    """Say how many of a thing there are."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def say_json(**said: Any) -> None:
    """Print one JSON object, and nothing else."""
    click.echo(json.dumps(said, ensure_ascii=False, indent=1))


@contextmanager
def faults_as_json(wanted: bool) -> Iterator[None]:
    """Say in JSON, where that is wanted, why nothing was made."""
    try:
        yield
    except InputError as error:
        if not wanted:
            raise
        say_json(**refusal(error))
        sys.exit(error.exit_code)


def refusal(error: FleuronError) -> dict[str, Any]:
    """Write as JSON has it why nothing was made."""
    if isinstance(error, InputError):
        return {"ok": False, "findings": [row(finding) for finding in error.findings]}
    return {"ok": False, "findings": [], "error": str(error)}


def show_error(error: FleuronError, *, err: bool = True) -> None:
    """Print why nothing was made."""
    if isinstance(error, InputError):
        show(error.findings, err=err)
        click.echo("NOT RELEASED" if isinstance(error, GateError) else "NOTHING MADE", err=err)
    else:
        click.echo(f"fleuron: {error}", err=err)
