"""manuscript/ -> Plan, Sources: the only reader of the book's folder, and it never writes there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fleuron.errors import InputError
from fleuron.manuscript.people import strangers
from fleuron.manuscript.plan import read_language, read_plan
from fleuron.manuscript.sources import read_page, read_sources
from fleuron.model import Finding, Plan, Severity, Source
from fleuron.names import slugify
from fleuron.watch import Watch, unwatched

__all__ = ["read_manuscript", "read_page", "read_pages"]

UNREADABLE = ("MAN1", "PIC")  # a page or a picture that cannot be read spoils itself; any other error the book


def read_manuscript(folder: Path, watch: Watch = unwatched) -> tuple[Plan, tuple[Source, ...], tuple[Finding, ...]]:
    """Read a book's folder, or a bare folder of scraped pages.

    The findings may hold errors about single pages: the rest of the book can be made. Raises InputError where
    nothing can.
    """
    sources, findings = read_pages(folder, watch)
    unread = [slugify(Path(finding.place).stem) for finding in findings if finding.code.startswith(UNREADABLE)]
    plan, more = read_plan(folder, sources, unread)
    findings += more
    if all(finding.severity is not Severity.ERROR for finding in more):
        findings += strangers(plan.editors, sources, plan.people, folder)
    fatal = [f for f in findings if f.severity is Severity.ERROR and not f.code.startswith(UNREADABLE)]
    if fatal or not sources:
        raise InputError(fatal or findings)
    return plan, tuple(_cleared(source, plan) for source in sources), tuple(dict.fromkeys(findings))


def _cleared(source: Source, plan: Plan) -> Source:
    """Give an essay the book's permission where it has none of its own."""
    permission = plan.decisions[source.slug].permission
    licence = permission.licence if permission else ""
    if permission == source.decisions.permission and licence == source.decisions.licence:
        return source
    return replace(source, decisions=replace(source.decisions, permission=permission, licence=licence))


def read_pages(folder: Path, watch: Watch = unwatched) -> tuple[list[Source], list[Finding]]:
    """Read the pages of a folder, wherever it keeps them; raises InputError when there is none."""
    if not folder.is_dir():
        sentence = "this is a file, not a folder" if folder.exists() else "there is no such folder"
        fix = "name the folder that holds the book, or the scraped pages"
        if folder.suffix.lower() == ".zip" and folder.exists():
            sentence, fix = "this is an archive", f"make a manuscript of it: fleuron new {folder.stem} --from {folder}"
        raise InputError([_none(folder, sentence, fix)])
    essays = folder / "essays"
    where = essays if essays.is_dir() else folder
    sources, findings = read_sources(where, folder, read_language(folder), watch)
    if not sources and not findings:
        raise InputError([_none(where, "there is no page here", "put the scraped pages here: .txt, .html, .docx")])
    return sources, findings


def _none(folder: Path, sentence: str, fix: str) -> Finding:
    return Finding("MAN100", str(folder), sentence, fix, Severity.ERROR)
