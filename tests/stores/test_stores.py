"""What each store would say of a sound book, of books with one fault each, and of what is no book."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image

from fleuron.errors import InputError
from fleuron.formats.epub import render
from fleuron.stores import load_store, store_names, verify
from fleuron.stores.checks import CHECKS
from samples import edition

MUTANTS = tomllib.loads(Path(__file__).with_name("mutants.toml").read_text("utf-8"))["mutants"]
SHOWN = {"kdp": {"STO307"}}  # an e-book for every reader shows its cover, and this store wants none


@cache
def _sound() -> bytes:
    sample = edition()
    plan = replace(sample.book.plan, isbn={"epub": "978-0-306-40615-7"})
    return render(replace(sample, book=replace(sample.book, plan=plan))).data


def _mutated(mutant: dict[str, Any]) -> bytes:
    with ZipFile(BytesIO(_sound())) as book:
        files = {name: book.read(name) for name in book.namelist()}
    if "cover" in mutant:
        files["EPUB/images/cover.jpg"] = _picture(**mutant["cover"])
    if "drop" in mutant:
        del files[mutant["drop"]]
    if "file" in mutant:
        _change(files, mutant)
    out = BytesIO()
    with ZipFile(out, "w") as book:
        for name, data in files.items():
            book.writestr(name, data, 0 if name == "mimetype" or "megabytes" in mutant else ZIP_DEFLATED)
    return out.getvalue()


def _change(files: dict[str, bytes], mutant: dict[str, Any]) -> None:
    name, old = mutant["file"], mutant.get("old", "")
    new = mutant.get("new", "x" * 1000 * mutant.get("kilobytes", 0) + old)
    text = files.get(name, b"").decode()
    for was, is_ in [[old, new], *mutant.get("more", [])]:
        assert was in text
        text = text.replace(was, is_, 1) if was else is_
    files[name] = text.encode() if "megabytes" not in mutant else bytes(mutant["megabytes"] * 1_000_000)


def _picture(format: str, mode: str, size: list[int]) -> bytes:
    out = BytesIO()
    Image.new(mode, (size[0], size[1])).save(out, format)
    return out.getvalue()


def _codes(data: bytes, store: str, folder: Path) -> set[str]:
    book = folder / "book.epub"
    book.write_bytes(data)
    return {finding.code for finding in verify(book, load_store(store))}


@pytest.mark.parametrize("store", store_names())
def test_a_sound_book_passes(store: str, tmp_path: Path) -> None:
    assert _codes(_sound(), store, tmp_path) == SHOWN.get(store, set())


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant['code']}-{mutant['store']}")
def test_a_fault_is_found_and_no_other(mutant: dict[str, Any], tmp_path: Path) -> None:
    found = _codes(_mutated(mutant), mutant["store"], tmp_path) - SHOWN.get(mutant["store"], set()) | {mutant["code"]}
    assert mutant["code"] in _codes(_mutated(mutant), mutant["store"], tmp_path)
    assert len(found) <= 2, "one fault, and at most one that follows from it"


def test_every_check_has_a_mutant() -> None:
    assert {check.code for check in CHECKS.values()} - {"STO101"} == {mutant["code"] for mutant in MUTANTS}


def test_a_file_packed_by_a_careless_zip_is_refused(tmp_path: Path) -> None:
    out = BytesIO()
    with ZipFile(BytesIO(_sound())) as book, ZipFile(out, "w", ZIP_DEFLATED) as bad:
        for name in sorted(book.namelist(), reverse=True):
            bad.writestr(name, book.read(name))
    assert "STO101" in _codes(out.getvalue(), "google", tmp_path)


@pytest.mark.parametrize("store", [*store_names(), "any"])
def test_every_data_file_asks_for_checks_that_are_there_and_says_where_it_is_told(store: str) -> None:
    loaded = load_store(store)
    assert loaded.checks.keys() <= CHECKS.keys()
    assert loaded.source


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_what_is_no_epub_is_refused_in_a_sentence(data: bytes, tmp_path: Path) -> None:
    book = tmp_path / "book.epub"
    book.write_bytes(data)
    with pytest.raises(InputError, match="no EPUB to read") as refused:
        verify(book, load_store("kdp"))
    assert [finding.code for finding in refused.value.findings] == ["STO100"]
    with pytest.raises(InputError, match="no EPUB to read"):
        verify(tmp_path / "missing.epub", load_store("kdp"))


def test_a_zip_without_a_book_is_refused(tmp_path: Path) -> None:
    book = tmp_path / "book.epub"
    with ZipFile(book, "w") as made:
        made.writestr("a.txt", "a")
    with pytest.raises(InputError, match=r"container\.xml"):
        verify(book, load_store("kdp"))


@pytest.mark.parametrize("store", store_names())
def test_an_epub_made_for_a_store_passes_there(store: str, tmp_path: Path) -> None:
    sample = edition()
    plan = replace(sample.book.plan, isbn={"epub": "978-0-306-40615-7"})
    book = replace(sample.book, plan=plan)
    made = render(replace(sample, book=book, cover_page=load_store(store).cover_page))
    assert _codes(made.data, store, tmp_path) == set()
