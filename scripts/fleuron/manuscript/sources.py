"""essays/ -> Sources: each scraped page with its sidecar, and a finding for each that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from fleuron.manuscript.decode import decode
from fleuron.manuscript.tables import Kind, read_table
from fleuron.model import Decisions, Finding, Line, Role, Ruling, Severity, Source
from fleuron.names import slugify

ENDINGS = (".md", ".txt")  # in order of preference: hand-edited Markdown wins over the page it was made from
SIDECAR: Mapping[str, Kind] = {
    "title": str,
    "short": str,
    "standfirst": str,
    "authors": [str],
    "site": str,
    "url": str,
    "published": str,
    "licence": str,
    "rulings": [{"line": int, "words": str, "role": str, "level": int}],
    "replacements": [{"find": str, "put": str}],
}


def read_sources(folder: Path, base: Path) -> tuple[list[Source], list[Finding]]:
    """Read every page in a folder, sorted by name; `base` is what places are told from."""
    sources: list[Source] = []
    findings: list[Finding] = []
    for slug, paths in _pages(folder).items():
        source = _read(slug, paths, base)
        if isinstance(source, Source):
            sources.append(source)
            findings += source.findings
        else:
            findings += source
    return sources, findings


def read_page(path: Path) -> Source | list[Finding]:
    """Read one page by its path, with the sidecar that lies beside it."""
    return _read(slugify(path.stem), [path], path.parent)


def _pages(folder: Path) -> dict[str, list[Path]]:
    pages: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.suffix.lower() in ENDINGS and path.is_file() and not path.name.startswith("."):
            pages.setdefault(slugify(path.stem), []).append(path)
    return pages


def _read(slug: str, paths: list[Path], base: Path) -> Source | list[Finding]:
    path = min(paths, key=lambda path: ENDINGS.index(path.suffix.lower()))
    place = path.relative_to(base).as_posix()
    twins = [twin.name for twin in paths if twin.suffix.lower() == path.suffix.lower()]
    if len(twins) > 1:
        return [_fault("MAN105", place, f"{' and '.join(twins)} would be one essay", "give one of them another name")]
    try:
        text = decode(path.read_bytes(), place)
    except OSError as error:
        return [_fault("MAN101", place, f"this page cannot be read: {error.strerror}", "mend the file's permissions")]
    if isinstance(text, Finding):
        return [text]
    if not text.strip():
        return [_fault("MAN104", place, "this page is empty", "save the page again, or take the file away")]
    decisions, findings = _sidecar(path.with_suffix(".toml"), base)
    if path.suffix.lower() == ".md":
        title, text = _title(text)
        decisions = replace(decisions, title=decisions.title or title)
        return Source(slug, place, (), decisions, text, tuple(findings))
    return Source(slug, place, tuple(lines(text)), decisions, findings=tuple(findings))


def lines(text: str) -> Iterator[Line]:
    """Number the lines of a page as an editor's window does, and leave out the blank ones."""
    for number, line in enumerate(re.split(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]", text), 1):
        if line.strip():
            yield Line(number, line)


def _title(markdown: str) -> tuple[str, str]:
    """Part a first-level heading that opens a Markdown text from the rest."""
    heading = re.match(r"\s*#[ \t]+(.+?)[ \t]*#*(?:\n+|$)", markdown)
    return (heading[1], markdown[heading.end() :]) if heading else ("", markdown)


def _sidecar(path: Path, base: Path) -> tuple[Decisions, list[Finding]]:
    if not path.exists():
        return Decisions(), []
    place = path.relative_to(base).as_posix()
    table, findings = read_table(path, SIDECAR, place)
    roles = {str(role) for role in Role}
    for ruling in table.get("rulings", []):
        if ruling.get("role") not in roles:
            findings.append(
                _fault(
                    "MAN204",
                    place,
                    f'no line is a "{ruling.get("role")}"',
                    f"a line is one of: {', '.join(sorted(roles))}",
                )
            )
    return (Decisions() if findings else _decisions(table)), findings


def _decisions(table: Mapping[str, Any]) -> Decisions:
    words = {key: table.get(key, "") for key in ("title", "short", "standfirst", "site", "url", "published", "licence")}
    return Decisions(
        **words,
        authors=tuple(table.get("authors", ())),
        rulings=tuple(
            Ruling(ruling.get("line", 0), ruling.get("words", ""), Role(ruling["role"]), ruling.get("level", 0))
            for ruling in table.get("rulings", ())
        ),
        replacements=tuple((each.get("find", ""), each.get("put", "")) for each in table.get("replacements", ())),
    )


def _fault(code: str, place: str, sentence: str, fix: str) -> Finding:
    return Finding(code, place, sentence, fix, Severity.ERROR)
