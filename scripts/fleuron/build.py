"""Manuscript -> books: the stages joined. Read `build` first: it is the whole program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from fleuron.account import lost, unset
from fleuron.audit import audit, summary
from fleuron.cache import together
from fleuron.collate import collate, mark_draft
from fleuron.errors import GateError, InputError, PrinterError, ThemeError
from fleuron.formats import FORMATS, PAGED, in_order
from fleuron.formats.pages import lay_out
from fleuron.gallery import FEW, gallery
from fleuron.judging import judged
from fleuron.ledger import Entry, account, draft, ledger, waived
from fleuron.ledger import findings as lacking
from fleuron.manuscript import read_manuscript
from fleuron.model import Artifact, Book, Edition, Essay, Finding, Made, Plan, Press, Report, Severity, Theme
from fleuron.presswork import clear, press
from fleuron.printers import load_printer
from fleuron.printers.geometry import paper_of
from fleuron.rules.families import acquaint
from fleuron.shelf import prepare, write
from fleuron.stores import judge, load_store
from fleuron.survey import survey
from fleuron.themes import find_styles, load_theme
from fleuron.typeset import typeset
from fleuron.watch import Watch, unwatched


@dataclass(frozen=True, slots=True)
class Proof:
    """The book as it would be made, and all that its editor should know before it is."""

    book: Book
    theme: Theme
    ledger: tuple[Entry, ...]
    findings: tuple[Finding, ...]

    def draft(self, format: str) -> bool:
        """Tell whether an essay is not cleared for this format."""
        return draft(self.ledger, FORMATS[format].use if format in FORMATS else FORMATS["print"].use)

    def barred(self, formats: Iterable[str]) -> tuple[Finding, ...]:
        """Return what keeps these formats of the book from their release."""
        uses = {FORMATS[format].use for format in formats}
        idle = waived(self.ledger, uses)
        owed = [f for f in self.findings if (f.gate or f.severity is Severity.ERROR) and f not in idle]
        return tuple(f for f in owed if f.code != FEW or "print" in uses)


def build(
    folder: Path,
    out: Path,
    formats: Sequence[str],
    watch: Watch = unwatched,
    *,
    release: bool = False,
    store: str = "",
    printers: Sequence[str] = (),
) -> Report:
    """Make each of `formats` from a manuscript, or a bare folder of pages, in `out`.

    The EPUB is as `store` wants it; with the format print come the files that each of `printers` takes, or the
    book's own printer.

    Raises a FleuronError where nothing can be made, a GateError where a release is asked for and may not be; then
    every file in `out` is as it was.
    """
    prepare(out)
    proof = check(folder, watch, release=formats if release else ())
    return make(proof, out, formats, watch, store=store, printers=printers)


def check(folder: Path, watch: Watch = unwatched, *, release: Sequence[str] = ()) -> Proof:
    """Do all that `build` does before it makes a file, and find what it would; raises what it would raise.

    `release` are the formats that may be no drafts.
    """
    plan, sources, found = read_manuscript(folder, watch)
    with together("essays", plan.identifier):
        pages = [judged(source) for source in watch("Judging", acquaint(sources), len(sources))]
        essays, bare = _with_text(pages)
        watch("Setting")
        chapters, matter = typeset(essays, plan.matter, plan.art)
    theme = _theme(plan)
    book = collate(chapters, plan, matter, theme.words.get("colophon", ""))
    entries = ledger(book)
    _look_up(plan.press)
    told = [finding for essay in book.essays for finding in essay.findings]
    told += [finding for source, essay in zip(sources, pages, strict=True) for finding in lost(source, essay)]
    told += [finding for chapter in chapters for finding in unset(chapter)]
    findings = [*found, *bare, *told, *survey(book, theme), *gallery(book, theme), *lacking(entries)]
    proof = Proof(book, theme, entries, tuple(dict.fromkeys(findings)))
    if release and (barred := proof.barred(in_order(release))):
        raise GateError(barred)
    return proof


def make(
    proof: Proof,
    out: Path,
    formats: Sequence[str],
    watch: Watch = unwatched,
    *,
    store: str = "",
    printers: Sequence[str] = (),
) -> Report:
    """Make what was checked, as `build` does; raises a FleuronError, and then every file in `out` is as it was."""
    made = _make(editions(proof, formats, store, next(iter(printers), "")), watch)
    made |= _print(proof, made, printers, watch)
    watch("Writing")
    found = [finding for each in made.values() for finding in each.findings]
    findings = (*proof.findings, *found, *_refused(made, proof.book.plan.name, store))
    drafts = tuple(format for format in made if proof.draft(format))
    artifacts, written = _deliver(proof.book, made, drafts, findings, out)
    told, beside = summary(proof.book.essays), filter(None, [proof.book.plan.press.icc])
    return Report(artifacts, drafts, findings, told, tuple(account(proof.ledger)), written, tuple(beside))


def editions(proof: Proof, formats: Sequence[str], store: str = "", printer: str = "") -> dict[str, Edition]:
    """Return what each format is made of, those that it needs included; in the order in which they are made."""
    wanted = in_order(formats)
    cover_page = not store or load_store(store).cover_page
    known = printer or proof.book.plan.press.printer
    least = clear(load_printer(known)) if known else None
    edition = Edition(proof.book, proof.theme, formats=wanted, cover_page=cover_page, clear=least)
    marked = replace(edition, book=mark_draft(proof.book), draft=True)
    return {name: marked if proof.draft(name) else edition for name in wanted}


def _make(wanted: Mapping[str, Edition], watch: Watch) -> dict[str, Made]:
    for edition in [wanted[name] for name in PAGED if name in wanted][:1]:
        lay_out(edition, watch)
    made: dict[str, Made] = {}
    for name in watch("Making", wanted, len(wanted)):
        edition = replace(wanted[name], made=MappingProxyType(dict(made)))
        made[name] = FORMATS[name].render(edition)
    return made


def _print(proof: Proof, made: Mapping[str, Made], printers: Sequence[str], watch: Watch) -> dict[str, Made]:
    """Make what each printer takes, where the book is printed at all; raises PrinterError."""
    own = proof.book.plan.press.printer
    asked = [load_printer(name) for name in dict.fromkeys(printers or filter(None, [own])) if "print" in made]
    edition = Edition(proof.book, proof.theme, made=MappingProxyType(dict(made)))
    if proof.draft("print"):
        edition = replace(edition, book=mark_draft(proof.book), draft=True)
    watched = watch("Printing", asked, len(asked)) if asked else ()
    return {name: each for printer in watched for name, each in press(edition, printer).items()}


def _refused(made: Mapping[str, Made], name: str, store: str) -> tuple[Finding, ...]:
    """Find what the store would refuse of the EPUB that was made for it."""
    return judge(made["epub"].data, f"{name}.epub", load_store(store)) if store and "epub" in made else ()


def _with_text(essays: Sequence[Essay]) -> tuple[list[Essay], list[Finding]]:
    """Part the essays that have a text from the pages that have none; raises InputError when none has."""
    findings = [
        Finding(
            "BLD501",
            essay.place,
            "this page holds no essay: every line of it was judged to be the web page's furniture",
            "take the file away, save the page again, or keep lines with [[rulings]] in its sidecar",
            Severity.ERROR,
        )
        for essay in essays
        if not (essay.printed or essay.markdown.strip())
    ]
    kept = [essay for essay in essays if essay.printed or essay.markdown.strip()]
    if not kept:
        raise InputError(findings)
    return kept, findings


def _theme(plan: Plan) -> Theme:
    """Load the theme; the book's own goes before ours of the same name. Raises InputError."""
    styles = plan.styles if (plan.styles / plan.theme).is_dir() else find_styles()
    try:
        return load_theme(styles, plan.theme)
    except ThemeError as error:
        fix = "name one that is there, or mend its folder in styles/"
        raise InputError([Finding("BLD504", "book.toml", str(error), fix, Severity.ERROR)]) from error


