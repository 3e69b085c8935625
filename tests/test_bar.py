"""The line that people see while a book is made, what a pipe gets of it, and the times at the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fleuron.cli import bar
from fleuron.cli.bar import WIDE, Bar, Stage

COLUMNS = 79


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[], float]:
    """Let every look at the clock take a second."""
    seconds = iter(range(1000))
    monkeypatch.setattr(bar, "monotonic", lambda: float(next(seconds)))
    monkeypatch.setattr(bar, "_width", lambda: COLUMNS)
    return bar.monotonic


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, clock: Callable[[], float]) -> None:
    monkeypatch.setattr(bar, "_seen", lambda: True)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage("Reading", 0, 0, 0), "Reading"),
        (Stage("Making up", 0, 10, 0), f"Making up {'·' * WIDE} 0/10"),
        (Stage("Making up", 0, 10, 0, 5), f"Making up {'█' * 12}{'·' * 12} 5/10, 1:30 left"),
        (Stage("Making up", 0, 10, 4, 1), f"Making up {'█' * 12}{'·' * 12} 5/10, 4 from the cache, 7:30 left"),
        (Stage("Making up", 0, 10, 10), f"Making up {'█' * WIDE} 10/10, 10 from the cache"),
        (Stage("Making up", 0, 10, 0, 10), f"Making up {'█' * WIDE} 10/10"),
    ],
)
def test_a_line_says_how_far_a_stage_is_and_how_long_it_takes_yet(stage: Stage, said: str) -> None:
    assert stage.line(90) == said


def test_people_see_one_line_and_then_none(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    with Bar() as watch:
        assert list(watch("Judging", "abc", 3)) == ["a", "b", "c"]
        watch("Setting")
        said = capsys.readouterr().err
    assert "\n" not in said
    lines = said.split("\r")[1:]
    assert {len(line) for line in lines} == {COLUMNS}
    assert [line.split()[-1] if "left" not in line else line.split()[-3] for line in lines] == [
        *("0/3", "1/3,", "2/3,", "3/3"),
        "Setting",
    ]
    assert capsys.readouterr().err == f"\r{' ' * COLUMNS}\r"


def test_a_pipe_gets_nothing(clock: Callable[[], float], capsys: pytest.CaptureFixture[str]) -> None:
    with Bar() as watch:
        assert list(watch("Judging", "abc", 3)) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def test_who_asks_is_told_the_time_of_each_stage(
    clock: Callable[[], float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Bar(verbose=True) as watch:
        watch("Reading")
        list(watch("Judging", "abc", 3))
        list(watch("Making up", "ab", 5, 3))
        list(watch("Judging", "d", 1))
    assert capsys.readouterr().err.splitlines() == [
        "Reading       1.00 s",
        "Judging       6.00 s      4",
        "Making up     3.00 s      5, 3 from the cache",
    ]


def test_a_fault_takes_the_line_away(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped() -> None:
        with Bar() as watch:
            for _ in watch("Judging", "abc", 3):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert capsys.readouterr().err.endswith(f"\r{' ' * COLUMNS}\r")
