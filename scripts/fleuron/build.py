"""Manuscript in, books out. Read `build` first: it is the whole program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar

from fleuron.audit import audit, summary
from fleuron.clean import clean
from fleuron.collate import collate
from fleuron.errors import InputError
from fleuron.formats import FORMATS
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
    edition = Edition(book, load_theme(_styles(plan), plan.theme), formats=tuple(formats))
    made = {name: FORMATS[name].render(edition) for name in watch("Making", list(formats))}
    told = [*findings, *bare, *_told(book, made)]
    return Report(_deliver(book, made, told, out), tuple(told), summary(book.essays))


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
    artifacts = tuple(
        Artifact(
            format, out / f"{name}{FORMATS[format].suffix}", len(m.data), sha256(m.data).hexdigest(), m.count, m.unit
        )
        for format, m in made.items()
    )
    files = {artifact.path: made[artifact.format].data for artifact in artifacts}
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


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _write(files: dict[Path, bytes]) -> None:
    """Write every file beside its place first, so that a failure leaves yesterday's book whole."""
    fresh = {path: path.with_name(f".{path.name}.new") for path in files}
    try:
        for path, data in files.items():
            fresh[path].write_bytes(data)
        for path in files:
            fresh[path].replace(path)
    except OSError as error:
        sentence = f"the book cannot be written: {(error.strerror or str(error)).lower()}"
        fix = "make room, or name another folder with -o; the files that were there are as they were"
        raise InputError([Finding("BLD503", str(error.filename), sentence, fix, Severity.ERROR)]) from error
    finally:
        for path in fresh.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)
