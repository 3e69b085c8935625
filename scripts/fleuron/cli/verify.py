"""verify -> what a store would say of a finished file, whoever made it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from fleuron.cli.show import faults_as_json, row, say_json, show
from fleuron.names import meant, series


@click.command(epilog="Example: fleuron verify build/book.epub --store kobo --store apple")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--store", "stores", multiple=True, help="Judge as this store does; may be given again.")
@click.option("--json", "as_json", is_flag=True, help="Say it in JSON, for machines.")
def verify(file: Path, stores: Sequence[str], as_json: bool) -> None:
    """Find what stores would refuse in FILE, an EPUB of any maker."""
    from fleuron.stores import COMMON, load_store
    from fleuron.stores import verify as judge

    asked = tuple(map(known_store, dict.fromkeys(stores))) or (COMMON,)
    with faults_as_json(as_json):
        found = [finding for name in asked for finding in judge(file, load_store(name))]
    failed = any(finding.severity == "error" for finding in found)
    if as_json:
        say_json(ok=not failed, findings=[row(finding) for finding in found])
    else:
        show(found)
        click.echo(f"VERIFY {'FAILED' if failed else 'OK'}: {series([load_store(name).name for name in asked])}")
    sys.exit(1 if failed else 0)


def known_store(name: str) -> str:
    """Return the name of a store, or none; say which there are where it is no store's."""
    from fleuron.stores import store_names

    if name and name not in store_names():
        near = meant(name, store_names())
        raise click.UsageError(
            f"No store is called {name} ({f'did you mean {near}?' if near else series(store_names())})"
        )
    return name
