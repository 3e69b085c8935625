"""book.toml, contributors.toml, matter/ -> Plan: the anthology as its editor asks for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from fleuron.manuscript.decode import decode
from fleuron.manuscript.tables import Kind, read_table
from fleuron.model import UNDATED, Finding, PartPlan, Person, Plan, Severity, Source
from fleuron.names import slugify, sort_name
from fleuron.typography import polish

BOOK: Mapping[str, Kind] = {
    "title": str,
    "subtitle": str,
    "name": str,
    "language": str,
    "editors": [str],
    "publisher": str,
    "identifier": str,
    "isbn": {"*": str},
    "issued": date,
    "rights": str,
    "description": str,
    "subjects": [str],
    "theme": str,
    "essays": [str],
    "parts": [{"title": str, "blurb": str, "essays": [str]}],
}
PERSON: Mapping[str, Kind] = {"*": {"name": str, "sort": str, "bio": str, "url": str}}
MATTER = ("dedication", "epigraph", "foreword", "preface", "introduction", "afterword", "acknowledgments", "colophon")


def read_plan(folder: Path, sources: Sequence[Source], unread: Sequence[str]) -> tuple[Plan, list[Finding]]:
    """Read the plan of a manuscript; what a bare folder of pages does not say is inferred, and told.

    `unread` are the slugs of pages that are there but cannot be read: no fault of the plan's.
    """
    book = folder / "book.toml"
    table, findings = read_table(book, BOOK, book.name) if book.exists() else ({}, [])
    people, nameless = _people(folder / "contributors.toml")
    matter, strange = _matter(folder / "matter")
    findings += nameless + strange
    if not findings:
        findings += _inferred(table, folder, book.exists())
    parts = _parts(table, sources)
    findings += _order(parts, sources, unread)
    return _plan(table, folder, sources, parts, people, matter), findings


def _plan(
    table: Mapping[str, Any],
    folder: Path,
    sources: Sequence[Source],
    parts: tuple[PartPlan, ...],
    people: Mapping[str, Person],
    matter: Mapping[str, str],
) -> Plan:
    language = table.get("language", "en")
    title = table.get("title") or re.sub(r"[-_]+", " ", folder.resolve().name).strip().capitalize() or "Untitled"
    name = slugify(table.get("name") or title)
    words = {key: polish(table.get(key, ""), language) for key in ("subtitle", "publisher", "rights", "description")}
    return Plan(
        name=name,
        title=polish(title, language),
        **words,
        language=language,
        editors=tuple(table.get("editors", ())),
        identifier=table.get("identifier") or _identifier(name, sources),
        isbn=table.get("isbn", {}),
        issued=table.get("issued", UNDATED),
        subjects=tuple(table.get("subjects", ())),
        theme=table.get("theme", "classic"),
        parts=parts,
        people=people,
        matter=matter,
        styles=folder.parent / "styles",
    )


def _identifier(name: str, sources: Sequence[Source]) -> str:
    """Make an identifier that stays the same as long as the book is made of the same essays."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'fleuron:' + name + ':' + ','.join(source.slug for source in sources))}"


def _inferred(table: Mapping[str, Any], folder: Path, there: bool) -> list[Finding]:
    if not there:
        return [
            Finding(
                "MAN301",
                "book.toml",
                "there is no book.toml: title, authors and order are taken from the folder and its pages",
                f'write {folder.name}/book.toml with at least title = "…"',
                Severity.NOTE,
            )
        ]
    wanted = {"title": 'title = "…"', "issued": "issued = 2026-11-23"}
    return [
        Finding("MAN302", "book.toml", f"the book has no {key}", f"write {line}", Severity.WARNING)
        for key, line in wanted.items()
        if not table.get(key)
    ]


def _parts(table: Mapping[str, Any], sources: Sequence[Source]) -> tuple[PartPlan, ...]:
    if table.get("parts"):
        return tuple(
            PartPlan(part.get("title", ""), part.get("blurb", ""), tuple(part.get("essays", ())))
            for part in table["parts"]
        )
    return (PartPlan("", "", tuple(table.get("essays") or (source.slug for source in sources))),)


def _order(parts: Sequence[PartPlan], sources: Sequence[Source], unread: Sequence[str]) -> list[Finding]:
    """Find essays that are named and not there, named twice, or there and not named."""
    there = [*(source.slug for source in sources), *unread]
    named = [slug for part in parts for slug in part.essays]
    findings = []
    for slug in dict.fromkeys(named):
        if slug not in there:
            near = get_close_matches(slug, there, 1)
            hint = f' (did you mean "{near[0]}"?)' if near else ""
            fix = f"write {near[0]}" if near else "put its page into essays/, or take its name out"
            findings.append(Finding("MAN303", "book.toml", f'there is no essay "{slug}"{hint}', fix, Severity.ERROR))
        if named.count(slug) > 1:
            findings.append(
                Finding("MAN304", "book.toml", f'"{slug}" is named twice', "name each essay once", Severity.ERROR)
            )
    findings += [
        Finding(
            "MAN305",
            source.place,
            "this essay is in no part of book.toml and is left out of the book",
            f'add "{source.slug}" to the essays of a part',
            Severity.WARNING,
        )
        for source in sources
        if source.slug not in named
    ]
    return findings


def _people(path: Path) -> tuple[Mapping[str, Person], list[Finding]]:
    table, findings = read_table(path, PERSON, path.name) if path.exists() else ({}, [])
    findings += [
        Finding("MAN306", path.name, f"[{key}] has no name", f'write name = "…" under [{key}]', Severity.ERROR)
        for key, row in table.items()
        if not row.get("name")
    ]
    people = {
        key: Person(
            key, row["name"], row.get("sort") or sort_name(row["name"]), polish(row.get("bio", "")), row.get("url", "")
        )
        for key, row in table.items()
        if row.get("name")
    }
    return people, findings


def _matter(folder: Path) -> tuple[Mapping[str, str], list[Finding]]:
    matter: dict[str, str] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        place = f"matter/{path.name}"
        text = decode(path.read_bytes(), place)
        if isinstance(text, Finding):
            findings.append(text)
        elif path.stem not in MATTER:
            near = get_close_matches(path.stem, MATTER, 1)
            fix = f"call it {near[0]}.md" if near else f"the names are {', '.join(MATTER)}"
            findings.append(Finding("MAN307", place, f'no matter is called "{path.stem}"', fix, Severity.ERROR))
        else:
            matter[path.stem] = text
    return matter, findings
