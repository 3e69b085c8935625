"""Stages and what is done in them -> a line that people see: how far, how much from the cache, how long yet."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

import click

T = TypeVar("T")
PAUSE = 0.1  # s between two looks
WIDE = 24  # characters


@dataclass(slots=True)
class Stage:
    """How far one stage is, and since when (s)."""

    name: str
    begun: float
    count: int
    kept: int
    done: int = 0
    seconds: float = 0

    def line(self, now: float) -> str:
        """Say it; the time left is told once something has been done that took time."""
        if not self.count:
            return self.name
        done = self.kept + self.done
        full = WIDE * done // self.count
        said = [f"{self.name:<9} {'█' * full}{'·' * (WIDE - full)} {done}/{self.count}"]
        if self.kept:
            said.append(f"{self.kept} from the cache")
        if self.done and done < self.count:
            left = round((now - self.begun) / self.done * (self.count - done))
            said.append(f"{left // 60}:{left % 60:02} left")
        return ", ".join(said)


@dataclass(slots=True)
class Bar:
    """Show people at a terminal one line, and a pipe nothing; a `verbose` one tells at its end what took how long."""

    verbose: bool = False
    stages: list[Stage] = field(default_factory=list)
    _shown: bool = field(default_factory=lambda: _seen())
    _looked: float = 0

    def __call__(self, stage: str, items: Iterable[T] = (), count: int = 0, kept: int = 0, /) -> Iterable[T]:
        """Begin a stage, and pass on what is done in it."""
        now = self._end_stage()
        self.stages.append(Stage(stage, now, count, kept))
        self._show(now)
        return self._passing(self.stages[-1], items)

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._end_stage()
        self.clear()
        if self.verbose:
            self._tell()

    def clear(self) -> None:
        """Take the line away, so that something else can be said."""
        if self._shown:
            click.echo(f"\r{' ' * _width()}\r", nl=False, err=True)

    def _passing(self, stage: Stage, items: Iterable[T]) -> Iterator[T]:
        for item in items:
            yield item
            stage.done += 1
            now = monotonic()
            if now - self._looked > PAUSE:
                self._show(now)

    def _end_stage(self) -> float:
        now = monotonic()
        if self.stages:
            self.stages[-1].seconds = now - self.stages[-1].begun
        return now

    def _show(self, now: float) -> None:
        self._looked = now
        if self._shown:
            line = self.stages[-1].line(now)[: _width()]
            click.echo(f"\r{line:<{_width()}}", nl=False, err=True)

    def _tell(self) -> None:
        """Tell the time of each stage, those of the same name taken together."""
        for name in dict.fromkeys(stage.name for stage in self.stages):
            same = [stage for stage in self.stages if stage.name == name]
            count, kept = sum(stage.count for stage in same), sum(stage.kept for stage in same)
            said = f"{name:<10}{sum(stage.seconds for stage in same):8.2f} s {count or '':>6}"
            click.echo(f"{said}, {kept} from the cache" if kept else said.rstrip(), err=True)


def _seen() -> bool:
    return sys.stderr.isatty()


def _width() -> int:
    return shutil.get_terminal_size().columns - 1
