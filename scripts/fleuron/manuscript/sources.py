"""essays/ -> Sources: each scraped page with its sidecar, and a finding for each that cannot be read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from fleuron.manuscript.kinds import MARKDOWN, READERS, Text, read_file, refusals
from fleuron.manuscript.permissions import PERMISSION, evidence, permission
from fleuron.manuscript.pictures import PICTURE, drawn, placed
from fleuron.manuscript.tables import ANYTHING, LANGUAGE, URL, Kind, fault, read_table
from fleuron.model import UNSAID, Decisions, Finding, Mark, Picture, Role, Ruling, Source
from fleuron.names import meant, slugify
from fleuron.watch import Watch, unwatched

NOT_ESSAYS = frozenset({"book.toml", "contributors.toml"})  # in a folder that keeps its pages beside them
SIDECAR: Mapping[str, Kind] = {
    "title": str,
    "short": str,
    "standfirst": str,
    "authors": [str],
    "translators": [str],
    "language": LANGUAGE,
    "site": str,
    "url": URL,
    "published": str,
    "permission": PERMISSION,
    "rulings": [{"line!": int, "words!": str, "role!": tuple(map(str, Role)), "level": int}],
    "joins": [{"line!": int, "words!": str}],
    "splits": [{"line!": int, "words!": str, "at": str}],
    "refusals": [{"line!": int, "words!": str, "keep!": str}],
    "replacements": [{"find!": str, "put!": ANYTHING}],
    "pictures": [PICTURE],
}
WORDS = ("title", "short", "standfirst", "language", "site", "url", "published")


def read_sources(
    folder: Path, base: Path, language: str = "en", watch: Watch = unwatched
) -> tuple[list[Source], list[Finding]]:
    """Read every page in a folder, sorted by name; `base` is what places are told from, `language` is the book's."""
    sources: list[Source] = []
    findings: list[Finding] = []
    pages = _pages(folder)
    for slug, paths in watch("Reading", pages.items(), len(pages)):
        source = _read(slug, paths, base, language)
        if isinstance(source, Source):
            sources.append(source)
            findings += source.findings
        else:
            findings += source
    return sources, findings + _strays(folder, base)


def read_page(*paths: Path) -> Source | list[Finding]:
    """Read one page by its path, with what lies beside it: its sidecar, and its Markdown where that is named too."""
    return _read(slugify(paths[0].stem), list(paths), paths[0].parent)


def _pages(folder: Path) -> dict[str, list[Path]]:
    pages: dict[str, list[Path]] = {}
    with os.scandir(folder) as entries:
        files = (entry for entry in entries if entry.is_file() or not Path(entry).exists())  # or a link to nowhere
        names = sorted(entry.name for entry in files if not entry.name.startswith("."))
    for name in names:
        stem, ending = _parted(name)
        if ending in READERS:
            pages.setdefault(slugify(stem), []).append(folder / name)
    return pages


def _read(slug: str, paths: list[Path], base: Path, language: str = "en") -> Source | list[Finding]:
    path = min(paths, key=_rank)
    place = path.relative_to(base).as_posix()
    pages = [page for page in paths if page.suffix.lower() not in MARKDOWN]
    if len(pages) > 1 or len(paths) - len(pages) > 1:
        twins = pages if len(pages) > 1 else paths
        names = " and ".join(twin.name for twin in twins)
        return [fault("MAN105", place, f"{names} would be one essay", "give one of them another name")]
    try:
        text = read_file(path, place)
    except OSError as error:
        fix = "see that it is there, and that its permissions let you read it"
        return [fault("MAN101", place, f"this page cannot be read: {error.strerror}", fix)]
    if isinstance(text, Finding):
        return [text]
    sidecar = path.with_suffix(".toml")
    table, decisions, findings = _sidecar(sidecar, base)
    language = decisions.language or language
    if text.markdown:
        markdown, pictures = drawn(text.markdown, table, sidecar, path, base, language)
        title, markdown = _title(markdown)
        decisions = replace(decisions, title=decisions.title or title)
        scraped = _scraped(pages)
        text = Text(scraped.lines, scraped.imprint if text.imprint == UNSAID else text.imprint, markdown)
    else:
        pictures = list(placed(table, sidecar, path, base, language))
    shown = tuple(each for each in pictures if isinstance(each, Picture))
    findings += [each for each in pictures if isinstance(each, Finding)]
    told = tuple(findings)
    return Source(slug, place, text.lines, decisions, text.markdown, told, language, shown, text.imprint)


