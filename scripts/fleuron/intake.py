"""Pages, wherever they lie -> a manuscript that has them: copied byte for byte, and what they say of themselves."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import NamedTuple

from fleuron.clean import clean
from fleuron.errors import InputError, ToolError
from fleuron.makeready import titled, toml
from fleuron.manuscript import read_page
from fleuron.manuscript.gather import gather
from fleuron.manuscript.schema import FILES, schema
from fleuron.model import Essay, Finding, Line, Role, Severity
from fleuron.names import nameless, slugify, sort_name
from fleuron.offers import offers
from fleuron.order import Section, propose
from fleuron.shelf import prepare, write
from fleuron.watch import Watch, unwatched

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
STATED = "the page's own data say so"
Files = dict[Path, bytes | Path]


class Arrival(NamedTuple):
    """One page that came in: its files, the essay in it, its sidecar, and its pictures by their names."""

    files: tuple[Path, ...]
    essay: Essay
    sidecar: bytes | Path
    pictures: Mapping[str, bytes | Path] = MappingProxyType({})


def new(paths: Sequence[Path], folder: Path, watch: Watch = unwatched) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Make a manuscript in `folder` from pages; they are copied byte for byte, and stay as they are.

    `paths` are files, folders of them, and archives. Raises InputError where there is no page, or something is in the
    folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            [_fault("MKR601", str(folder), "there is something here already", "name a folder that is not")]
        )
    with TemporaryDirectory() as room:
        arrivals, findings = _arrivals(paths, Path(room), {}, None, watch)
        essays = [arrival.essay for arrival in arrivals]
        files: Files = {folder / "book.toml": _book(folder, _proposed(essays))}
        files |= {folder / "contributors.toml": _people(essays)}
        files |= {folder / "schemas" / f"{name}.json": _json(schema(name)) for name in FILES}
        files |= _placed(arrivals, folder / "essays")
        for place in dict.fromkeys(path.parent for path in files):
            prepare(place)
        write(files)
    return tuple(files), tuple(findings)


def bring(
    paths: Sequence[Path], folder: Path, watch: Watch = unwatched
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Bring more pages into a manuscript, and change nothing that is there.

    Raises InputError where there is no manuscript, or no page that it does not have.
    """
    essays = folder / "essays"
    if not (folder / "book.toml").is_file():
        fix = f"start one: fleuron new {folder} --from {paths[0]}"
        raise InputError([_fault("MKR605", str(folder), "there is no manuscript here", fix)])
    there = {slugify(path.stem): path.name for path in essays.iterdir()} if essays.is_dir() else {}
    known: Mapping[str, object] = {}
    with suppress(OSError, tomllib.TOMLDecodeError):
        known = tomllib.loads((folder / "contributors.toml").read_text("utf-8"))
    with TemporaryDirectory() as room:
        arrivals, findings = _arrivals(paths, Path(room), there, known, watch)
        files = _placed(arrivals, essays)
        for place in dict.fromkeys(path.parent for path in files):
            prepare(place)
        write(files)
    return tuple(files), tuple(findings)


def _arrivals(
    paths: Sequence[Path], room: Path, there: Mapping[str, str], known: Collection[str] | None, watch: Watch
) -> tuple[list[Arrival], list[Finding]]:
    """Read the pages one by one; of each only its words are kept. Raises InputError where none can be read."""
    pages, findings = gather(paths, room)
    groups: dict[str, list[Path]] = {}
    for page in pages:
        groups.setdefault(slugify(page.stem), []).append(page)
    arrivals = []
    for slug, group in watch("Reading", groups.items(), len(groups)):
        own, told = _told_apart(slug, group, there)
        findings += told
        source = read_page(*own) if own else []
        if isinstance(source, list):
            findings += source
            continue
        findings += source.findings
        essay = clean(source)
        side = own[0].with_suffix(".toml")
        pictures: dict[str, bytes | Path] = {picture.file: picture.data for picture in essay.pictures}
        tables, offered = ("", {}) if side.exists() else offers(essay, own[0])
        told_of = side if side.exists() else (_sidecar(essay, known) + tables).encode()
        arrivals.append(Arrival(own, _slim(essay), told_of, {**pictures, **offered}))
    if not arrivals:
        raise InputError(findings or [_fault("MAN100", str(paths[0]), "there is no page here", "name another folder")])
    return arrivals, findings


