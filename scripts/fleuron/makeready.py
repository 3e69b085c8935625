"""Pages -> a manuscript: what an editor would else write by hand, said once and never again overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from fleuron.clean import clean
from fleuron.errors import InputError, ToolError
from fleuron.manuscript import read_manuscript, read_pages
from fleuron.manuscript.schema import FILES, schema
from fleuron.model import Essay, Finding, Role, Severity
from fleuron.names import meant, nameless, slugify, sort_name
from fleuron.order import Section, propose
from fleuron.shelf import prepare, write
from fleuron.typeset import markdown

BOOK = """#:schema schemas/book.json
# The book. Every key is in the README; a key that is not known is an error, never a silence.
title = {title}
# subtitle = "…"
language = "en"
# editors = ["…"]       # ids of contributors.toml
# publisher = "…"
# issued = 2026-11-23   # the date that the book, and all in it, goes by
"""
PEOPLE = """#:schema schemas/contributors.json
# The people of the book, by id. An essay's sidecar names its authors by these ids.
"""
PERMISSION = """
[permission]
status = "pending"        # own, granted, public-domain, licence, pending, refused
# holder = "…"
# date = 2026-11-23       # when it was granted
# evidence = "…"          # a file beside book.toml, or where the letter is kept
# licence = "CC-BY-4.0"   # where the status is licence
# credit = "…"            # the wording that the holder asks for
"""
SURE = {True: "the page says so", False: "the page seems to say so; look it up"}


def new(pages: Path, folder: Path) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Make a manuscript in `folder` from a folder of pages; they are copied byte for byte, and stay as they are.

    Raises InputError where there is no page, or something is in the folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError([_fault("MKR601", folder, "there is something here already", "name a folder that is not")])
    sources, findings = read_pages(pages)
    if not sources:
        raise InputError(findings)
    essays = [clean(source) for source in sources]
    files = {folder / "book.toml": _book(folder, _proposed(essays)), folder / "contributors.toml": _people(essays)}
    files |= {folder / "schemas" / f"{name}.json": _json(schema(name)) for name in FILES}
    for essay in essays:
        page = pages / essay.place
        files[folder / "essays" / page.name] = page.read_bytes()
        side = page.with_suffix(".toml")
        files[folder / "essays" / side.name] = side.read_bytes() if side.exists() else _sidecar(essay).encode()
    for name in ("essays", "schemas"):
        prepare(folder / name)
    write(files)
    return tuple(files), tuple(findings)


def adopt(slug: str, folder: Path) -> Path:
    """Write an essay as Markdown beside its page, to be edited by hand; it is then the book's text.

    Raises InputError where there is no such essay, or it has been adopted before.
    """
    _, sources, _ = read_manuscript(folder)
    found = {source.slug: source for source in sources}
    if slug not in found:
        near = meant(slug, found)
        hint = f' (did you mean "{near}"?)' if near else ""
        fix = f"write {near}" if near else f"the essays are {', '.join(found)}"
        raise InputError([_fault("MKR602", folder, f'there is no essay "{slug}"{hint}', fix)])
    path = (folder / found[slug].place).with_suffix(".md")
    if path.exists():
        raise InputError([_fault("MKR603", path, "this essay has been adopted already", "edit it, or take it away")])
    essay = clean(found[slug])
    write({path: f"# {essay.title}\n\n{markdown(essay)}".encode()})
    return path


def reorder(folder: Path, sections: Sequence[Section]) -> Path:
    """Write an order into a book.toml that has none yet; raises InputError where it has one."""
    path = folder / "book.toml"
    text = path.read_text("utf-8") if path.exists() else f"title = {_quoted(_title(folder))}\n"
    plan, sources, _ = read_manuscript(folder)
    if len(plan.parts) > 1 or plan.parts[0].title or plan.parts[0].essays != tuple(each.slug for each in sources):
        sentence = "this book has an order already"
        raise InputError([_fault("MKR604", path, sentence, "take it out of book.toml first, or copy the new one in")])
    write({path: f"{_parted(text, sections)}".encode()})
    return path


def toml(sections: Sequence[Section]) -> str:
    """Write an order as book.toml has it."""
    if len(sections) == 1 and not sections[0].title:
        return f"essays = {_list(place.essay.slug for place in sections[0].places)}\n"
    parts = [
        f"\n[[parts]]\ntitle = {_quoted(section.title)}\n"
        f"essays = {_list(place.essay.slug for place in section.places)}\n"
        for section in sections
    ]
    return "".join(parts)


def _parted(text: str, sections: Sequence[Section]) -> str:
    """Put a list of essays before the first table of a book.toml, or parts after its last."""
    order = toml(sections)
    if order.startswith("\n"):
        return text.rstrip("\n") + "\n" + order
    head, table, rest = text.partition("\n[")
    return f"{head.rstrip()}\n{order}{table}{rest}"


def _book(folder: Path, sections: Sequence[Section]) -> bytes:
    return (BOOK.format(title=_quoted(_title(folder))) + toml(sections)).encode()


def _proposed(essays: Sequence[Essay]) -> tuple[Section, ...]:
    """Propose the reading path; without the tool for it, the order of the titles."""
    try:
        return propose(essays, "path")
    except ToolError:
        return propose(essays, "title")


def _title(folder: Path) -> str:
    return folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize() or "Untitled"


def _people(essays: Iterable[Essay]) -> bytes:
    names = {slugify(name): name for essay in essays for name in essay.authors if not nameless(name)}
    people = [
        f'\n[{slug}]\nname = {_quoted(name)}\nsort = {_quoted(sort_name(name))}\n# bio = "…"\n# url = "https://…"\n'
        for slug, name in sorted(names.items(), key=lambda row: sort_name(row[1]))
    ]
    return (PEOPLE + "".join(people)).encode()


def _sidecar(essay: Essay) -> str:
    """Write what the page says of itself, and how sure that is; what it does not say is left to the editor."""
    authors = [nameless(name) or slugify(name) for name in essay.authors]
    when = _sure(essay, Role.DATELINE, Role.BYLINE)
    rows = [
        _row("title", _quoted(essay.title), _sure(essay, Role.TITLE)),
        _row("authors", _list(authors), _sure(essay, Role.BYLINE)),
        _row("site", _quoted(essay.site), _sure(essay, Role.BYLINE, Role.DATELINE)),
        _row("published", _quoted(essay.published), when),
        '# url = "https://…"\n',
    ]
    return "".join(["#:schema ../schemas/sidecar.json\n", *rows]) + PERMISSION


def _row(key: str, value: str, sure: str) -> str:
    unsaid = {'""': '"…"', "[]": '["…"]'}
    return (
        f"# {key} = {unsaid[value]}  # the page does not say\n" if value in unsaid else f"{key} = {value}  # {sure}\n"
    )


def _sure(essay: Essay, *roles: Role) -> str:
    told = [verdict for verdict in essay.verdicts if verdict.role in roles]
    where = f"line {told[0].line.number}: " if told else ""
    return where + SURE[bool(told) and not any(verdict.doubtful for verdict in told)]


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, items))}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")


def _fault(code: str, place: Path, sentence: str, fix: str) -> Finding:
    return Finding(code, str(place), sentence, fix, Severity.ERROR)
