"""Many manuscripts at once: each becomes what it would alone, and one that cannot be made stops no other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from fleuron import catalogue
from fleuron.build import build
from fleuron.formats import pages
from fleuron.themes import find_styles
from test_cli import BOOK, PAGE, run

ESSAYS = 3


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Make two sound books, and between them one that asks for an essay that is not there."""
    for name, title in (("a", "Chairs"), ("b", "Tables"), ("c", "Lamps")):
        essays = tmp_path / name / "essays"
        essays.mkdir(parents=True)
        for number in range(ESSAYS):
            text = PAGE.replace("Waiting Room", f"Room of {title} {uuid4()}")  # which no cache has
            (essays / f"room-{number}.txt").write_text(text, "utf-8")
        (tmp_path / name / "book.toml").write_text(BOOK.replace("A Book", title), "utf-8")
    (tmp_path / "b" / "book.toml").write_text('title = "Tables"\nessays = ["rome-1"]\n', "utf-8")
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_each_becomes_what_it_would_alone(shelf: Path, monkeypatch, capsys) -> None:
    ended, said = run(monkeypatch, capsys, "build", shelf / "a", shelf / "b", shelf / "c", "-o", shelf / "out")
    assert ended == 2
    assert [line for line in said.splitlines() if line.startswith("==>")] == [f"==> {shelf / n} <==" for n in "abc"]
    assert 'did you mean "room-1"' in said
    assert said.splitlines()[-1] == f"BOOKS INCOMPLETE, 1 of 3 books: {shelf / 'b'}"
    assert sorted(path.name for path in (shelf / "out").iterdir()) == ["chairs", "lamps"]
    for name, title in (("a", "chairs"), ("c", "lamps")):
        build(shelf / name, shelf / "alone", ("epub", "screen", "print"))
        made = files(shelf / "out" / title)
        assert {file: made[file] for file in made if file.startswith(title)} == {
            file: data for file, data in files(shelf / "alone").items() if file.startswith(title)
        }


def test_the_essays_of_all_go_to_one_set_of_workers(shelf: Path, monkeypatch, capsys) -> None:
    sets = []
    spread = pages.spread
    monkeypatch.setattr(pages, "spread", lambda work, tasks: sets.append(len(tasks)) or spread(work, tasks))
    ended, _ = run(monkeypatch, capsys, "build", shelf / "a", shelf / "c", "-o", shelf / "out", "-f", "print", "-j1")
    assert ended == 0
    assert sets[0] >= 2 * ESSAYS
    assert max(sets[1:]) < ESSAYS, "what is left tells folios: the contents"


def test_a_book_that_cannot_be_made_up_fails_alone(shelf: Path, monkeypatch, capsys) -> None:
    theme = shelf / "styles" / "mixed"
    shutil.copytree(find_styles() / "classic", theme)
    with (theme / "print.css").open("a", encoding="utf-8") as sheet:
        sheet.write("@page text { @bottom-center { content: string(recto) counter(page) } }")
    (shelf / "b" / "book.toml").write_text('title = "Tables"\ntheme = "mixed"\nissued = 2026-01-02\n', "utf-8")
    page = shelf / "b" / "essays" / "room-1.txt"
    *_, last, reply = page.read_text("utf-8").split("\n\n")
    more = (f"{last} That was on day {day}.\n\n" for day in range(1, 21))
    page.write_text(page.read_text("utf-8").replace(reply, "") + "".join(more), "utf-8")
    books = [shelf / name for name in "abc"]
    ended, said = run(monkeypatch, capsys, "build", *books, "-o", shelf / "out", "-f", "print", "--json")
    told = json.loads(said)
    assert (ended, told["ok"]) == (2, False)
    assert [book["ok"] for book in told["books"]] == [True, False, True]
    assert "running head" in told["books"][1]["error"]


def test_a_fault_of_ours_stops_one_book(shelf: Path, monkeypatch, capsys) -> None:
    def make(proof, *rest, **how):
        return whole(proof, *rest, **how) if proof.book.plan.name == "lamps" else proof.nothing

    whole = catalogue.make
    monkeypatch.setattr(catalogue, "make", make)
    ended, said = run(monkeypatch, capsys, "build", shelf / "a", shelf / "c", "-o", shelf / "out", "-f", "text")
    assert ended == 2
    assert "fault of ours (AttributeError" in said
    assert (shelf / "out" / "lamps" / "lamps.txt").exists()


def test_two_books_of_one_name_are_not_put_in_one_place(shelf: Path, monkeypatch, capsys) -> None:
    (shelf / "c" / "book.toml").write_text(BOOK.replace("A Book", "Chairs"), "utf-8")
    ended, said = run(monkeypatch, capsys, "build", shelf / "a", shelf / "c", "-o", shelf / "out", "-f", "text")
    assert ended == 2
    assert f"BLD506 {shelf / 'c' / 'book.toml'}" in said
    assert str(shelf / "a") in said
    assert (shelf / "out" / "chairs" / "chairs.txt").exists()


def test_a_book_that_has_not_changed_stands_and_the_others_are_made(shelf: Path, monkeypatch, capsys) -> None:
    def built(*more: object) -> list[bool]:
        command = ("build", shelf / "a", shelf / "c", "-o", shelf / "out", "-f", "text", "--json", *more)
        told = json.loads(run(monkeypatch, capsys, *command)[1])
        return [book["unchanged"] for book in told["books"]]

    assert built() == [False, False]
    assert built() == [True, True]
    page = shelf / "c" / "essays" / "room-1.txt"
    page.write_text(page.read_text("utf-8").replace("four minutes", "five minutes"), "utf-8")
    assert built() == [True, False]
    assert "five minutes" in (shelf / "out" / "lamps" / "lamps.txt").read_text("utf-8")
    (shelf / "out" / "chairs" / "chairs.txt").write_text("not the book", "utf-8")
    assert built() == [False, True]
    assert built("-f", "markdown") == [False, False]
    assert built() == [False, False], "the manifest tells of other files"
    assert built("--no-cache") == [False, False]


def test_a_book_that_stands_gives_its_name_to_no_other(shelf: Path, monkeypatch, capsys) -> None:
    def built(*books: str) -> list[bool | None]:
        folders = [shelf / name for name in books]
        ended, said = run(monkeypatch, capsys, "build", *folders, "-o", shelf / "out", "-f", "text", "--json")
        told = [book.get("unchanged") for book in json.loads(said)["books"]]
        assert (ended == 2) is ("BLD506" in said) is (None in told)
        return told

    assert built("a", "c") == [False, False]
    (shelf / "c" / "book.toml").write_text(BOOK.replace("A Book", "Chairs"), "utf-8")
    before = files(shelf / "out" / "chairs")
    assert built("a", "c") == [True, None]
    assert files(shelf / "out" / "chairs") == before
    assert built("c", "a") == [False, None]
    assert files(shelf / "out" / "chairs") != before


def test_a_draft_keeps_no_other_book_from_its_release(shelf: Path, monkeypatch, capsys) -> None:
    free = BOOK.replace("A Book", "Lamps") + 'rights = "Ours"\n[permission]\nstatus = "own"\n'
    (shelf / "c" / "book.toml").write_text(free, "utf-8")
    ended, said = run(
        monkeypatch, capsys, "build", shelf / "a", shelf / "c", "-o", shelf / "out", "-f", "text", "--release"
    )
    assert ended == 1
    assert "NOT RELEASED" in said
    assert [path.name for path in (shelf / "out").iterdir()] == ["lamps"]
