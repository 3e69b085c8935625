"""Tasks -> their results, over processes of this machine, which end when it does."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, parent_process
from threading import Thread
from typing import Any

from fleuron.errors import ToolError

LIVES = 3  # times that the workers may die before it is held that the work kills them

_work: Callable[[int, Any], Any]


def spread(
    work: Callable[[Any, Any], Any], commons: Sequence[Any], tasks: Mapping[Any, tuple[int, Any]], count: int
) -> Iterator[tuple[Any, Any]]:
    """Do each task, its common part told by its number; yield its key and result. Raises ToolError."""
    left = dict(tasks)
    for _ in range(LIVES):
        for key, result in _shift(work, commons, left, count):
            del left[key]
            yield key, result
        if not left:
            return
    raise ToolError(f"The workers died {LIVES} times over the same work: is there too little memory? Try -j 1.")


def _shift(
    work: Callable[[Any, Any], Any], commons: Sequence[Any], tasks: Mapping[Any, tuple[int, Any]], count: int
) -> Iterator[tuple[Any, Any]]:
    """Yield what the workers get done before one of them dies, if one does."""
    others = set(active_children())
    with ProcessPoolExecutor(count, initializer=_learn, initargs=(work, commons)) as pool:
        try:
            keys: dict[Future[Any], Any] = {pool.submit(_do, *task): key for key, task in tasks.items()}
            for done in as_completed(keys):
                yield keys[done], done.result()
        except BrokenProcessPool:
            return
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in set(active_children()) - others:
                worker.kill()  # nobody waits for what it has in hand
            raise


def _learn(work: Callable[[Any, Any], Any], commons: Sequence[Any]) -> None:
    """Tell a worker what its tasks have in common; Ctrl-C is for the process that hired it, and it ends with that."""
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_outlive_nobody, daemon=True).start()

    def do(common: int, task: Any) -> Any:
        return work(commons[common], task)

    _work = do


def _outlive_nobody() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _do(common: int, task: Any) -> Any:
    return _work(common, task)
