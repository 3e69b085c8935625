"""Command line -> exit code: it parses, calls, prints and exits, and decides nothing.

Whatever is slow to load is loaded inside the command that needs it, so that --help answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from fleuron import __version__
from fleuron.errors import FleuronError, InputError
from fleuron.formats import FORMATS, USUAL

if TYPE_CHECKING:
    from fleuron.model import Essay, Finding, Source

T = TypeVar("T")
FORMS = ("text", "markdown", "verdicts")
HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=HELP)
@click.version_option(__version__, prog_name="fleuron")
def cli() -> None:
    """Turn scraped web essays into a finished anthology."""


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), default="manuscript")
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
def build(folder: Path, out: Path, formats: Sequence[str]) -> None:
    """Make the book in FOLDER.

    FOLDER is a manuscript with a book.toml, or a bare folder of scraped pages.
    """
    from fleuron.build import build as make

    report = make(folder, out, tuple(dict.fromkeys(formats)) or USUAL, _bar)
    click.echo(report.summary)
    _show(report.findings)
    for artifact in report.artifacts:
        size = f"{artifact.size / 1000:,.0f} kB"
        click.echo(f"{artifact.format:<8}{artifact.count:>5} {artifact.unit:<10}{size:>10}  {artifact.path}")
    errors = sum(finding.severity == "error" for finding in report.findings)
    names = ", ".join(str(artifact.path) for artifact in report.artifacts)
    if errors:
        pages = "1 page" if errors == 1 else f"{errors} pages"
        click.echo(f"BUILD INCOMPLETE, {pages} left out: {names}")
        sys.exit(1)
    click.echo(f"BUILD OK: {names}")


@cli.command("clean")
@click.argument("path", type=click.Path(path_type=Path), metavar="PAGE|FOLDER")
@click.option("-o", "out", type=click.Path(path_type=Path), help="Write one file a page into this folder.")
@click.option("--as", "form", type=click.Choice(FORMS), default="text", show_default=True, help="What to show.")
def clean_page(path: Path, out: Path | None, form: str) -> None:
    """Show what the cleaner makes of a page."""
    from fleuron.clean import clean

    sources, findings = _pages(path)
    if out:
        out.mkdir(parents=True, exist_ok=True)
    for source in sources:
        essay = clean(source)
        text, ending = _shown(essay, form)
        findings += essay.findings
        if out:
            (out / f"{Path(source.place).stem}{ending}").write_text(text, encoding="utf-8")
        else:
            click.echo((f"==> {source.place} <==\n" if len(sources) > 1 else "") + text, nl=False)
    _show(findings, err=True)
    if any(finding.severity == "error" for finding in findings):
        sys.exit(1 if sources else 2)


def _pages(path: Path) -> tuple[list[Source], list[Finding]]:
    from fleuron.manuscript import read_page, read_pages
    from fleuron.model import Source

    if path.is_dir() or not path.exists():
        return read_pages(path)
    page = read_page(path)
    return ([page], list(page.findings)) if isinstance(page, Source) else ([], page)


def _shown(essay: Essay, form: str) -> tuple[str, str]:
    from fleuron.typeset import markdown, plain

    match form:
        case "markdown":
            return f"# {essay.title}\n\n{markdown(essay)}", ".md"
        case "verdicts":
            return "".join(f"{v.line.number}\t{v.role}\t{v.rule}\n" for v in essay.verdicts), ".tsv"
        case _:
            return plain(essay), ".txt"


def _show(findings: Iterable[Finding], *, err: bool = False) -> None:
    for finding in findings:
        click.echo(
            f"{finding.severity} {finding.code} {finding.place}: {finding.sentence}\n    Fix: {finding.fix}", err=err
        )


def _bar(label: str, items: Sequence[T], /) -> Iterator[T]:
    """Show a bar to people; a pipe gets nothing."""
    with click.progressbar(items, label=f"{label:<8}", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar


def main() -> None:
    """Run the command, and end with 0 made, 1 a gate failed or stopped, 2 bad input or usage."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nSTOPPED: nothing was changed; the book that was there is as it was.", err=True)
        sys.exit(1)
    except InputError as error:
        _show(error.findings, err=True)
        click.echo("NOTHING MADE", err=True)
        sys.exit(error.exit_code)
    except FleuronError as error:
        click.echo(f"fleuron: {error}", err=True)
        sys.exit(error.exit_code)
