"""A manuscript -> its book: made again when anything has changed that it is made of, and only then."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fleuron import build as builder
from fleuron import reprint
from fleuron.cache import forgotten
from fleuron.model import Report
from fleuron.watch import unwatched

FORMATS = ("text", "markdown")
BOOK = 'title = "Two Rooms"\nissued = 2026-01-01\nicc = "../press.icc"\nessays = ["stairs", "window"]\n'
STAIRS = "# The Stairs\n\nThe stairs were steep, and the lamp at the top of them was always lit.\n"
WINDOW = "# The Window\n\nNobody had opened the window in years; it opened.\n"


class Press:
    """One manuscript, and how often its book was made."""

    def __init__(self, folder: Path, out: Path) -> None:
        self.folder, self.out, self.runs = folder, out, 0

    def make(self, formats: tuple[str, ...] = FORMATS, **how: object) -> Report:
        return reprint.build(self.folder, self.out, formats, unwatched, **how)


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    files = {
        "book/book.toml": BOOK,
        "book/contributors.toml": "",
        "book/essays/stairs.md": STAIRS,
        "book/essays/stairs.toml": 'authors = ["Una Wren"]\n',
        "book/essays/window.md": WINDOW,
        "book/matter/foreword.md": "A word before.\n",
        "press.icc": "a profile",
        "styles/own/theme.toml": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    press = Press(tmp_path / "book", tmp_path / "out")
    once = builder.build

    def counted(*told: object, **how: object) -> Report:
        press.runs += 1
        return once(*told, **how)

    monkeypatch.setattr(builder, "build", counted)
    return press


def test_what_stands_is_not_made_again_and_is_told_of_as_before(press: Press) -> None:
    first = press.make()
    before = {path: path.stat().st_mtime_ns for path in press.out.rglob("*")}
    again = press.make()
    assert (press.runs, first.standing, again.standing) == (1, False, True)
    for part in ("artifacts", "drafts", "findings", "summary", "ledger", "written", "beside"):
        assert getattr(again, part) == getattr(first, part)
    assert before == {path: path.stat().st_mtime_ns for path in press.out.rglob("*")}


def write(name: str, text: str) -> Callable[[Path], object]:
    return lambda home: (home / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(write("book/essays/stairs.md", STAIRS.replace("steep,", "steep")), id="a comma"),
        pytest.param(write("book/essays/stairs.toml", 'authors = ["Una Marsh"]\n'), id="a sidecar"),
        pytest.param(write("book/essays/window.toml", 'short = "Windows"\n'), id="a new sidecar"),
        pytest.param(write("book/book.toml", BOOK.replace("Rooms", "Doors")), id="the plan"),
        pytest.param(write("book/contributors.toml", '[wren]\nname = "Una Wren"\n'), id="a contributor"),
        pytest.param(write("book/matter/foreword.md", "Another word.\n"), id="the matter"),
        pytest.param(write("book/letter.pdf", "evidence"), id="another file"),
        pytest.param(write("styles/own/print.css", "p { color: gray }"), id="a style of the book's own"),
        pytest.param(write("press.icc", "another profile"), id="a profile outside the manuscript"),
        pytest.param(write("out/two-rooms.txt", "not the book"), id="a file that came out"),
        pytest.param(write("out/manifest.json", "{}"), id="the manifest"),
        pytest.param(lambda home: (home / "out/two-rooms.txt").unlink(), id="a file gone"),
        pytest.param(lambda home: (home / "out/two-rooms-audit.json").unlink(), id="the audit gone"),
        pytest.param(lambda home: (home / "book/matter/foreword.md").unlink(), id="matter gone"),
    ],
)
def test_whatever_changed_the_book_is_made_again(press: Press, change: Callable[[Path], object]) -> None:
    press.make()
    change(press.folder.parent)
    assert not press.make().standing
    assert press.make().standing
    assert press.runs == 2


def test_a_folder_that_came_out_must_be_whole_and_hold_nothing_else(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = press.make()
    site = press.out / "site"
    site.mkdir()
    (site / "index.html").write_text("the site", "utf-8")
    monkeypatch.setattr(builder, "build", lambda *told, **how: replace(report, written=(site,)))
    press.make(("site",))
    assert press.make(("site",)).standing
    (site / "more.html").write_text("no page of ours", "utf-8")
    assert not press.make(("site",)).standing
    (site / "more.html").unlink()
    press.make(("site",))
    (site / "index.html").write_text("another", "utf-8")
    assert not press.make(("site",)).standing


def test_a_change_that_keeps_length_and_time_is_seen(press: Press) -> None:
    press.make()
    page = press.folder / "essays" / "window.md"
    told = page.stat()
    page.write_text(WINDOW.replace("years", "weeks"), "utf-8")
    os.utime(page, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert not press.make().standing
    assert "weeks" in (press.out / "two-rooms.txt").read_text("utf-8")


def test_another_wish_or_another_program_is_another_book(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    press.make()
    assert not press.make(("text",)).standing
    assert not press.make(store="apple").standing
    press.make()
    monkeypatch.setattr(reprint, "ours", lambda: "a line of the cleaner was mended")
    assert not press.make().standing
    monkeypatch.setattr(reprint, "installed", lambda: "weasyprint-71.0")
    assert not press.make().standing


def test_nothing_is_taken_on_trust_without_the_cache(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    report = press.make()
    monkeypatch.setattr(builder, "build", lambda *told, **how: report)
    with forgotten():
        assert not press.make().standing


def test_a_record_that_is_no_record_is_not_believed(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    press.make()
    for spoilt in (b"", b"[]", b"{}", b"null", b"\xff", json.dumps({"report": {}, "files": {}}).encode()):
        monkeypatch.setattr(reprint, "recall", lambda name, spoilt=spoilt: spoilt)
        assert not press.make().standing


def test_what_was_changed_while_it_was_read_is_not_recorded(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = builder.build

    def disturbed(*told: object, **how: object) -> Report:
        report = inner(*told, **how)
        write("book/essays/window.md", WINDOW + "\nAnd shut.\n")(press.folder.parent)
        return report

    monkeypatch.setattr(builder, "build", disturbed)
    press.make()
    monkeypatch.setattr(builder, "build", inner)
    write("book/essays/window.md", WINDOW)(press.folder.parent)
    assert not press.make().standing


def test_a_folder_too_large_to_look_through_is_made_each_time(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reprint, "MUCH", 10)
    press.make()
    assert not press.make().standing


def test_a_book_inside_its_manuscript_stands_too(press: Press) -> None:
    press.out = press.folder / "out"
    press.make()
    assert press.make().standing


def test_an_essay_behind_a_link_is_looked_at(press: Press, tmp_path: Path) -> None:
    (press.folder / "essays").rename(tmp_path / "elsewhere")
    (press.folder / "essays").symlink_to(tmp_path / "elsewhere")
    press.make()
    assert press.make().standing
    write("elsewhere/stairs.md", STAIRS + "\nThey were.\n")(tmp_path)
    assert not press.make().standing


def test_zone_and_tongue_of_the_machine_do_not_matter(press: Press) -> None:
    press.make()
    command = [sys.executable, "-m", "fleuron", "build", str(press.folder), "-o", str(press.out), "-f", "text"]
    said = [
        subprocess.run(command, env={**os.environ, **zone}, capture_output=True, text=True, check=False).stdout
        for zone in ({"TZ": "Asia/Tokyo", "LC_ALL": "C"}, {"TZ": "America/Lima", "LC_ALL": "C.UTF-8"})
    ]
    note = "Nothing has changed: these files stand as they were made.\n"
    assert note not in said[0]
    assert said[1].replace(note, "") == said[0]
    assert note in said[1]
