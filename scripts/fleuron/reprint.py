"""A manuscript -> its book: the one that is there, where nothing has changed that it is made of, else a new one.

What has changed is told from the bytes of every file, on both sides, never from a clock: the manuscript, the styles,
the program and what it is installed with; and what came out must be as it was left.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from fleuron.cache import fingerprint, keep, recall
from fleuron.model import Artifact, Finding, Report, Severity
from fleuron.program import installed, ours
from fleuron.themes import find_styles
from fleuron.watch import Watch

MUCH = 10**9  # bytes; in a folder that holds more, a look at each costs more than it saves


def build(folder: Path, out: Path, formats: Sequence[str], watch: Watch, **how: Any) -> Report:
    """Make a book as `build.build` does, unless it stands there already; raises what that would raise."""
    name = name_of(folder, out, formats, **how)
    if report := standing(name):
        return report
    from fleuron.build import build as make

    report = make(folder, out, formats, watch, **how)
    if name == name_of(folder, out, formats, **how):  # nobody wrote while we read
        record(name, report)
    return report


def standing(name: str) -> Report | None:
    """Return the report of a book that was made of what has this name, if it stands as it was made."""
    return _standing(recall(name)) if name else None


def record(name: str, report: Report) -> None:
    """Keep what was made of what has this name."""
    if name:
        told = {"report": asdict(report), "files": _sums((*report.written, *report.beside))}
        keep(name, json.dumps(told, default=str).encode())


def name_of(folder: Path, out: Path, formats: Sequence[str], **how: Any) -> str:
    """Return a name for all that goes into the book; none where that is too much to look at."""
    places = [folder, folder.parent / "styles", find_styles()]
    made = out.resolve()
    files = [path for place in places for path in _walk(place, made)]
    with suppress(OSError):
        if sum(path.stat().st_size for path in files) <= MUCH:
            asked = (str(folder), str(made), *formats, json.dumps(how, sort_keys=True))
            return fingerprint(
                "book", *asked, ours(), installed(), json.dumps({str(path): _sum(path) for path in files})
            )
    return ""


def _walk(place: Path, aside: Path | None = None) -> Iterator[Path]:
    """Yield the files in a folder, in order, and in linked ones, but for one; or the file that it is."""
    if place.is_file():
        yield place
    seen = {aside}
    for folder, inside, names in os.walk(place, followlinks=True):
        real = Path(folder).resolve()
        inside[:] = sorted(name for name in inside if name != ".git") if real not in seen else []
        if real != aside:
            yield from (Path(folder, name) for name in sorted(names))
        seen.add(real)


def _sums(places: Iterable[Path]) -> dict[str, str]:
    """Return the sum of each file, and of each file in each folder; raises OSError where one cannot be read."""
    return {str(path): _sum(path) for place in places for path in _walk(place)}


def _sum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _standing(kept: bytes | None) -> Report | None:
    """Read the report of a book that stands as it was made."""
    try:
        told = json.loads(kept or b"{}")
        report = _report(told["report"])
        whole = told["files"] == _sums((*report.written, *report.beside))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return report if whole else None


def _report(told: Mapping[str, Any]) -> Report:
    return Report(
        artifacts=tuple(Artifact(**row | {"path": Path(row["path"])}) for row in told["artifacts"]),
        drafts=tuple(told["drafts"]),
        findings=tuple(Finding(**row | {"severity": Severity(row["severity"])}) for row in told["findings"]),
        summary=told["summary"],
        ledger=tuple(told["ledger"]),
        written=tuple(map(Path, told["written"])),
        beside=tuple(map(Path, told["beside"])),
        standing=True,
    )
