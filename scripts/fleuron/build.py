"""Manuscript -> books: the stages joined. Read `build` first: it is the whole program."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from fleuron.audit import audit, summary
from fleuron.clean import clean
from fleuron.collate import collate
from fleuron.errors import InputError
from fleuron.formats import FORMATS, in_order
from fleuron.manuscript import read_manuscript
from fleuron.model import Artifact, Book, Edition, Essay, Finding, Made, Plan, Severity
from fleuron.themes import find_styles, load_theme
from fleuron.typeset import typeset

T = TypeVar("T")


class Watch(Protocol):
    """Show a run of items as it passes."""

    def __call__(self, label: str, items: Sequence[T], /) -> Iterable[T]: ...


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made, and what its editor should know."""

    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]
    summary: str


def unwatched(label: str, items: Sequence[T], /) -> Iterable[T]:
    """Pass items on, and show nothing."""
    return items


def build(folder: Path, out: Path, formats: Sequence[str], watch: Watch = unwatched) -> Report:
    """Make each of `formats` from a manuscript, or a bare folder of pages, in `out`.

    Raises a FleuronError where nothing can be made; then every file in `out` is as it was.
    """
    _prepare(out)
    plan, sources, findings = read_manuscript(folder)
    essays = [clean(source) for source in watch("Judging", sources)]
    essays, bare = _with_text(essays)
    chapters, matter = typeset(essays, plan.matter)
    book = collate(chapters, plan, matter)
    edition = Edition(book, load_theme(_styles(plan), plan.theme), formats=in_order(formats))
    made = _made(edition, watch)
    told = [*findings, *bare, *_told(book, made)]
    return Report(_deliver(book, made, told, out), tuple(told), summary(book.essays))


def _made(edition: Edition, watch: Watch) -> dict[str, Made]:
    made: dict[str, Made] = {}
    for name in watch("Making", edition.formats):
        made[name] = FORMATS[name].render(replace(edition, made=MappingProxyType(dict(made))))
    return made


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


def _styles(plan: Plan) -> Path:
    """Prefer the book's own theme to ours of the same name."""
    return plan.styles if (plan.styles / plan.theme).is_dir() else find_styles()


def _told(book: Book, made: dict[str, Made]) -> list[Finding]:
    essays = [finding for essay in book.essays for finding in essay.findings]
    return [*essays, *(finding for each in made.values() for finding in each.findings)]


def _prepare(out: Path) -> None:
    """See to it, before the long work, that there is a folder to write to."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".fleuron"
        probe.touch()
        probe.unlink()
    except OSError as error:
        sentence = f"nothing can be written here: {(error.strerror or str(error)).lower()}"
        fix = "mend its permissions, or name another folder with -o"
        raise InputError([Finding("BLD502", str(out), sentence, fix, Severity.ERROR)]) from error


def _deliver(book: Book, made: dict[str, Made], told: Sequence[Finding], out: Path) -> tuple[Artifact, ...]:
    name = book.plan.name
    artifacts = tuple(_artifact(format, name, each, out) for format, each in made.items())
    files: dict[Path, bytes | Mapping[str, bytes]] = {
        artifact.path: made[artifact.format].files or made[artifact.format].data for artifact in artifacts
    }
    files[out / f"{name}-audit.json"] = _json(audit(book.essays, told, book.plan.language))
    files[out / "manifest.json"] = _json(
        {
            "title": book.plan.title,
            "identifier": book.plan.identifier,
            "artifacts": [
                {"format": a.format, "file": a.path.name, "bytes": a.size, "sha256": a.sha256, a.unit: a.count}
                for a in artifacts
            ],
        }
    )
    _write(files)
    return artifacts


def _artifact(format: str, name: str, made: Made, out: Path) -> Artifact:
    path = out / (format if made.files else f"{name}{FORMATS[format].suffix}")
    size = sum(map(len, made.files.values())) or len(made.data)
    return Artifact(format, path, size, sha256(made.data).hexdigest(), made.count, made.unit)


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _write(files: Mapping[Path, bytes | Mapping[str, bytes]]) -> None:
    """Write every file and folder beside its place first, so that a failure leaves yesterday's book whole."""
    fresh = {path: path.with_name(f".{path.name}.new") for path in files}
    try:
        for path, data in files.items():
            _lay(fresh[path], data)
        for path in files:
            _swap(fresh[path], path)
    except OSError as error:
        sentence = f"the book cannot be written: {(error.strerror or str(error)).lower()}"
        fix = "make room, or name another folder with -o; the files that were there are as they were"
        raise InputError([Finding("BLD503", str(error.filename), sentence, fix, Severity.ERROR)]) from error
    finally:
        for path in fresh.values():
            _clear(path)


def _lay(path: Path, data: bytes | Mapping[str, bytes]) -> None:
    if isinstance(data, bytes):
        path.write_bytes(data)
        return
    _clear(path)
    for name, each in data.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(each)


def _swap(fresh: Path, path: Path) -> None:
    """Put what is new in the place of what was there; a folder is moved aside first, as it cannot be replaced."""
    old = path.with_name(f".{path.name}.old")
    if path.is_dir():
        _clear(old)
        path.rename(old)
    try:
        fresh.replace(path)
    except OSError:
        if old.exists():
            old.rename(path)
        raise
    _clear(old)


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