def _told_apart(slug: str, group: list[Path], there: Mapping[str, str]) -> tuple[tuple[Path, ...], Sequence[Finding]]:
    """Choose the files of one essay: the first page of its name, with the Markdown written from it beside it."""
    if slug in there:
        sentence = f"the manuscript has {there[slug]} already, and nothing is written over"
        return (), [_fault("MKR606", group[0].name, sentence, "give the page another name, or take the old one away")]
    first = group[0]
    own = [page for page in group if page.with_suffix("") == first.with_suffix("")]
    by_hand = [page for page in own if page.suffix.lower() == ".md"]
    own = own if len(own) == 2 and len(by_hand) == 1 else [first]
    others = [page for page in group if page not in own]
    fix = "give it another name, and bring it in again"
    return tuple(own), [
        _fault("MKR607", f"{page.parent.name}/{page.name}", f"this and {first.name} would be one essay", fix)
        for page in others
    ]


def _slim(essay: Essay) -> Essay:
    """Keep what an order is proposed by: a thousand pages with all their markup would fill the memory."""
    printed = tuple(
        replace(verdict, line=Line(verdict.line.number, ""), found="", changes=(), spans=())
        for verdict in essay.printed
    )
    return replace(essay, verdicts=printed, findings=(), pictures=())


def _placed(arrivals: Iterable[Arrival], essays: Path) -> Files:
    files: Files = {}
    for arrival in arrivals:
        files |= {essays / page.name: page for page in arrival.files}
        files[essays / arrival.files[0].with_suffix(".toml").name] = arrival.sidecar
        shown = {essays.parent / name: data for name, data in arrival.pictures.items()}
        files |= {path: data for path, data in shown.items() if not path.exists()}
    return files


def _book(folder: Path, sections: Sequence[Section]) -> bytes:
    return (BOOK.format(title=_quoted(titled(folder))) + toml(sections)).encode()


def _proposed(essays: Sequence[Essay]) -> tuple[Section, ...]:
    """Propose the reading path; without the tool for it, the order of the titles."""
    try:
        return propose(essays, "path")
    except ToolError:
        return propose(essays, "title")


def _people(essays: Iterable[Essay]) -> bytes:
    names = {slugify(name): name for essay in essays for name in essay.authors if not nameless(name)}
    people = [
        f'\n[{slug}]\nname = {_quoted(name)}\nsort = {_quoted(sort_name(name))}\n# bio = "…"\n# url = "https://…"\n'
        for slug, name in sorted(names.items(), key=lambda row: sort_name(row[1]))
    ]
    return (PEOPLE + "".join(people)).encode()


def _sidecar(essay: Essay, known: Collection[str] | None) -> str:
    """Write what the page says of itself, and how sure that is; what it does not say is left to the editor.

    Who is not `known` in the register stands there by name.
    """
    ids = {name: nameless(name) or slugify(name) for name in essay.authors}
    authors = [said if known is None or nameless(name) or said in known else name for name, said in ids.items()]
    rows = [
        _row("title", _quoted(essay.title), _sure(essay, "title", Role.TITLE)),
        _row("authors", _list(authors), _sure(essay, "authors", Role.BYLINE)),
        _row("site", _quoted(essay.site), _sure(essay, "site", Role.BYLINE, Role.DATELINE)),
        _row("published", _quoted(essay.published), _sure(essay, "published", Role.DATELINE, Role.BYLINE)),
        _row("url", _quoted(essay.url), STATED) if essay.url else '# url = "https://…"\n',
    ]
    return "".join(["#:schema ../schemas/sidecar.json\n", *rows]) + PERMISSION


def _row(key: str, value: str, sure: str) -> str:
    unsaid = {'""': '"…"', "[]": '["…"]'}
    return (
        f"# {key} = {unsaid[value]}  # the page does not say\n" if value in unsaid else f"{key} = {value}  # {sure}\n"
    )


def _sure(essay: Essay, key: str, *roles: Role) -> str:
    if key in essay.imprint.sure and getattr(essay, key) == getattr(essay.imprint, key):
        return STATED
    told = [verdict for verdict in essay.verdicts if verdict.role in roles]
    where = f"line {told[0].line.number}: " if told else ""
    return where + SURE[bool(told) and not any(verdict.doubtful for verdict in told)]


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, items))}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")


def _fault(code: str, place: str, sentence: str, fix: str) -> Finding:
    return Finding(code, place, sentence, fix, Severity.ERROR)
