"""Tasks -> their results, as they come in: done here, by processes of this machine, or by a cluster.

A task is a pure function of what it is given, so whoever does it gives the same; what a dying worker leaves, another
does. `processes` are the workers of this machine, `cluster` those of a Dask scheduler, who share no disk with us.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

Key = TypeVar("Key")
Common = TypeVar("Common")
Task = TypeVar("Task")
Result = TypeVar("Result")

FEW = 2  # tasks a worker; for fewer it is not worth starting


@dataclass(frozen=True, slots=True)
class Hands:
    """So many workers of this machine, 0 for one a core; or the cluster, where there is one."""

    count: int = 0
    cluster: Any = None


_hired: ContextVar[Hands | None] = ContextVar("hired", default=None)


@contextmanager
def hired(count: int, scheduler: str = "") -> Iterator[None]:
    """Do all work inside with so many workers: 1 is this process itself, 0 one worker a core.

    Where the address of a Dask scheduler is given, its workers do it; raises ToolError where it does not answer.
    """
    with _joined(scheduler) as cluster:
        token = _hired.set(Hands(count, cluster))
        try:
            yield
        finally:
            _hired.reset(token)


def _joined(scheduler: str) -> AbstractContextManager[Any]:
    """Join the cluster, where there is one; without one nothing of it is loaded."""
    if not scheduler:
        return nullcontext()
    from fleuron.workers import cluster

    return cluster.joined(scheduler)


def spread(
    work: Callable[[Common, Task], Result], tasks: Mapping[Key, tuple[Common, Task]]
) -> Iterator[tuple[Key, Result]]:
    """Do `work(common, task)` for each task; yield its key and result.

    What tasks have in common is told to a worker once. Raises ToolError where workers die of their work.
    """
    hands = _hired.get() or Hands()
    commons, numbered = _sorted_out(tasks)
    count = min(hands.count or _cores(), len(tasks) // FEW)
    if hands.cluster and len(tasks) >= FEW:
        from fleuron.workers import cluster

        yield from cluster.spread(hands.cluster, work, commons, numbered)
    elif count > 1:
        from fleuron.workers import processes

        yield from processes.spread(work, commons, numbered, count)
    else:
        yield from ((key, work(common, task)) for key, (common, task) in tasks.items())


def _sorted_out(tasks: Mapping[Key, tuple[Any, Task]]) -> tuple[tuple[Any, ...], dict[Key, tuple[int, Task]]]:
    """Part what tasks have in common from what is each one's own."""
    numbers: dict[Any, int] = {}
    numbered = {key: (numbers.setdefault(common, len(numbers)), task) for key, (common, task) in tasks.items()}
    return tuple(numbers), numbered


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