def _look_up(press: Press) -> None:
    """See that the book's own printer is one we know, and has its paper. Raises InputError."""
    try:
        if press.printer:
            paper_of(load_printer(press.printer), press.paper)
    except PrinterError as error:
        fix = "name one that is there, or take the line out and name it with --printer"
        raise InputError([Finding("BLD505", "book.toml", str(error), fix, Severity.ERROR)]) from error


def _deliver(
    book: Book, made: Mapping[str, Made], drafts: Sequence[str], told: Sequence[Finding], out: Path
) -> tuple[tuple[Artifact, ...], tuple[Path, ...]]:
    name = book.plan.name
    artifacts = tuple(_artifact(format, name, each, out) for format, each in made.items())
    files: dict[Path, bytes | Mapping[str, bytes]] = {
        artifact.path: made[artifact.format].files or made[artifact.format].data for artifact in artifacts
    }
    files[out / f"{name}-audit.json"] = _json(audit(book.essays, told))
    files[out / "manifest.json"] = _json(
        {
            "title": book.plan.title,
            "identifier": book.plan.identifier,
            "artifacts": [
                {"format": a.format, "file": a.path.name, "bytes": a.size, "sha256": a.sha256, a.unit: a.count}
                | ({"draft": True} if a.format in drafts else {})
                for a in artifacts
            ],
        }
    )
    write(files)
    return artifacts, tuple(files)


def _artifact(format: str, name: str, made: Made, out: Path) -> Artifact:
    suffix = FORMATS[format].suffix if format in FORMATS else f"-{format}.pdf"
    path = out / (format if made.files else f"{name}{suffix}")
    size = sum(map(len, made.files.values())) or len(made.data)
    return Artifact(format, path, size, sha256(made.data).hexdigest(), made.count, made.unit)


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
