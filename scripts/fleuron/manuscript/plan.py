"""book.toml, contributors.toml, matter/ -> Plan: the anthology as its editor asks for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from fleuron.manuscript.decode import decode
from fleuron.manuscript.people import read_people
from fleuron.manuscript.permissions import PERMISSION, evidence, permission
from fleuron.manuscript.pictures import drawn, read_picture
from fleuron.manuscript.tables import LANGUAGE, URL, Form, Kind, fault, place_of, read_table
from fleuron.manuscript.trade import isbns, subjects
from fleuron.model import UNDATED, Finding, PartPlan, Person, Picture, Plan, Press, Severity, Source
from fleuron.names import meant, slugify
from fleuron.typography import polish

LEAF = Form(r"0?\.\d+ in", "the thickness of a leaf", "0.0045 in")
PRICE = Form(r"(USD|CAD|GBP|AUD|NZD) \d{1,4}\.\d\d", "a price, with its currency, for the barcode", "USD 18.99")
ISBN = Form(r"[\d -]+[\dX]", "an ISBN", "978-0-306-40615-7")
BOOK: Mapping[str, Kind] = {
    "title": str,
    "subtitle": str,
    "name": str,
    "series": str,
    "language": LANGUAGE,
    "editors": [str],
    "publisher": str,
    "identifier": str,
    "address": URL,
    "isbn": {"epub": ISBN, "screen": ISBN, "print": ISBN},
    "issued": date,
    "rights": str,
    "permission": PERMISSION,
    "territories": [str],
    "description": str,
    "subjects": [str],
    "certified_by": str,
    "theme": str,
    "cover": str,
    "price": PRICE,
    "printer": str,
    "paper": str,
    "leaf": LEAF,
    "icc": str,
    "essays": [str],
    "parts": [{"title": str, "blurb": str, "essays!": [str]}],
    "index": {"*": [str]},
}
MATTER = (
    *("series", "dedication", "epigraph", "foreword", "preface", "introduction", "acknowledgments"),
    *("afterword", "notes", "colophon"),
)


def read_language(folder: Path) -> str:
    """Read what language the book is in; English where no book.toml says so."""
    book = folder / "book.toml"
    table = read_table(book, BOOK, book.name)[0] if book.exists() else {}
    return str(table.get("language", "en"))


def read_plan(folder: Path, sources: Sequence[Source], unread: Sequence[str]) -> tuple[Plan, list[Finding]]:
    """Read the plan of a manuscript; what a bare folder of pages does not say is inferred, and told.

    `unread` are the slugs of pages that are there but cannot be read: no fault of the plan's.
    """
    book = folder / "book.toml"
    table, findings = read_table(book, BOOK, book.name) if book.exists() else ({}, [])
    people, nameless = read_people(folder / "contributors.toml")
    matter, art, strange = _matter(folder / "matter", str(table.get("language", "en")))
    findings += nameless + strange
    if not findings:
        findings += _inferred(table, folder, book.exists())
    parts = _parts(table, sources)
    findings += [*isbns(table, book), *subjects(table, book)]
    findings += [*_order(parts, sources, unread, book), *_shape(table, book)]
    cover = list(_cover(table, folder))
    findings += [each for each in cover if isinstance(each, Finding)]
    plan = _plan(table, folder, sources, parts, people, matter, art)
    plan = replace(plan, cover=next((each for each in cover if isinstance(each, Picture)), None))
    return plan, findings + evidence(permission(table, book, book.name), folder)


def _plan(
    table: Mapping[str, Any],
    folder: Path,
    sources: Sequence[Source],
    parts: tuple[PartPlan, ...],
    people: Mapping[str, Person],
    matter: Mapping[str, str],
    art: Mapping[str, tuple[Picture, ...]],
) -> Plan:
    language = table.get("language", "en")
    title = table.get("title") or re.sub(r"[-_]+", " ", folder.resolve().name).strip().capitalize() or "Untitled"
    name = slugify(table.get("name") or title)
    keys = ("subtitle", "publisher", "rights", "description", "series", "certified_by")
    words: dict[str, Any] = {key: polish(table.get(key, ""), language) for key in keys}
    editors = tuple(table.get("editors", ())) or tuple(p.id for p in people.values() if "editor" in p.roles)
    granted = permission(table, folder / "book.toml", "book.toml")
    return Plan(
        name=name,
        title=polish(title, language),
        **words,
        language=language,
        editors=editors,
        identifier=table.get("identifier") or _identifier(name, sources),
        isbn=table.get("isbn", {}),
        issued=table.get("issued", UNDATED),
        subjects=tuple(table.get("subjects", ())),
        theme=table.get("theme", "classic"),
        parts=parts,
        people=people,
        matter=matter,
        styles=folder.parent / "styles",
        territories=tuple(table.get("territories", ())),
        address=table.get("address", ""),
        press=_press(table, folder),
        art=art,
        index={term: tuple(words) or (term,) for term, words in table.get("index", {}).items()},
        decisions={
            s.slug: replace(s.decisions, permission=granted) if granted and not s.decisions.permission else s.decisions
            for s in sources
        },
    )


def _press(table: Mapping[str, Any], folder: Path) -> Press:
    leaf = float(table.get("leaf", "0 in").removesuffix(" in"))
    return Press(
        table.get("printer", ""),
        table.get("paper", ""),
        leaf,
        folder / table["icc"] if "icc" in table else None,
        table.get("price", ""),
    )


def _cover(table: Mapping[str, Any], folder: Path) -> Iterator[Picture | Finding]:
    """Read the editor's picture for the cover; what it shows is said by the title."""
    if "cover" in table:
        book, row = folder / "book.toml", {"file": table["cover"], "decorative": True}
        yield from read_picture(row, book, folder, place_of(book, book.name, table["cover"]), "en")


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
    wanted = {"title": ("title", 'title = "…"'), "issued": ("date of issue", "issued = 2026-11-23")}
    return [
        Finding("MAN302", "book.toml", f"the book has no {name}", f"write {line}", Severity.WARNING)
        for key, (name, line) in wanted.items()
        if not table.get(key)
    ]


