"""Pages of every kind come in, from files, folders and archives; what is there stays, and what is no page is told."""

import tomllib
from pathlib import Path
from zipfile import ZipFile

import pypandoc
import pytest

from fleuron.build import build, check
from fleuron.clean import clean
from fleuron.errors import InputError
from fleuron.intake import bring, new
from fleuron.manuscript import read_manuscript
from illustrated import rays, saved
from test_cli import PAGE, run
from test_faults import CASES, lay
from webpages import page

WORD = """---
title: The Handle
author: Ines Calder
---

The door had *two* handles, and only one of them was ever of any use to anybody who stood before it in the rain.[^1]

- the brass one
- the other one

> It was never locked, and nobody ever said so.

That was the whole of the secret, and it took a locksmith forty years to tell it to the person it belonged to.

[^1]: The other had been put on upside down.
"""


@pytest.fixture
def pages(tmp_path):
    """Lay out a folder that holds every kind of page, and some that are none."""
    folder = tmp_path / "pages"
    lay(
        folder,
        {"waiting.txt": PAGE, "deeper/kettle.md": "# The Kettle\n\nIt was *always* on.\n", "photo.jpg": b"\xff\xd8"},
    )
    lay(folder, {"wordpress.html": page("wordpress", "the-fee").data, "wordpress_files/ad.html": "<p>Buy a clock!</p>"})
    lay(folder, {"list.txt": "https://sample.example/a\nhttps://sample.example/b\n", "old.pdf": b"%PDF-1.4"})
    pypandoc.convert_text(WORD, "docx", "markdown", outputfile=str(folder / "handle.docx"))
    with ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("medium.htm", page("medium", "the-interpreter").data)
        archive.writestr("../out.txt", "never")
    return folder


def said(findings):
    return sorted((finding.code, finding.place) for finding in findings)


TOLD = [("MAN106", ".jpg"), ("MAN106", "old.pdf"), ("MAN107", "list.txt"), ("MAN108", "more.zip/../out.txt")]


def test_a_folder_of_all_kinds_becomes_a_manuscript(pages, tmp_path):
    before = {path: path.read_bytes() for path in pages.rglob("*") if path.is_file()}
    _, findings = new([pages], tmp_path / "book")
    assert said(findings) == TOLD
    assert {path.name for path in (tmp_path / "book" / "essays").iterdir() if path.suffix != ".toml"} == {
        *("handle.docx", "kettle.md", "medium.htm", "waiting.txt", "wordpress.html")
    }
    assert {path: path.read_bytes() for path in pages.rglob("*") if path.is_file()} == before
    assert (tmp_path / "book" / "essays" / "wordpress.html").read_bytes() == before[pages / "wordpress.html"]
    book = check(tmp_path / "book").book
    assert sorted(essay.slug for essay in book.essays) == ["handle", "kettle", "medium", "waiting", "wordpress"]


def test_what_a_web_page_states_of_itself_stands_in_its_sidecar(pages, tmp_path):
    new([pages / "wordpress.html"], tmp_path / "book")
    made = page("wordpress", "the-fee")
    side = (tmp_path / "book" / "essays" / "wordpress.toml").read_text("utf-8")
    table = tomllib.loads(side)
    assert (table["title"], table["published"], table["url"]) == (
        made.title,
        made.date,
        "https://www.example.org/the-fee",
    )
    assert len(table["authors"]) == 1
    assert side.count("the page's own data say so") == 5


def test_a_word_file_keeps_its_structure(pages, tmp_path):
    new([pages / "handle.docx"], tmp_path / "book")
    proof = check(tmp_path / "book")
    (essay,) = proof.book.essays
    assert (essay.title, essay.authors) == ("The Handle", ("ines-calder",))
    xhtml = next(division.xhtml for division in proof.book.divisions if division.essay)
    for sign in ("<em>two</em>", "<li>the brass one</li>", "<blockquote>", 'role="doc-noteref"', "put on upside down."):
        assert sign in xhtml
    assert "[1]" not in xhtml


def test_more_pages_come_into_a_manuscript_and_nothing_is_written_over(tmp_path):
    book = tmp_path / "book"
    lay(book, CASES["sound"])
    lay(tmp_path, {"kettle.html": "<p>Another kettle.</p>", "bridge.html": page("ghost", "the-fee").data})
    before = {path: path.read_bytes() for path in book.rglob("*") if path.is_file()}
    files, findings = bring([tmp_path / "kettle.html", tmp_path / "bridge.html"], book)
    assert [path.name for path in files] == ["bridge.html", "bridge.toml"]
    assert said(findings) == [("MKR606", "kettle.html")]
    assert {path: path.read_bytes() for path in before} == before
    authors = tomllib.loads((book / "essays" / "bridge.toml").read_text("utf-8"))["authors"]
    assert authors == [page("ghost", "the-fee").author]  # no id: nobody of that id is in the register


def test_two_pages_of_one_name_are_told_and_the_first_comes_in(tmp_path):
    lay(tmp_path, {"a/waiting.txt": PAGE, "b/Waiting!.html": f"<p>{PAGE}</p>", "a/waiting.toml": 'title = "Mine"\n'})
    _, findings = new([tmp_path / "a", tmp_path / "b"], tmp_path / "book")
    assert said(findings) == [("MKR607", "b/Waiting!.html")]
    assert (tmp_path / "book" / "essays" / "waiting.toml").read_text("utf-8") == 'title = "Mine"\n'


