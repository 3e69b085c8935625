from __future__ import annotations

from pathlib import Path

import pytest

from fleuron.formats.epub import render
from formats.editions import paged
from gates import ace
from places import need


@pytest.fixture(scope="module", autouse=True)
def _ace() -> None:
    need(not ace.missing(), ace.missing())


def test_ace_finds_nothing_in_a_small_book_of_every_kind_of_page(tmp_path: Path) -> None:
    book = tmp_path / "book.epub"
    book.write_bytes(render(paged()).data)
    assert ace.violations(book, tmp_path / "ace") == []


@pytest.mark.long
def test_ace_finds_nothing_in_whole_books(book, tmp_path: Path) -> None:
    assert ace.violations(book.file("epub"), tmp_path / "ace") == []
