"""new, clean, adopt, order -> pages made ready for the book, by the editor's leave."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from fleuron.cli.bar import Bar
from fleuron.cli.show import counted, show

if TYPE_CHECKING:
    from fleuron.model import Essay, Finding, Source
    from fleuron.order import Section


class Cleaned(NamedTuple):
    """What is shown of a page, the ending of a file of it, and its findings."""

    text: str
    ending: str
    findings: tuple[Finding, ...]


FORMS = ("text", "markdown", "verdicts", "diff")
COLOURED = "coloured"  # a diff on a terminal
KEY = "- cut, ~ changed, = told of the essay, ? doubtful; [-taken out-], {+put in+}"
COLOURS: Mapping[str, Mapping[str, Any]] = {
    "kept": {},
    "out": {"fg": "red", "strikethrough": True},
    "in": {"fg": "green"},
}
ORDERS = ("path", "author", "date", "length", "title")
FOLDER = click.argument("folder", type=click.Path(path_type=Path), default="manuscript")


@click.command(epilog="Example: fleuron new manuscript --from pages")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "pages",
    type=click.Path(path_type=Path),
    required=True,
    multiple=True,
    help="A folder of scraped pages, an archive of them, or one page; may be given again.",
)
def new(folder: Path, pages: Sequence[Path]) -> None:
    """Start a manuscript in FOLDER from scraped pages.

    They are copied, and stay as they are. What they say of themselves is written into a sidecar each, with how sure
    that is; book.toml proposes an order; fleuron status then says what is still owed.
    """
    from fleuron.intake import new as make

    with Bar() as bar:
        files, findings = make(pages, folder, bar)
    _brought(files, findings, f"NEW: {folder}, {len(files)} files")


@click.command("import", epilog="Example: fleuron import more.zip manuscript")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
def bring(paths: Sequence[Path], folder: Path) -> None:
    """Bring more pages into the manuscript in FOLDER.

    PATHS are text files, saved web pages (.html, .mhtml), Word files (.docx), Markdown, folders of them, and archives
    (.zip). They are copied as they are, each with a sidecar; nothing that is there is written over.
    """
    from fleuron.intake import bring as make

    with Bar() as bar:
        files, findings = make(paths, folder, bar)
    pages = sum(file.suffix != ".toml" for file in files)
    _brought(files, findings, f"IMPORTED: {counted(pages, 'page')} into {folder}; fleuron check says what is owed")


def _brought(files: Sequence[Path], findings: Sequence[Finding], says: str) -> None:
    show(findings, err=True)
    for file in files:
        click.echo(file)
    click.echo(says)
    sys.exit(1 if any(finding.severity == "error" for finding in findings) else 0)


@click.command("clean", epilog="Example: fleuron clean pages/waiting.txt --as verdicts")
@click.argument("path", type=click.Path(path_type=Path), metavar="PAGE|FOLDER")
@click.option("-o", "out", type=click.Path(path_type=Path), help="Write one file a page into this folder.")
@click.option("--as", "form", type=click.Choice(FORMS), default="text", show_default=True, help="What to show.")
@click.option("-j", "hands", type=click.IntRange(0), default=0, help="Workers for the pages; all cores unless told.")
def clean_page(path: Path, out: Path | None, form: str, hands: int) -> None:
    """Show what the cleaner makes of a page."""
    from fleuron.rules.families import acquaint
    from fleuron.shelf import prepare
    from fleuron.workers import hired, spread

    sources, findings = _pages(path)
    if out:
        prepare(out)
    shown = COLOURED if form == "diff" and not out and sys.stdout.isatty() else form
    tasks = {at: (shown, source) for at, source in enumerate(acquaint(sources))}
    with hired(hands), Bar() as bar:
        made = dict(bar("Cleaning", spread(_cleaned, tasks), len(tasks)))
    for at, source in enumerate(sources):
        text, ending, said = made[at]
        findings += said
        if out:
            (out / f"{Path(source.place).stem}{ending}").write_text(text, encoding="utf-8")
        else:
            click.echo((f"==> {source.place} <==\n" if len(sources) > 1 else "") + text, nl=False)
    show(dict.fromkeys(findings), err=True)
    if any(finding.severity == "error" for finding in findings):
        sys.exit(1 if sources else 2)


@click.command(epilog="Example: fleuron adopt waiting")
@click.argument("slug")
@FOLDER
def adopt(slug: str, folder: Path) -> None:
    """Write the essay SLUG as Markdown, to edit by hand.

    It is written beside its page. From then on the Markdown is the book's text, and the page stays as it was scraped.
    Nothing is overwritten.
    """
    from fleuron.makeready import adopt as write

    click.echo(f"ADOPTED: {write(slug, folder)}")


@click.command(epilog="Example: fleuron order manuscript --by date")
@FOLDER
@click.option("--by", type=click.Choice(ORDERS), default="path", show_default=True, help="What the order goes by.")
@click.option("--write", is_flag=True, help="Write it into a book.toml that has no order yet.")
def order(folder: Path, by: str, write: bool) -> None:
    """Propose an order for the essays in FOLDER, and say why.

    The reading path puts essays that are near in theme beside one another, begins and ends with those that have most
    in common with the others, and parts the book where it turns.
    """
    from fleuron.makeready import reorder, toml
    from fleuron.manuscript import read_manuscript
    from fleuron.order import propose
    from fleuron.rules.families import acquaint
    from fleuron.workers import spread

    plan, sources, findings = read_manuscript(folder)
    show((finding for finding in findings if finding.severity == "error"), err=True)
    tasks = {source.slug: ("", source) for source in acquaint(sources)}
    with Bar() as bar:
        essays = dict(bar("Cleaning", spread(_judged, tasks), len(tasks)))
    sections = propose([essays[slug] for slug in tasks], by, plan.people)
    _explain(sections)
    if write:
        click.echo(f"ORDERED: {reorder(folder, sections)}")
    else:
        click.echo(f"\n{toml(sections).strip()}\n\nPROPOSED, and written nowhere: --write puts it into book.toml")


def _explain(sections: tuple[Section, ...]) -> None:
    for section in sections:
        click.echo(f"\n{section.title}" if section.title else "", nl=bool(section.title))
        for place in section.places:
            click.echo(f"  {place.essay.slug}: {place.why}")


def _pages(path: Path) -> tuple[list[Source], list[Finding]]:
    from fleuron.manuscript import read_page, read_pages
    from fleuron.model import Source

    if path.is_dir() or not path.exists():
        return read_pages(path)
    page = read_page(path)
    return ([page], list(page.findings)) if isinstance(page, Source) else ([], page)


def _cleaned(form: str, source: Source) -> Cleaned:
    from fleuron.clean import clean

    essay = clean(source)
    return Cleaned(*_shown(essay, form), essay.findings)


def _judged(_: str, source: Source) -> Essay:
    from fleuron.judging import judged

    return judged(source)


def _shown(essay: Essay, form: str) -> tuple[str, str]:
    from fleuron.typeset import markdown, plain

    match form:
        case "markdown":
            return f"# {essay.title}\n\n{markdown(essay)}", ".md"
        case "verdicts":
            return "".join(f"{v.line.number}\t{v.role}\t{v.rule}\n" for v in essay.verdicts), ".tsv"
        case "text":
            return plain(essay), ".txt"
        case _:
            return _marked(essay, coloured=form == COLOURED), ".diff"


def _marked(essay: Essay, *, coloured: bool) -> str:
    """Show what becomes of every word: in colours on a terminal, with marks in a pipe or a file."""
    from fleuron.audit import summary
    from fleuron.marking import head, mark, written

    said = f"{KEY}\n{summary([essay])}\n"
    if not coloured:
        return "".join(f"{written(row)}\n" for row in mark(essay)) + said
    lines = []
    for row in mark(essay):
        text = " ".join(click.style(piece.text, **COLOURS[piece.fate]) for piece in row.pieces)
        why = click.style(f"  ({row.why})", dim=True) if row.why else ""
        lines.append(f"{click.style(head(row), fg='yellow' if row.doubtful else None)} {text}{why}\n")
    return "".join(lines) + said
