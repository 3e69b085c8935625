"""The same work by the workers of a Dask cluster, which the tests start: two processes, heard on this machine alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

import test_workers as work
from fleuron.errors import ToolError
from fleuron.formats import pages, screen
from fleuron.formats.pages import lay_out
from fleuron.model import Edition
from fleuron.workers import cluster, hired, spread
from samples import edition

HERE = "127.0.0.1"
HEARD = {"host": HERE, "dashboard_address": f"{HERE}:0"}
pytestmark = pytest.mark.filterwarnings("default")  # those of Dask's own libraries are not ours to mend


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Start a scheduler and two workers, who do not call for long for one that died; give its address."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "2s")
        with LocalCluster(n_workers=2, threads_per_worker=2, processes=True, silence_logs=50, **HEARD) as running:
            yield running.scheduler_address


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """Give the small anthology, its faces cut, and none of its pages made up."""
    anthology = edition()
    monkeypatch.setenv("FLEURON_CACHE", str(tmp_path / "kept"))
    pages._last.clear()
    return anthology


def test_all_is_done_by_the_cluster(scheduler: str) -> None:
    with hired(0, scheduler):
        assert dict(spread(work.square, work.TASKS)) == work.SQUARES
        done = spread(work.tell, work.TASKS)
        assert len({pid for _, pid in done}) == 2


def test_what_a_dead_worker_had_is_done_again(scheduler: str, tmp_path: Path) -> None:
    with hired(0, scheduler):
        assert dict(spread(work.die_once, work.with_common(tmp_path / "died"))) == work.SQUARES
    assert (tmp_path / "died").exists()


def test_work_that_kills_every_worker_is_given_up(scheduler: str, tmp_path: Path) -> None:
    with hired(0, scheduler), pytest.raises(ToolError, match="die of this work"):
        dict(spread(work.die, work.with_common(tmp_path)))


def test_a_failure_is_told_as_it_is(scheduler: str) -> None:
    with hired(0, scheduler), pytest.raises(ToolError, match="this one cannot be done"):
        dict(spread(work.fail, work.TASKS))


def test_work_that_the_workers_do_not_know_is_told(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ask for what only this process can import, as if the cluster had no fleuron."""
    (tmp_path / "only_here.py").write_text("def work(common, task):\n    return task\n")
    monkeypatch.syspath_prepend(tmp_path)
    only_here: Any = __import__("only_here")
    with hired(0, scheduler), pytest.raises(ToolError, match=r"only_here.*install the same fleuron on every machine"):
        dict(spread(only_here.work, work.TASKS))


def test_workers_of_other_versions_are_refused(scheduler: str, book: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = pages.toolbox()
    monkeypatch.setattr(pages, "toolbox", lambda: (*ours[:1], "1.0", *ours[2:]))
    with hired(0, scheduler), pytest.raises(ToolError, match=rf"another weasyprint {ours[1]} and not 1\.0"):
        lay_out(book)


def test_the_cluster_makes_the_same_bytes(
    scheduler: str, book: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hired(0, scheduler):
        there = screen.render(book).data
    monkeypatch.setenv("FLEURON_CACHE", str(tmp_path / "another"))
    pages._last.clear()
    with hired(1):
        assert screen.render(book).data == there


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with pytest.raises(ToolError, match=f"No Dask scheduler answers at {HERE}:9"), hired(0, f"{HERE}:9"):
        raise AssertionError


def test_an_address_that_is_none_is_named() -> None:
    with pytest.raises(ToolError, match="No Dask scheduler answers at here"), hired(0, "here"):
        raise AssertionError


def test_a_scheduler_without_workers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with LocalCluster(n_workers=0, **HEARD) as idle, hired(0, idle.scheduler_address):
        monkeypatch.setattr(cluster, "PATIENCE", 0.2)
        with pytest.raises(ToolError, match=r"no worker for 0\.2 s"):
            dict(spread(work.square, work.TASKS))


def test_without_dask_the_fix_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    with pytest.raises(ToolError, match=r"pip install 'fleuron\[cluster\]'"), hired(0, "tcp://nowhere:1"):
        raise AssertionError
