"""Stages and what is done in them -> whoever watches: by default, nobody does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Watch(Protocol):
    """See a stage begin, and a run of items pass in it; a stage lasts until the next one begins."""

    def __call__(self, stage: str, items: Iterable[T] = (), count: int = 0, kept: int = 0, /) -> Iterable[T]:
        """Pass the items on; with those that were `kept` from an earlier build, they will be `count`."""
        ...


def unwatched(stage: str, items: Iterable[T] = (), count: int = 0, kept: int = 0, /) -> Iterable[T]:
    """Pass items on, and show nothing."""
    return items
