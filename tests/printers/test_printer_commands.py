"""What `verify` says of a PDF to people and to machines, and how it ends."""

import json

import pytest

from printers.jobs import interior, sound
from test_cli import run


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.pdf"
    path.write_bytes(sound("ingramspark"))
    return path


def test_a_file_is_judged_by_each_printer_asked_for(monkeypatch, capsys, book):
    ended, said = run(monkeypatch, capsys, "verify", book, "--printer", "ingramspark", "--printer", "lulu")
    assert ended == 0
    assert said.endswith("VERIFY OK: IngramSpark and Lulu\n")


def test_a_file_that_fails_says_what_mends_it(monkeypatch, capsys, book):
    book.write_bytes(interior())
    ended, said = run(monkeypatch, capsys, "verify", book, "--printer", "ingramspark")
    assert ended == 1
    assert "error PRE201 book.pdf: IngramSpark: the file does not say that it is PDF/X" in said
    assert "Fix: export it as PDF/X-1a:2001 or PDF/X-3:2002" in said
    assert said.endswith("VERIFY FAILED: IngramSpark\n")


def test_a_machine_is_told_the_same(monkeypatch, capsys, book):
    ended, said = run(monkeypatch, capsys, "verify", book, "--printer", "ingramspark", "--json")
    assert (ended, json.loads(said)) == (0, {"ok": True, "findings": []})


def test_a_printer_that_is_not_there_is_told_by_name(monkeypatch, capsys, book):
    ended, said = run(monkeypatch, capsys, "verify", book, "--printer", "lula")
    assert ended == 2
    assert "No printer is called lula (did you mean lulu?)" in said


def test_what_is_no_pdf_is_refused(monkeypatch, capsys, tmp_path):
    (tmp_path / "book.txt").write_text("no PDF")
    ended, said = run(monkeypatch, capsys, "verify", tmp_path / "book.txt", "--printer", "lulu", "--json")
    assert ended == 2
    assert [finding["code"] for finding in json.loads(said)["findings"]] == ["PRE100"]
