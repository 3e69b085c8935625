"""Bytes by path -> files: all of them, or none; what was there stays whole until the new is."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from fleuron.errors import InputError
from fleuron.model import Finding, Severity


def prepare(out: Path) -> None:
    """See to it, before the long work, that there is a folder to write to."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".fleuron"
        probe.touch()
        probe.unlink()
    except OSError as error:
        sentence = f"nothing can be written here: {(error.strerror or str(error)).lower()}"
        fix = "mend its permissions, or name another folder with -o"
        raise InputError([Finding("BLD502", str(out), sentence, fix, Severity.ERROR)]) from error


def write(files: Mapping[Path, bytes | Mapping[str, bytes]]) -> None:
    """Write every file and folder beside its place first, so that a failure leaves yesterday's book whole."""
    fresh = {path: path.with_name(f".{path.name}.new") for path in files}
    try:
        for path, data in files.items():
            _lay(fresh[path], data)
        for path in files:
            _swap(fresh[path], path)
    except OSError as error:
        sentence = f"the book cannot be written: {(error.strerror or str(error)).lower()}"
        fix = "make room, or name another folder with -o; the files that were there are as they were"
        raise InputError([Finding("BLD503", str(error.filename), sentence, fix, Severity.ERROR)]) from error
    finally:
        for path in fresh.values():
            _clear(path)


def _lay(path: Path, data: bytes | Mapping[str, bytes]) -> None:
    if isinstance(data, bytes):
        path.write_bytes(data)
        return
    _clear(path)
    for name, each in data.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(each)


def _swap(fresh: Path, path: Path) -> None:
    """Put what is new in the place of what was there; a folder is moved aside first, as it cannot be replaced."""
    old = path.with_name(f".{path.name}.old")
    if path.is_dir():
        _clear(old)
        path.rename(old)
    try:
        fresh.replace(path)
    except OSError:
        if old.exists():
            old.rename(path)
        raise
    _clear(old)


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