def test_there_must_be_a_manuscript_and_a_page(tmp_path):
    lay(tmp_path, {"waiting.txt": PAGE, "list.txt": "https://sample.example/\n"})
    for paths, code in (([tmp_path / "waiting.txt"], "MKR605"), ([tmp_path / "gone"], "MKR605")):
        with pytest.raises(InputError) as error:
            bring(paths, tmp_path / "book")
        assert [finding.code for finding in error.value.findings] == [code]
    lay(tmp_path / "book", CASES["sound"])
    for name, code in (("gone", "MAN100"), ("list.txt", "MAN107")):
        with pytest.raises(InputError) as error:
            bring([tmp_path / name], tmp_path / "book")
        assert [finding.code for finding in error.value.findings] == [code]


def test_the_command_says_what_came_in(monkeypatch, capsys, pages, tmp_path):
    lay(tmp_path / "book", CASES["sound"])
    ended, told = run(monkeypatch, capsys, "import", pages / "more.zip", pages / "handle.docx", tmp_path / "book")
    assert ended == 1  # a part of the archive was refused
    assert "MAN108" in told
    assert "IMPORTED: 2 pages into" in told
    ended, told = run(monkeypatch, capsys, "import", pages / "handle.docx", tmp_path / "book")
    assert (ended, "MKR606" in told) == (2, True)


def test_an_archive_is_no_book_and_is_told_how_to_be_one(monkeypatch, capsys, pages):
    ended, told = run(monkeypatch, capsys, "build", pages / "more.zip")
    assert (ended, "fleuron new more --from" in told) == (2, True)


def test_a_book_of_web_pages_is_built_from_a_bare_folder(tmp_path):
    lay(tmp_path / "pages", {f"{shape}.html": page(shape, "the-fee").data for shape in ("blogger", "substack")})
    report = build(tmp_path / "pages", tmp_path / "out", ("epub",))
    assert {essay.title for essay in check(tmp_path / "pages").book.essays} == {"The Fee"}
    assert not [finding for finding in report.findings if finding.severity == "error"]


@pytest.mark.long
def test_hundreds_of_pages_come_in_within_bounds(tmp_path):
    """Their markup is let go page by page: what is held grows by their words alone."""
    import tracemalloc

    shapes = ("wordpress", "medium", "ghost", "squarespace", "blogger")
    for number in range(300):
        made = page(shapes[number % 5], "the-fee", number)
        lay(tmp_path / "pages", {f"page-{number}.html": made.data})
    tracemalloc.start()
    files, findings = new([tmp_path / "pages"], tmp_path / "book")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(files) == 600 + 5
    assert findings == ()
    assert peak < 200_000_000


def test_every_finding_of_arrival_tells_a_way_out(pages, tmp_path):
    _, findings = new([pages], tmp_path / "book")
    assert all(finding.fix for finding in findings)
    assert Path(tmp_path / "out.txt").exists() is False


def test_the_pictures_saved_with_a_web_page_are_offered_and_none_is_placed(tmp_path):
    words = "The clock in the waiting room ran four minutes slow, and everyone who sat there knew it and said nothing."
    more = "She had bought it herself, with her first month's rent, and could not bring herself to have it mended."
    (tmp_path / "pages" / "room_files").mkdir(parents=True)
    for name, size in (("clock one.jpg", (900, 600)), ("face.jpg", (90, 90)), ("chairs.jpg", (800, 500))):
        (tmp_path / "pages" / "room_files" / name).write_bytes(saved(rays(*size), "JPEG"))
    (tmp_path / "pages" / "room.html").write_text(
        f"""<html><head><title>The Room</title></head><body><article><h1>The Room</h1><p>By Ida Marlowe</p>
        <p>{words}</p><p><img src="room_files/clock%20one.jpg" alt="A clock, slow."></p><p>{more}</p>
        <figure><img src="room_files/chairs.jpg"><figcaption>Three chairs, in a room that was meant for two.
        </figcaption></figure><p><img src="room_files/face.jpg" alt="Ida"><img src="https://example.org/a.jpg"
        alt="Far away"> {words[::-1]}</p></article></body></html>"""
    )
    new([tmp_path / "pages"], tmp_path / "book")
    side = (tmp_path / "book" / "essays" / "room.toml").read_text("utf-8")
    assert not read_manuscript(tmp_path / "book")[1][0].pictures
    assert side.count("[[pictures]]") == 2
    assert '# alt = "A clock, slow."' in side
    assert '# after = "The clock in the waiting room ran four"' in side
    assert '# after = "Three chairs, in a room that was meant"' in side
    assert sorted(path.name for path in (tmp_path / "book" / "art").iterdir()) == [
        "room-chairs.jpg",
        "room-clock-one.jpg",
    ]
    tables = "\n".join(line.removeprefix("# ") for line in side[side.index("# [[pictures]]") :].splitlines())
    (tmp_path / "book" / "essays" / "room.toml").write_text(tables)
    _, (source,), findings = read_manuscript(tmp_path / "book")
    shown = clean(source).pictures
    assert [(picture.file, picture.caption) for picture in shown] == [
        ("art/room-clock-one.jpg", ""),
        ("art/room-chairs.jpg", "Three chairs, in a room that was meant for two."),
    ], findings
