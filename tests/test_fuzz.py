"""The fuzzer finds nothing in a short run, and something where a law is broken."""

import pytest

from benchmarks.fuzz import fuzz
from fleuron import notes, verdicts


def run(seed, runs):
    *_, tally = fuzz(seed, runs=runs)
    return tally


def test_a_short_run_finds_nothing():
    tally = run(seed=7, runs=60)
    assert tally.faults == []
    assert tally.essays > 30
    assert tally.refused


def drop(text, *_):
    return text.replace("the ", "")


def crash(text, *_):
    raise ValueError(text)


@pytest.mark.parametrize("wrong", [drop, crash])
def test_a_step_that_loses_words_or_fails_is_found(monkeypatch, wrong):
    monkeypatch.setattr(verdicts, "polish", wrong)
    assert run(seed=3, runs=20).faults


def test_a_setter_that_loses_words_is_found(monkeypatch):
    monkeypatch.setattr(notes, "inline", drop)
    assert run(seed=3, runs=20).faults
