"""Tasks -> their results, over a Dask cluster: what a worker needs is sent to it, and what it makes comes back.

What tasks have in common is sent as a result: it goes from worker to worker, and is there again if one dies.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pickle import dumps
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any

from fleuron.errors import FleuronError, ToolError

PATIENCE = 30  # s; how long a cluster may be without a single worker

_one = Lock()  # the layout is no work for two threads of a process


@contextmanager
def joined(address: str) -> Iterator[Any]:
    """Join the cluster of a scheduler; raises ToolError where that cannot be."""
    if find_spec("distributed") is None:
        raise ToolError("--scheduler needs Dask, which is not installed: pip install 'fleuron[cluster]'")
    client = _client(address)
    if client is None:
        gc.collect()  # one that never joined closes when it is thrown away, and waits for ever if another just starts
        raise ToolError(
            f"No Dask scheduler answers at {address}: start one with `dask scheduler`, and name its address"
        )
    with client:
        yield client


def _client(address: str) -> Any:
    """Ask a scheduler; None where none answers."""
    try:
        return import_module("distributed").Client(address, set_as_default=False, timeout=PATIENCE)
    except Exception:  # Dask raises what it likes, a MemoryError too where it is answered by a web server
        return None


def spread(
    client: Any, work: Callable[[Any, Any], Any], commons: Sequence[Any], tasks: Mapping[Any, tuple[int, Any]]
) -> Iterator[tuple[Any, Any]]:
    """Do each task, its common part told by its number; yield its key and result. Raises ToolError."""
    with client.get_executor(pure=False) as pool:
        done: SimpleQueue[Future[Any]] = SimpleQueue()
        told = [client.submit(bytes, dumps(common), pure=False) for common in commons]
        do, how = _opener(), dumps(partial(_alone, work))
        keys = {pool.submit(do, how, told[common], task): key for key, (common, task) in tasks.items()}
        try:
            for future in keys:
                future.add_done_callback(done.put)
            for _ in keys:
                future = _next(done, client)
                yield keys[future], _result(future)
        except BaseException:
            pool.shutdown(wait=False)
            raise


def _next(done: SimpleQueue[Future[Any]], client: Any) -> Future[Any]:
    while True:
        try:
            return done.get(timeout=PATIENCE)
        except Empty:
            if not client.scheduler_info()["workers"]:
                raise ToolError(
                    f"The Dask scheduler has had no worker for {PATIENCE} s: start some with `dask worker ADDRESS`"
                ) from None


def _result(future: Future[Any]) -> Any:
    """Return what a worker made, or tell in a sentence why it made nothing."""
    dies = import_module("distributed").KilledWorker
    try:
        return future.result()
    except FleuronError:
        raise
    except dies as error:
        raise ToolError("The workers of the cluster die of this work: is there too little memory?") from error
    except CancelledError as error:
        raise ToolError("The Dask scheduler is gone. What was made up is kept: build again.") from error
    except (ImportError, RuntimeError) as error:
        raise ToolError(
            f"A worker of the cluster cannot do the work ({error}): install the same fleuron on every machine"
        ) from error


def _opener() -> Callable[[bytes, bytes, Any], Any]:
    """Return a function that goes with all its code, so that a worker without ours can say what it lacks."""

    def do(work: bytes, common: bytes, task: Any) -> Any:
        from pickle import loads

        return loads(work)(loads(common), task)

    return do


def _alone(work: Callable[[Any, Any], Any], common: Any, task: Any) -> Any:
    with _one:
        return work(common, task)
