"""A manuscript -> its book, made again whenever a file is saved: the essay that was changed at once, then the whole.

The whole is made by a process of its own, which a newer change ends; all it makes is in a folder that goes with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Condition, Event, RLock, Thread
from typing import Any

import pikepdf
from watchfiles import DefaultFilter, watch

from fleuron.desk.galleys import pull, text_blocks
from fleuron.desk.pins import Pin, pins
from fleuron.desk.plates import Plate, anchors, labels, plates
from fleuron.errors import FleuronError
from fleuron.formats.frames import Frame
from fleuron.names import slugify

KIND = 10  # how far the whole book stands back for the essay that is looked at
QUIET = 60  # ms without a change, before one is looked at
EDGES = (0.0, 0.0, 0.0, 0.0)
ESSAYS = frozenset({".md", ".txt", ".toml"})


@dataclass(frozen=True, slots=True)
class Shown:
    """The book as it was last made."""

    number: int = 0
    plates: tuple[Plate, ...] = ()
    folios: tuple[str, ...] = ()
    starts: Mapping[str, int] = field(default_factory=dict)  # the page, from 0, on which each division opens
    findings: tuple[Mapping[str, str], ...] = ()
    pins: Mapping[int, tuple[Pin, ...]] = field(default_factory=dict)  # by page, from 0
    frames: tuple[Frame, Frame] = (EDGES, EDGES)  # the text block of a recto, and of a verso
    files: Mapping[str, Path] = field(default_factory=dict)  # by format
    draft: bool = False
    error: str = ""
    working: bool = True

    def span(self, division: str) -> tuple[int, int]:
        """Return the first page of a division, and the one after its last."""
        first = self.starts[division]
        return first, min((start for start in self.starts.values() if start > first), default=len(self.plates))


class Press:
    """Keep a book made; `close` it when done."""

    def __init__(self, folder: Path, out: Path) -> None:
        self.folder, self.out = folder.resolve(), out
        self.shown = Shown()
        self._news, self._stop = Condition(), Event()
        self._making: subprocess.Popen[str] | None = None
        self._one = RLock()  # process that makes the book, and no other beside it
        self._watcher = Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        self._watcher.start()
        self._make()
        Thread(target=self._warm, daemon=True).start()

    def stop(self) -> None:
        """Let nobody wait any longer."""
        self._stop.set()
        with self._news:
            self._news.notify_all()

    def close(self) -> None:
        """Stop, and end whatever is being made."""
        self.stop()
        self._watcher.join()
        self._end()

    @property
    def closed(self) -> bool:
        return self._stop.is_set()

    def wait(self, number: int, seconds: float) -> Shown:
        """Wait for something newer than what has this number, and return what there is."""
        with self._news:
            self._news.wait_for(lambda: self.closed or self.shown.number != number, seconds)
            return self.shown

    def _watch(self) -> None:
        places = [place for place in (self.folder, self.folder.parent / "styles") if place.is_dir()]
        for changes in watch(*places, watch_filter=Seen(), step=QUIET, debounce=QUIET * 5, stop_event=self._stop):
            changed = {Path(path) for _, path in changes}
            self._end()
            self._say(working=True)
            for path in changed:
                self._essay(path)
            self._make()

    def _warm(self) -> None:
        """Set one essay to no purpose, so that the first that is changed is set as fast as the next."""
        page = next(iter(sorted(self.folder.rglob("*.txt"))), None)
        if page:
            with suppress(FleuronError):
                pull(self.folder, slugify(page.stem), {})

    def _essay(self, path: Path) -> None:
        """Set the essay of a page or of its sidecar, and put its pages in the place of the old ones."""
        division = f"essay-{slugify(path.stem)}"
        before = self.shown
        if path.suffix not in ESSAYS or division not in before.starts:
            return
        first, end = before.span(division)
        try:
            pdf = pull(self.folder, slugify(path.stem), {division: before.folios[first]}, before.draft)
        except FleuronError as error:
            self._say(error=str(error))
            return
        if pdf:
            self._say(**_inserted(before, first, end, plates(pdf)), error="")

    def _make(self) -> None:
        command = [sys.executable, "-m", "fleuron", "build", str(self.folder), "-o", str(self.out), "-f", "site"]
        with self._one:
            self._end()
            if self.closed:
                return
            self._making = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._making.pid, KIND)
            Thread(target=self._wait, args=(self._making,), daemon=True).start()

    def _wait(self, making: subprocess.Popen[str]) -> None:
        said, _ = making.communicate()
        if making is not self._making or self.closed:
            return
        manifest = self.out / "manifest.json"
        if making.returncode not in (0, 1) or not manifest.exists():
            self._say(error=said.strip(), working=False)
            return
        try:
            made = _made(self.out, json.loads(manifest.read_text("utf-8")))
            made |= _looked_up(self.folder, replace(self.shown, **made))
            self._say(**made, error="", working=False)
        except (FleuronError, OSError, ValueError, KeyError, pikepdf.PdfError) as error:
            self._say(error=f"what was made cannot be shown: {error}", working=False)

    def _end(self) -> None:
        with self._one:
            making, self._making = self._making, None
            if making and making.poll() is None:
                making.terminate()
                making.wait()

    def _say(self, **news: Any) -> None:
        with self._news:
            self.shown = replace(self.shown, number=self.shown.number + 1, **news)
            self._news.notify_all()


class Seen(DefaultFilter):
    """Look away from the files that programs write for themselves."""

    def __call__(self, change: Any, path: str) -> bool:
        return not Path(path).name.startswith((".", "~")) and super().__call__(change, path)


def _inserted(shown: Shown, first: int, end: int, fresh: tuple[Plate, ...]) -> dict[str, Any]:
    """Put the pages of one essay in the place of its old ones; what stands behind them moves."""
    more = len(fresh) - (end - first)
    return {
        "plates": (*shown.plates[:first], *fresh, *shown.plates[end:]),
        "starts": {name: page + more * (page >= end) for name, page in shown.starts.items()},
        "pins": {page + more * (page >= end): pinned for page, pinned in shown.pins.items()},
    }


def _looked_up(folder: Path, shown: Shown) -> dict[str, Any]:
    """Find where the findings stand, and what the theme's margins leave."""
    spans = {name: shown.span(name) for name in shown.starts}
    return {"pins": pins(folder, shown.findings, shown.plates, spans), "frames": text_blocks(folder)}


def _made(out: Path, manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Read what a build has made."""
    files = {row["format"]: out / row["file"] for row in manifest["artifacts"]}
    screen = files["screen"].read_bytes()
    found = json.loads(next(out.glob("*-audit.json")).read_text("utf-8"))["findings"]
    places = anchors(screen)
    starts = {name: page for name, page in places.items() if f"{name}-h" in places or page == 0}
    leaves = plates(files["print"].read_bytes())
    folios = (*labels(screen), *("" for _ in leaves))[: len(leaves)]
    draft = any(row.get("draft") for row in manifest["artifacts"] if row["format"] == "print")
    return {
        "draft": draft,
        "files": files,
        "findings": tuple(found),
        "starts": starts,
        "plates": leaves,
        "folios": folios,
    }
