"""Files, folders and archives -> the pages among them, as files; each other file is told, and none is passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from fleuron.manuscript.bundle import unpack
from fleuron.manuscript.kinds import READERS, refusals
from fleuron.manuscript.sources import NOT_ESSAYS
from fleuron.model import Finding, Severity

COMPANIONS = ("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_file", "_bestanden")  # of a saved page


def gather(paths: Iterable[Path], room: Path) -> tuple[list[Path], list[Finding]]:
    """Find the pages in `paths`, folder by folder; archives are unpacked into `room`, a folder that is there."""
    pages: list[Path] = []
    findings: list[Finding] = []
    for number, path in enumerate(paths):
        if not path.exists():
            fix = "name the pages, their folder, or an archive of them"
            findings.append(Finding("MAN100", str(path), "there is no such file or folder", fix, Severity.ERROR))
        found, told = _within([path] if path.is_file() else _walk(path), room / str(number))
        pages += found
        findings += told
    return pages, findings


def _within(paths: Iterable[Path], room: Path) -> tuple[list[Path], list[Finding]]:
    """Part the pages from the rest, and look into archives."""
    pages: list[Path] = []
    findings: list[Finding] = []
    others: Counter[str] = Counter()
    for path in paths:
        ending = path.suffix.lower()
        if ending in READERS:
            pages.append(path)
        elif ending == ".zip":
            inner = room / path.stem
            inner.mkdir(parents=True)
            _, told = unpack(path, inner)
            found, more = _within(_walk(inner), inner / ".zip")
            pages += found
            findings += told + more
        elif ending in refusals():
            findings.append(Finding("MAN106", path.name, *refusals()[ending]))
        elif ending != ".toml":
            others[ending or path.name] += 1
    return pages, findings + list(_told(others))


def _told(others: Counter[str]) -> Iterator[Finding]:
    for kind, count in sorted(others.items()):
        many = (
            f"{count} files of the kind {kind} are no pages" if count > 1 else f"a file of the kind {kind} is no page"
        )
        fix = "nothing, if it belongs to a saved page; else save its text as .txt, .html or .docx"
        yield Finding("MAN106", kind, f"{many}, and left where it is", fix, Severity.NOTE)


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and the folders in it, in order; of a manuscript, those of its essays."""
    essays = folder / "essays"
    top = essays if essays.is_dir() else folder
    for path in sorted(top.rglob("*")):
        inner = path.relative_to(top).parts
        beside = any(part.endswith(COMPANIONS) for part in inner[:-1])
        wanted = not beside and path.name not in NOT_ESSAYS and not any(part.startswith(".") for part in inner)
        if wanted and (path.is_file() or not path.exists()):  # a link that leads nowhere is told
            yield path
