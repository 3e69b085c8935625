"""Source -> Essay, recalled where the same page was judged before; and what is kept of it, as plain JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from fleuron import judging
from fleuron.cache import keep
from fleuron.clean import clean
from fleuron.judging import judged
from fleuron.manuscript import read_manuscript
from fleuron.model import Essay, Role, Source
from fleuron.plain import dumps, loads
from places import MANUSCRIPT


@dataclass(frozen=True, slots=True)
class Slip:
    number: int
    share: float


@dataclass(frozen=True, slots=True)
class Sheet:
    number: int
    share: float
    role: Role
    words: tuple[str, ...] = ()
    pair: tuple[str, int] = ("", 0)
    sure: frozenset[str] = frozenset()
    day: date | None = None
    data: bytes = b""
    inner: Slip | None = None


FULL = Sheet(
    1,
    0.5,
    Role.BODY,
    ("a", "“b”"),
    ("x", 2),
    frozenset({"p", "q"}),
    date(2026, 1, 2),
    b"\0\xff",
    Slip(2, 0.0),
)


def test_a_value_is_read_as_it_was_written() -> None:
    assert loads(Sheet, dumps(FULL)) == FULL
    assert dumps(loads(Sheet, dumps(FULL))) == dumps(FULL)


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"null",
        b"{}",
        b"[]",
        b"\xff",
        dumps(FULL)[:-1],
        dumps(FULL).replace(b'"body"', b'"bodies"'),
        dumps(FULL).replace(b"[1,", b'["1",'),
        dumps(FULL).replace(b"[1,", b"[true,"),
        dumps(FULL).replace(b"2026-01-02", b"yesterday"),
        dumps(FULL).replace(b'["a"', b"[7"),
    ],
)
def test_what_is_no_such_value_is_refused(spoilt: bytes) -> None:
    with pytest.raises((ValueError, TypeError)):
        loads(Sheet, spoilt)


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Source, ...]:
    monkeypatch.setenv("FLEURON_CACHE", str(tmp_path / "kept"))
    return read_manuscript(MANUSCRIPT)[1]


def never(source: Source) -> Essay:
    raise AssertionError(f"{source.place} was judged twice")


def test_every_page_is_recalled_as_it_was_judged(sources: tuple[Source, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    first = [judged(source) for source in sources]
    assert first == [clean(source) for source in sources]
    monkeypatch.setattr(judging, "clean", never)
    assert [judged(source) for source in sources] == first
    assert any(picture.data for essay in first for picture in essay.pictures)


def test_another_page_decision_or_program_is_judged_anew(
    sources: tuple[Source, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sources[0]
    judged(source)
    monkeypatch.setattr(judging, "clean", never)
    for other in (
        replace(source, lines=source.lines[:-1]),
        replace(source, language="fr"),
        replace(source, decisions=replace(source.decisions, title="Another")),
    ):
        with pytest.raises(AssertionError):
            judged(other)
    for name in ("code", "installed"):
        with monkeypatch.context() as patch:
            patch.setattr(judging, name, lambda *_: "another")
            with pytest.raises(AssertionError):
                judged(source)


def test_an_entry_that_is_spoilt_is_judged_anew(sources: tuple[Source, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(judging, "recall", names.append)
        first = judged(sources[0])
    for spoilt in (b"", b"[]", json.dumps(["slug"]).encode()):
        keep(names[0], spoilt)
        assert judged(sources[0]) == first
