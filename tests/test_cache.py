"""Key and recipe -> bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from fleuron.cache import fingerprint, remember


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


def test_a_cache_that_cannot_be_written_is_no_error(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    assert remember(lambda: b"made", "key") == b"made"


def test_nothing_half_written_is_left(cache: Path) -> None:
    remember(lambda: b"good", "key")
    assert [entry.name for entry in cache.iterdir()] == [fingerprint("key")]
