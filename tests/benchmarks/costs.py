"""A command -> what it cost, with all the processes that it started; or why it was stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import psutil

PAUSE = 0.2  # s between two looks at the memory
MOST = 6000  # MB; what takes more is stopped, before it takes the machine
UNIT = 2**20 if sys.platform == "darwin" else 2**10  # of ru_maxrss, to the MB


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of all processes; and MB, of the largest process and of all at once."""

    cpu: float
    wall: float
    largest: float
    together: float


def run(arguments: Sequence[str], limit: float) -> Cost | str:
    """Run Python so, and measure it; say why where it took more than `limit` seconds, or too much memory.

    Raises CalledProcessError, with what it said, where it fails.
    """
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], stdout=said, stderr=subprocess.STDOUT, start_new_session=True, env=_readers()
        )
        together, seconds = 0.0, dict[int, float]()
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            together = max(together, _look(process.pid, seconds))
            wall = time.perf_counter() - start
            if wall > limit or together > MOST:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return f"not done in {limit:.0f} s" if wall > limit else f"not done in {MOST} MB"
            time.sleep(PAUSE)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        if process.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(process.returncode, arguments, said.read())
    used = ended[2]
    cpu = max(used.ru_utime + used.ru_stime, sum(seconds.values()))  # not every program waits for its children
    largest = used.ru_maxrss / UNIT
    return Cost(cpu, wall, largest, max(together, largest))


def _readers() -> dict[str, str]:
    """Return the environment as its readers have it, where Python keeps what it has compiled."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _look(pid: int, seconds: dict[int, float]) -> float:
    """Return the memory (MB) of a process and all below it, what they share counted once; note what time they took."""
    memory = 0.0
    with suppress(psutil.Error):
        for process in (root := psutil.Process(pid), *root.children(recursive=True)):
            with suppress(psutil.Error):
                told = process.memory_full_info()
                memory += getattr(told, "pss", told.rss) / 2**20
                times = process.cpu_times()
                seconds[process.pid] = times.user + times.system
    return memory