def _parts(table: Mapping[str, Any], sources: Sequence[Source]) -> tuple[PartPlan, ...]:
    if table.get("parts"):
        return tuple(
            PartPlan(part.get("title", ""), part.get("blurb", ""), tuple(part.get("essays", ())))
            for part in table["parts"]
        )
    return (PartPlan("", "", tuple(table.get("essays") or (source.slug for source in sources))),)


def _shape(table: Mapping[str, Any], book: Path) -> list[Finding]:
    """Find parts that contradict one another."""
    parts = table.get("parts", ())
    findings = []
    if parts and table.get("essays"):
        sentence, fix = "the essays are named both in [[parts]] and in a list of their own", "keep one of the two"
        findings.append(fault("MAN312", place_of(book, book.name, "parts"), sentence, fix))
    for number, part in enumerate(parts, 1):
        if not part["essays"]:
            sentence = f"part {number} has no essays, and is left out"
            where = place_of(book, book.name, part.get("title", "parts"))
            findings.append(Finding("MAN314", where, sentence, "name its essays, or take it out"))
        elif len(parts) > 1 and not part.get("title"):
            where = place_of(book, book.name, part["essays"][0])
            findings.append(Finding("MAN313", where, f"part {number} has no title", 'write title = "…" in it'))
    return findings


def _order(
    parts: Sequence[PartPlan], sources: Sequence[Source], unread: Sequence[str], book: Path
) -> Iterator[Finding]:
    """Find essays that are named and not there, named twice, or there and not named."""
    there = dict.fromkeys([*(source.slug for source in sources), *unread])
    named = Counter(slug for part in parts for slug in part.essays)
    for slug in named:
        if slug not in there:
            where = place_of(book, book.name, slug)
            near = meant(slug, there)
            hint = f' (did you mean "{near}"?)' if near else ""
            fix = f"write {near}" if near else "put its page into essays/, or take its name out"
            yield fault("MAN303", where, f'there is no essay "{slug}"{hint}', fix)
        elif named[slug] > 1:
            where = place_of(book, book.name, slug)
            yield fault("MAN304", where, f'"{slug}" is named twice', "name each essay once")
    wanting = any(slug not in there for slug in named)  # a misspelt name is one fault, not two
    for source in sources:
        if source.slug not in named and not (wanting and meant(source.slug, named)):
            sentence = "this essay is in no part of book.toml and is left out of the book"
            yield Finding("MAN305", source.place, sentence, f'add "{source.slug}" to the essays of a part')


def _matter(folder: Path, language: str) -> tuple[Mapping[str, str], Mapping[str, tuple[Picture, ...]], list[Finding]]:
    matter: dict[str, str] = {}
    art: dict[str, tuple[Picture, ...]] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        place = f"matter/{path.name}"
        text = decode(path.read_bytes(), place)
        if isinstance(text, Finding):
            findings.append(text)
        elif path.stem not in MATTER:
            near = meant(path.stem, MATTER)
            fix = f"call it {near}.md" if near else f"the names are {', '.join(MATTER)}"
            findings.append(fault("MAN307", place, f'no matter is called "{path.stem}"', fix))
        elif not text.strip():
            findings.append(fault("MAN104", place, "this page is empty", "write it, or take the file away"))
        else:
            matter[path.stem], found = drawn(text, {}, path.with_suffix(".toml"), path, folder.parent, language)
            art[path.stem] = tuple(each for each in found if isinstance(each, Picture))
            findings += [each for each in found if isinstance(each, Finding)]
    return matter, art, findings
