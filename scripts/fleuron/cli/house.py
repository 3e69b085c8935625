"""explain, doctor, cache, schema -> what fleuron says of itself, and of the machine it runs on."""

from __future__ import annotations

import json
import sys

import click

from fleuron.names import meant

SCHEMAS = ("book", "contributors", "sidecar")


@click.command(epilog="Example: fleuron explain MAN303")
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a finding's CODE means.

    It also says how the finding is mended; without a code, all codes are listed.
    """
    from fleuron.findings import explanations

    known = explanations()
    if code is None:
        for name, text in known.items():
            click.echo(f"{name}  {text.splitlines()[0]}")
        return
    if code.upper() not in known:
        near = meant(code.upper(), known)
        hint = f"did you mean {near}?" if near else "fleuron explain lists them all"
        raise click.UsageError(f"No finding has the code {code} ({hint})")
    click.echo(f"{code.upper()}  {known[code.upper()].strip()}")


@click.command(epilog="Example: fleuron doctor")
def doctor() -> None:
    """Say what this machine has for making books.

    Of each tool that is missing it says what it would add, and how it is installed.
    """
    from fleuron.doctor import examine

    checks = examine()
    for check in checks:
        click.echo(f"{check.name:<14}{check.found or f'missing: {check.adds}'}")
    lacking = [check.name for check in checks if check.needed and not check.found]
    click.echo(f"CANNOT MAKE BOOKS: {', '.join(lacking)} missing" if lacking else "READY to make books")
    sys.exit(2 if lacking else 0)


@click.command(epilog="Example: fleuron cache --clear")
@click.option("--clear", is_flag=True, help="Throw all of it away.")
def cache(clear: bool) -> None:
    """Say what is kept of earlier builds, and where.

    It is only there to save time: whatever is thrown away is made again.
    """
    from fleuron.cache import folder, size, trim

    gone = trim(0) if clear else 0
    count, used = size()
    click.echo(f"{folder()}: {count} entries, {used / 1e6:.1f} MB" + (f"; {gone} thrown away" if clear else ""))


@click.command(epilog="Example: fleuron schema book > book.schema.json")
@click.argument("name", type=click.Choice(SCHEMAS))
def schema(name: str) -> None:
    """Print the JSON Schema of a file.

    With it, a text editor completes the keys of book.toml, contributors.toml and sidecars.
    """
    from fleuron.manuscript.schema import schema as make

    click.echo(json.dumps(make(name), ensure_ascii=False, indent=1))
