"""Language -> the dictionary that divides its words: as pyphen reads it, whatever was kept of it."""

from __future__ import annotations

from pathlib import Path

import pyphen
import pytest

from fleuron.cache import keep
from fleuron.compose import patterns
from fleuron.compose.patterns import dictionary

WORDS = ("understanding", "hyphenation", "Verständnis", "Schifffahrt", "asszonnyal", "omaatje", "bouleversement")


@pytest.fixture(autouse=True)
def anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLEURON_CACHE", str(tmp_path))
    monkeypatch.setattr(pyphen, "hdcache", {})
    dictionary.cache_clear()


def told(language: str) -> list[list[tuple[int, object]]]:
    pyphen.hdcache.clear()
    dictionary.cache_clear()
    found = dictionary(language, 2, 3)
    assert found
    return [[(int(at), at.data) for at in found.positions(word)] for word in WORDS]


@pytest.mark.parametrize("language", ["en-GB", "en-US", "de", "hu", "nl", "fr"])
def test_words_are_divided_as_by_the_file(language: str) -> None:
    plain = pyphen.Pyphen(lang=pyphen.language_fallback(language), left=2, right=3, cache=False)
    right = [[(int(at), at.data) for at in plain.positions(word)] for word in WORDS]
    assert [told(language) for _ in range(2)] == [right, right]


def test_the_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    right = told("en-GB")
    monkeypatch.setattr(pyphen.HyphDict, "__init__", None)
    assert told("en-GB") == right


@pytest.mark.parametrize("foreign", [b"", b"[]", b"{}", b"[1]", b"[[], [], []]", b'[["a"], [1], [2]]', b"nonsense"])
def test_what_is_no_dictionary_is_not_believed(monkeypatch: pytest.MonkeyPatch, foreign: bytes) -> None:
    right, names = told("en-GB"), []
    with monkeypatch.context() as patch:
        patch.setattr("fleuron.cache.recall", lambda name: names.append(name))
        told("en-GB")
    keep(names[0], foreign)
    assert told("en-GB") == right


def test_a_language_without_a_file_has_none() -> None:
    assert dictionary("tlh", 2, 3) is None
    assert patterns.dictionary("en", 2, 3)
