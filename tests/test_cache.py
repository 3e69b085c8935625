"""Key and recipe -> bytes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fleuron.cache import fingerprint, forgotten, keep, remember, size, together, trim


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FLEURON_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def never() -> bytes:
    raise AssertionError("made twice")


def test_a_thing_is_made_once() -> None:
    assert remember(lambda: b"slow", "key", 1) == b"slow"
    assert remember(never, "key", 1) == b"slow"


def test_another_key_is_another_thing() -> None:
    assert remember(lambda: b"one", "ab", "c") == b"one"
    assert remember(lambda: b"two", "a", "bc") == b"two"
    assert len({fingerprint("1"), fingerprint(1), fingerprint(b"1", b""), fingerprint(True)}) == 4


@pytest.mark.parametrize("spoilt", [b"", b"short", b"x" * 100])
def test_a_spoilt_entry_is_made_again(cache: Path, spoilt: bytes) -> None:
    remember(lambda: b"good", "key")
    (entry,) = cache.iterdir()
    entry.write_bytes(spoilt)
    assert remember(lambda: b"good", "key") == b"good"
    assert remember(never, "key") == b"good"


def test_an_entry_under_the_name_of_another_is_made_again(cache: Path) -> None:
    remember(lambda: b"one", "key")
    remember(lambda: b"two", "other key")
    (cache / fingerprint("key")).replace(cache / fingerprint("other key"))
    assert remember(lambda: b"two", "other key") == b"two"
    assert remember(lambda: b"one", "key") == b"one"


def test_a_folder_in_the_place_of_an_entry_is_no_error(cache: Path) -> None:
    (cache / fingerprint("key")).mkdir(parents=True)
    assert remember(lambda: b"made", "key") == b"made"
    assert [entry.name for entry in cache.iterdir()] == [fingerprint("key")]


def test_a_write_that_fails_leaves_nothing(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert not keep(fingerprint("key"), b"lost")
    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_no_error(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    assert remember(lambda: b"made", "key") == b"made"


def test_nothing_half_written_is_left(cache: Path) -> None:
    remember(lambda: b"good", "key")
    assert [entry.name for entry in cache.iterdir()] == [fingerprint("key")]


def test_nothing_is_recalled_or_kept_where_all_is_forgotten(cache: Path) -> None:
    remember(lambda: b"before", "key")
    with forgotten():
        assert remember(lambda: b"afresh", "key") == b"afresh"
        remember(lambda: b"another", "other key")
    assert remember(never, "key") == b"before"
    assert size()[0] == 1


def test_what_was_asked_for_together_is_found_at_one_look(cache: Path) -> None:
    def ask(make: Callable[[], bytes]) -> list[bytes]:
        with together("book"):
            return [remember(make, key) for key in ("one", "two")]

    assert ask(lambda: b"made") == [b"made"] * 2
    for key in ("one", "two"):
        (cache / fingerprint(key)).unlink()
    assert ask(never) == [b"made"] * 2
    assert remember(lambda: b"alone", "one") == b"alone"


@pytest.mark.parametrize(
    "spoilt", [b"", b"x", b"\0" * 7 + b"\2{}", b"\0" * 7 + b"\5[[1]]", b"\0" * 7 + b"\1[", b"[]" * 9]
)
def test_what_was_kept_together_and_is_no_such_thing_is_not_believed(spoilt: bytes) -> None:
    for _ in range(2):
        with together("book"):
            assert remember(lambda: b"made", "one") == b"made"
        keep(fingerprint("together", "book"), spoilt)


def test_what_nobody_asked_for_again_is_no_longer_kept_together(cache: Path) -> None:
    for key in ("one", "two"):
        with together("book"):
            remember(lambda: b"made", key)
    (cache / fingerprint("one")).unlink()
    with together("book"):
        assert remember(lambda: b"again", "one") == b"again"


def test_what_was_not_asked_for_the_longest_goes_first(cache: Path) -> None:
    for day, key in enumerate(("old", "older"), 1):
        remember(lambda: b"x" * 1000, key)
        os.utime(cache / fingerprint(key), (10**9 - day, 10**9 - day))
    remember(never, "older")
    assert size()[0] == 2
    assert trim(1500) == 1
    assert remember(never, "older") == b"x" * 1000
    assert not (cache / fingerprint("old")).exists()


def test_a_cache_that_is_not_there_is_empty(cache: Path) -> None:
    assert (size(), trim()) == ((0, 0), 0)
