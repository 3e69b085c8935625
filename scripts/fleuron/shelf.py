"""Bytes by path -> files: all of them, or none; what was there stays whole until the new is."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from fleuron.errors import InputError
from fleuron.model import Finding, Severity


def prepare(out: Path) -> None:
    """See to it, before the long work, that there is a folder to write to."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".fleuron"
        probe.touch()
        probe.unlink(missing_ok=True)  # another build may have been here
    except OSError as error:
        sentence = f"nothing can be written here: {(error.strerror or str(error)).lower()}"
        fix = "mend its permissions, or name another folder with -o"
        raise InputError([Finding("BLD502", str(out), sentence, fix, Severity.ERROR)]) from error


def write(files: Mapping[Path, bytes | Path | Mapping[str, bytes]]) -> None:
    """Write every file and folder beside its place first, so that a failure leaves yesterday's book whole.

    Where the bytes are named by a path, that file is copied.

    Another build that writes to the same folder waits for its turn.
    """
    out = Path(os.path.commonpath([path.parent for path in files]))
    fresh = {path: path.with_name(f".{path.name}.new") for path in files}
    try:
        with _alone(out), _cleared(fresh.values()):
            for path, data in files.items():
                _lay(fresh[path], data)
            with _unstopped():
                for path in files:
                    _swap(fresh[path], path)
    except OSError as error:
        sentence = f"the book cannot be written: {(error.strerror or str(error)).lower()}"
        fix = "make room, or name another folder with -o; the files that were there are as they were"
        place = str(error.filename or out)
        raise InputError([Finding("BLD503", place, sentence, fix, Severity.ERROR)]) from error


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder; the system lets it go if we die. Where folders cannot be held, do without."""
    folder = os.open(out, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def _unstopped() -> Iterator[None]:
    """Let Ctrl-C wait for the few moves that put one book in the place of another."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _cleared(paths: Iterable[Path]) -> Iterator[None]:
    try:
        yield
    finally:
        for path in paths:
            _clear(path)


def _lay(path: Path, data: bytes | Path | Mapping[str, bytes]) -> None:
    if isinstance(data, bytes):
        path.write_bytes(data)
        return
    if isinstance(data, Path):
        shutil.copyfile(data, path)
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
