"""Tasks -> results: all of them, whoever does them and whoever dies of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fleuron.errors import ToolError
from fleuron.workers import hired, spread
from places import ROOT

TASKS = {f"task {n}": (1, n) for n in range(12)}
SQUARES = {key: n * n + 1 for key, (_, n) in TASKS.items()}


def square(one: int, number: int) -> int:
    return number * number + one


def die_once(mark: Path, number: int) -> int:
    """Kill the worker that does the fifth task, the first time."""
    if number == 5 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number + 1


def die(_: Path, number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail(_: int, number: int) -> int:
    if number == 5:
        raise ToolError("this one cannot be done")
    return number


def tell(_: int, number: int) -> int:
    return os.getpid()


def never_end(_: int, number: int) -> int:
    """Do the first task, and the others never."""
    while number:
        signal.pause()
    return number


def with_common(common: object) -> dict[str, tuple[object, int]]:
    return {key: (common, number) for key, (_, number) in TASKS.items()}


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_all_is_done_by_any_number_of_workers(count: int) -> None:
    with hired(count):
        assert dict(spread(square, TASKS)) == SQUARES


@pytest.mark.parametrize("count", [1, 2])
def test_each_task_has_what_it_shares_with_some(count: int) -> None:
    tasks = {number: (number % 3 * 100, number) for number in range(9)}
    with hired(count):
        assert dict(spread(square, tasks)) == {number: number * number + number % 3 * 100 for number in range(9)}


def test_one_worker_is_this_process() -> None:
    with hired(1):
        assert {pid for _, pid in spread(tell, TASKS)} == {os.getpid()}
    with hired(2):
        assert os.getpid() not in {pid for _, pid in spread(tell, TASKS)}


def test_what_a_dead_worker_had_is_done_again(tmp_path: Path) -> None:
    with hired(2):
        assert dict(spread(die_once, with_common(tmp_path / "died"))) == SQUARES
    assert (tmp_path / "died").exists()


def test_work_that_kills_every_worker_is_given_up(tmp_path: Path) -> None:
    with hired(2), pytest.raises(ToolError, match="died"):
        dict(spread(die, with_common(tmp_path)))


def test_a_failure_is_told_as_it_is() -> None:
    with hired(2), pytest.raises(ToolError, match="cannot be done"):
        dict(spread(fail, TASKS))


def test_nobody_waits_for_the_work_of_a_build_that_is_stopped() -> None:
    program = """
from fleuron.workers import hired, spread
from test_workers import TASKS, never_end
with hired(2):
    done = spread(never_end, TASKS)
    print(*next(done))
    done.close()
"""
    paths = {"PYTHONPATH": os.pathsep.join(map(str, (ROOT / "scripts", ROOT / "tests")))}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | paths,
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
        check=True,
    )
    assert ended.stdout == "task 0 0\n"