def _rank(path: Path) -> int:
    return list(READERS).index(path.suffix.lower())


def _scraped(pages: list[Path]) -> Text:
    """Read the page that a hand-edited essay was made from: it still says who wrote it, and where it stood."""
    try:
        text = read_file(pages[0], pages[0].name) if pages else Text()
    except OSError:
        text = Text()
    return text if isinstance(text, Text) else Text()


def _title(markdown: str) -> tuple[str, str]:
    """Part a first-level heading that opens a Markdown text from the rest."""
    heading = re.match(r"\s*#[ \t]+(.+?)[ \t]*#*(?:\n+|$)", markdown)
    return (heading[1], markdown[heading.end() :]) if heading else ("", markdown)


def _sidecar(path: Path, base: Path) -> tuple[Mapping[str, Any], Decisions, list[Finding]]:
    if not path.exists():
        return {}, Decisions(), []
    place = path.relative_to(base).as_posix()
    table, findings = read_table(path, SIDECAR, place)
    decisions = Decisions() if findings else _decisions(table, path, place)
    return table, decisions, findings + evidence(decisions.permission, base)


def _decisions(table: Mapping[str, Any], path: Path, place: str) -> Decisions:
    granted = permission(table, path, place)
    return Decisions(
        **{key: table.get(key, "") for key in WORDS},
        authors=tuple(table.get("authors", ())),
        translators=tuple(table.get("translators", ())),
        licence=granted.licence if granted else "",
        permission=granted,
        rulings=tuple(
            Ruling(ruling["line"], ruling["words"], Role(ruling["role"]), ruling.get("level", 0))
            for ruling in table.get("rulings", ())
        ),
        joins=tuple(_marks(table, "joins")),
        splits=tuple(_marks(table, "splits", "at")),
        refusals=tuple(_marks(table, "refusals", "keep")),
        replacements=tuple((each["find"], each["put"]) for each in table.get("replacements", ())),
        place=place,
    )


def _marks(table: Mapping[str, Any], key: str, at: str = "") -> Iterator[Mark]:
    for row in table.get(key, ()):
        yield Mark(row["line"], row["words"], row.get(at, ""))


def _parted(name: str) -> tuple[str, str]:
    """Part a file's name from its ending, in small letters."""
    stem, _, ending = name.rpartition(".")
    return (stem, f".{ending.lower()}") if stem else (name, "")


def _strays(folder: Path, base: Path) -> list[Finding]:
    """Find the sidecars of no page, whose decisions would be lost without a word, and the pages not to be read."""
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.is_file() and entry.name not in NOT_ESSAYS)
    stems = {stem for stem, ending in map(_parted, names) if ending in READERS}
    findings = []
    for name in names:
        stem, ending = _parted(name)
        place = (folder / name).relative_to(base).as_posix() if stem not in stems else ""
        if place and ending == ".toml":
            near = meant(stem, stems)
            hint = f' (did you mean "{near}.toml"?)' if near else ""
            fix = f"call it {near}.toml" if near else "give it the name of its page, or take it away"
            findings.append(fault("MAN207", place, f'there is no page "{stem}"{hint}', fix))
        elif place and ending in refusals():
            findings.append(Finding("MAN106", place, *refusals()[ending]))
    return findings
