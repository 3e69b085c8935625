"""A walk through the EPUB in a real reading system: contents, notes, landmarks, pages; phone, tablet, dark, large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fleuron.formats.epub import render
from formats.editions import paged
from gates import reader
from gates.reader import Reader
from places import need

DARK = "html { color-scheme: dark; background: #121212; color: #ddd; font-size: 180% } a:any-link { color: #8ab4f8 }"


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    need(not reader.missing(), reader.missing())
    folder = tmp_path_factory.mktemp("walk")
    book = folder / "book.epub"
    book.write_bytes(render(paged()).data)
    opened = Reader(book, folder / "profile")
    yield opened
    opened.close()


def test_the_contents_lead_to_what_they_say(walk: Reader) -> None:
    contents = walk.ask("contents")
    labels = [line["label"] for line in contents]
    assert labels[:3] == ["Foreword", "Arriving", "The Kettle and the Chair by Ada Wren"]
    for line in contents:
        there = walk.ask("go", line["href"])
        assert line["label"].startswith(there["title"])
        assert there["here"] == line["label"]


def test_the_book_opens_where_reading_begins(walk: Reader) -> None:
    marks = {mark["type"]: mark["href"] for mark in walk.ask("landmarks")}
    assert {"cover", "titlepage", "toc", "bodymatter"} <= marks.keys()
    assert walk.ask("go", marks["bodymatter"])["title"] == "Arriving"
    assert walk.ask("go", marks["toc"])["title"] == "Contents"


def test_a_note_pops_up_and_leads_back(walk: Reader) -> None:
    walk.ask("go", next(line["href"] for line in walk.ask("contents") if "Kettle" in line["label"]))
    note = walk.ask("call", "a.noteref")
    assert note == {"type": "footnote", "text": "1.\u00a0It was an electric kettle."}


def test_each_printed_page_can_be_gone_to(walk: Reader) -> None:
    pages = walk.ask("pages")
    assert len(pages) > 15
    labels = [page["label"] for page in pages]
    for page in pages:
        there = walk.ask("go", page["href"])
        assert there["seen"], page
        assert labels.index(there["page"]) >= labels.index(page["label"]), "the last folio on the screen is told"


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640), (820, 1180)])
@pytest.mark.parametrize("style", ["", DARK])
def test_nothing_runs_over_on_any_device(walk: Reader, width: int, height: int, style: str, tmp_path: Path) -> None:
    walk.look(width, height, dark=bool(style))
    walk.ask("look", style)
    for line in walk.ask("contents"):
        walk.ask("go", line["href"])
        assert walk.ask("fits") == [], line["label"]
    walk.picture(tmp_path / "last.png")
    assert (tmp_path / "last.png").stat().st_size > 2000, "a blank page"
