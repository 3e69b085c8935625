"""Tasks -> their results, as they come in: over processes of this machine; what a dying one leaves, another does."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from fleuron.errors import ToolError

Key = TypeVar("Key")
Task = TypeVar("Task")
Result = TypeVar("Result")

FEW = 2  # tasks a worker; for fewer it is not worth starting
LIVES = 3  # times that the workers may die before it is held that the work kills them

_hired: ContextVar[int] = ContextVar("hired", default=0)
_work: Callable[[Any], Any]


@contextmanager
def hired(count: int) -> Iterator[None]:
    """Do all work inside with so many workers: 1 is this process itself, 0 one worker a core."""
    token = _hired.set(count)
    try:
        yield
    finally:
        _hired.reset(token)


def spread(work: Callable[[Any, Task], Result], shared: Any, tasks: Mapping[Key, Task]) -> Iterator[tuple[Key, Result]]:
    """Do `work(shared, task)` for each task; yield its key and result. Raises ToolError where workers die of it."""
    count = min(_hired.get() or _cores(), len(tasks) // FEW)
    if count < 2:
        yield from ((key, work(shared, task)) for key, task in tasks.items())
        return
    left = dict(tasks)
    for _ in range(LIVES):
        for key, result in _shift(work, shared, left, count):
            del left[key]
            yield key, result
        if not left:
            return
    raise ToolError(f"The workers died {LIVES} times over the same work: is there too little memory? Try -j 1.")


def _shift(work: Any, shared: Any, tasks: Mapping[Key, Any], count: int) -> Iterator[tuple[Key, Any]]:
    """Yield what the workers get done before one of them dies, if one does."""
    with ProcessPoolExecutor(count, initializer=_learn, initargs=(work, shared)) as pool:
        try:
            keys: dict[Future[Any], Key] = {pool.submit(_do, task): key for key, task in tasks.items()}
            for done in as_completed(keys):
                yield keys[done], done.result()
        except BrokenProcessPool:
            return
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _learn(work: Callable[[Any, Any], Any], shared: Any) -> None:
    """Tell a worker once what all its tasks have in common; Ctrl-C is for the process that hired it."""
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def do(task: Any) -> Any:
        return work(shared, task)

    _work = do


def _do(task: Any) -> Any:
    return _work(task)


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
