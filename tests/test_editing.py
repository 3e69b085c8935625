"""A book is edited, and made from what is kept of it: each time it is the book that is made of nothing but itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fleuron.build import build
from fleuron.cache import keep
from fleuron.formats import cards, pages
from fleuron.link import binder
from fleuron.workers import hired
from samples import PROSE

BOOK = """title = "Four Rooms"
issued = 2026-01-01
theme = "classic"
essays = ["attic", "cellar", "hall", "stairs"]

[index]
Lamp = ["lamp"]
"""
PEOPLE = '[wren]\nname = "Una Wren"\nbio = "Una Wren writes."\n'
Change = Callable[[Path], object]


def essay(name: str, paragraphs: int, more: str = "") -> str:
    text = "\n\n".join(PROSE[at % len(PROSE)] for at in range(paragraphs))
    return f"# The {name}\n\n{text}\n\nThe lamp of the {name} was lit.{more}\n"


def write(name: str, text: str) -> Change:
    return lambda book: (book / name).write_text(text, "utf-8")


STEPS: dict[str, Change] = {
    "nothing at all": lambda book: None,
    "a comma": write("essays/cellar.md", essay("Cellar", 4).replace(" and ", ", and ", 1)),
    "a paragraph": write("essays/cellar.md", essay("Cellar", 5)),
    "many pages": write("essays/attic.md", essay("Attic", 30)),
    "a letter that the book did not have": write("essays/hall.md", essay("Hall", 3, " Ǽsop’s Ω[^1].\n\n[^1]: So.")),
    "a link from one to another": write("essays/hall.md", essay("Hall", 3, " See [it](#essay-stairs).")),
    "a title": write("essays/hall.toml", 'title = "The Great Hall"\n'),
    "an author": write("essays/hall.toml", 'authors = ["wren"]\n'),
    "a contributor": write("contributors.toml", PEOPLE.replace("writes", "wrote")),
    "the order": write("book.toml", BOOK.replace('"attic", "cellar"', '"cellar", "attic"')),
    "one less": write("book.toml", BOOK.replace('"attic", ', "")),
    "a theme": write("book.toml", BOOK.replace("classic", "modern")),
    "the first again": write("book.toml", BOOK),
    "matter": write("matter/foreword.md", "A word before.\n"),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    book = tmp_path / "book"
    for place in ("essays", "matter"):
        (book / place).mkdir(parents=True)
    for name, count in (("attic", 6), ("cellar", 4), ("hall", 3), ("stairs", 2)):
        (book / "essays" / f"{name}.md").write_text(essay(name.title(), count), "utf-8")
    (book / "book.toml").write_text(BOOK, "utf-8")
    (book / "contributors.toml").write_text(PEOPLE, "utf-8")
    return book


@pytest.fixture
def kept(faces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a cache of its own, in which nothing but the faces of the themes lies."""
    kept = tmp_path / "kept"
    shutil.copytree(faces, kept)
    monkeypatch.setenv("FLEURON_CACHE", str(kept))
    return kept


def made(book: Path, out: Path) -> dict[str, bytes]:
    with hired(1):
        build(book, out, ("screen", "print"))
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_an_edited_book_is_as_if_nothing_were_kept(
    book: Path, faces: Path, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, (name, change) in enumerate(STEPS.items()):
        change(book)
        bare = tmp_path / f"bare-{number}"
        shutil.copytree(faces, bare)
        monkeypatch.setenv("FLEURON_CACHE", str(bare))
        right = made(book, tmp_path / "right")
        monkeypatch.setenv("FLEURON_CACHE", str(kept))
        assert made(book, tmp_path / "out") == right, name


SPOILT = (b"", b"[]", b"{}", b'{"a": 1}', b"\0\0\0\0\0\0\0\2[]", b'\0\0\0\0\0\0\0\x13[["a",9,9,[0],[]]]')


@pytest.mark.usefixtures("kept")
def test_what_is_kept_of_a_book_and_is_no_such_thing_is_not_believed(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    for module in (cards, binder):
        monkeypatch.setattr(module, "keep", lambda name, data: names.append(name) or keep(name, data))
    right = made(book, tmp_path / "out")
    assert len(set(names)) == 3, "the cards, and the parts of both files"
    for foreign in SPOILT:
        for name in names:
            keep(name, foreign)
        assert made(book, tmp_path / "out") == right


@pytest.mark.usefixtures("kept")
def test_a_chunk_that_is_lost_when_it_is_to_be_opened_is_made_again(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = made(book, tmp_path / "out")
    monkeypatch.setattr(binder, "recall", lambda name: None)
    monkeypatch.setattr(pages, "_kept", lambda key: None)
    assert made(book, tmp_path / "out") == right
