"""`fleuron build --store` and `fleuron verify`, as an editor meets them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from fleuron.cli import main

PAGE = """The Waiting Room

By Ida Marlowe

The clock in the waiting room ran four minutes slow, and everyone who sat there knew it and said nothing about it.

She had bought it herself, with her first month's rent, and could not bring herself to have it mended or thrown away.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "waiting.txt").write_text(PAGE)
    return pages


def _run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: object) -> tuple[object, str]:
    monkeypatch.setattr(sys, "argv", ["fleuron", *map(str, words)])
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr()
    return end.value.code or 0, said.out + said.err


def test_a_book_made_for_a_store_passes_there_its_cover_beside_it(monkeypatch, capsys, folder, tmp_path) -> None:
    code, said = _run(monkeypatch, capsys, "build", folder, "-o", tmp_path / "out", "--store", "kdp")
    assert code == 0, said
    assert {path.suffix for path in (tmp_path / "out").iterdir()} >= {".epub", ".jpg"}
    code, said = _run(monkeypatch, capsys, "verify", tmp_path / "out" / "pages.epub", "--store", "kdp")
    assert (code, said.splitlines()[-1]) == (0, "VERIFY OK: Amazon KDP")
    code, said = _run(monkeypatch, capsys, "verify", tmp_path / "out" / "pages.epub", "--store", "d2d", "--json")
    assert code == 1
    assert [finding["code"] for finding in json.loads(said)["findings"]] == ["STO307"]


def test_without_a_store_the_common_wants_are_judged(monkeypatch, capsys, folder, tmp_path) -> None:
    _run(monkeypatch, capsys, "build", folder, "-o", tmp_path / "out", "-f", "epub")
    code, said = _run(monkeypatch, capsys, "verify", tmp_path / "out" / "pages.epub")
    assert (code, said) == (0, "VERIFY OK: Every store\n")


@pytest.mark.parametrize("command", ["build", "verify"])
def test_a_store_that_is_misspelt_is_told_what_it_is_near_to(monkeypatch, capsys, folder, command) -> None:
    code, said = _run(monkeypatch, capsys, command, folder, "--store", "kob")
    assert code == 2
    assert "did you mean kobo?" in said


def test_what_is_no_epub_is_said_to_be_none(monkeypatch, capsys, folder) -> None:
    code, said = _run(monkeypatch, capsys, "verify", folder / "waiting.txt")
    assert code == 2
    assert "STO100" in said


@pytest.mark.parametrize(
    ("words", "says"), [(["book.pdf"], "name one with --printer"), (["b.epub", "--printer", "lulu"], "leave out")]
)
def test_a_file_that_the_other_judges_is_sent_there(monkeypatch, capsys, words, says) -> None:
    code, said = _run(monkeypatch, capsys, "verify", *words)
    assert (code, says in said) == (2, True)
