"""Key and recipe -> bytes: what was slow once is kept in the user's cache folder, and made again if it is spoilt."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

CHECK = hashlib.sha256().digest_size
EDITION = b"fleuron 2"  # of what an entry looks like; raise the number, and none from before is found
FEW = 8  # things that are found one by one as fast as many are written together
LIMIT = 2 * 10**9  # bytes; what was not asked for the longest goes first

_aside: ContextVar[Path | None] = ContextVar("aside", default=None)
_open: ContextVar[tuple[dict[str, bytes], dict[str, bytes]] | None] = ContextVar("open", default=None)


@contextmanager
def forgotten() -> Iterator[None]:
    """Recall nothing from before inside, and keep nothing for after."""
    with tempfile.TemporaryDirectory(prefix="fleuron-", ignore_cleanup_errors=True) as place:
        token = _aside.set(Path(place))
        try:
            yield
        finally:
            _aside.reset(token)


@contextmanager
def together(*key: bytes | str | int) -> Iterator[None]:
    """Keep all that is asked for inside as one entry, too, so that the next time it is found at one look."""
    name = fingerprint("together", *key)
    known = dict(unpacked(recall(name) or b""))
    asked: dict[str, bytes] = {}
    token = _open.set((known, asked))
    try:
        yield
    finally:
        _open.reset(token)
    if outdated(known, asked):
        keep(name, packed(asked))


def outdated(known: Mapping[str, object], asked: Mapping[str, object]) -> bool:
    """Tell whether so much was asked for that was not known that all is better kept anew."""
    return len(asked.keys() - known.keys()) > min(FEW, len(asked) // 2)


def packed(things: Mapping[str, bytes]) -> bytes:
    """Write things by their names as one."""
    told = json.dumps([(name, len(data)) for name, data in things.items()]).encode()
    return b"".join((len(told).to_bytes(8, "big"), told, *things.values()))


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Read the same again; of what is no such thing, nothing is read."""
    at = 8 + int.from_bytes(data[:8], "big")
    with suppress(ValueError, TypeError):
        for name, size in json.loads(data[8:at]) if data else ():
            yield name, data[at : at + size]
            at += size


def remember(
    make: Callable[[], bytes], *key: bytes | str | int, sound: Callable[[bytes], bool] = lambda _: True
) -> bytes:
    """Return what `make` gave for this key before, if it is `sound`, or call it; a failing cache is never an error."""
    name = fingerprint(*key)
    kept = recall(name)
    if kept is None or not sound(kept):
        kept = make()
        keep(name, kept)
    return kept


def recall(name: str) -> bytes | None:
    """Return what is kept under a fingerprint, or None where nothing is, or nothing that can be trusted."""
    known, asked = _open.get() or ({}, {})
    data = known[name] if name in known else _read(folder() / name)
    if data is not None:
        asked[name] = data
    return data


def keeps(name: str) -> bool:
    """Tell whether something is kept under a fingerprint, be it sound or spoilt."""
    return os.path.exists(f"{folder()}/{name}")  # noqa: PTH110 (a thousand are asked for)


def keep(name: str, data: bytes) -> bool:
    """Keep something under a fingerprint, if there is a place for it; tell whether there was."""
    try:
        _write(folder() / name, data)
    except OSError:
        return False
    if box := _open.get():
        box[1][name] = data
    return True


def size() -> tuple[int, int]:
    """Return how many things are kept, and how many bytes they take."""
    kept = _kept()
    return len(kept), sum(size for _, size, _ in kept)


def trim(limit: int = LIMIT) -> int:
    """Throw away what was not asked for the longest, until `limit` bytes are left at most; return how many went."""
    kept = sorted(_kept())
    over, gone = sum(size for _, size, _ in kept) - limit, 0
    for _, size, path in kept:
        if over <= 0:
            break
        with suppress(OSError):
            path.unlink()
        over, gone = over - size, gone + 1
    return gone


def _kept() -> list[tuple[float, int, Path]]:
    """List all entries: when each was last asked for, its bytes, and where it is."""
    found = []
    with suppress(OSError):
        for entry in os.scandir(folder()):
            with suppress(OSError):
                told = entry.stat()
                found.append((told.st_mtime, told.st_size, Path(entry.path)))
    return found


def fingerprint(*key: bytes | str | int) -> str:
    """Return a name for a key that no other key has."""
    digest = hashlib.sha256(EDITION)
    for part in key:
        data = part if isinstance(part, bytes) else f"{type(part).__name__}:{part}".encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def folder() -> Path:
    """Return where the cache is; FLEURON_CACHE names another place."""
    named = _aside.get() or os.environ.get("FLEURON_CACHE")
    return Path(named) if named else _usual()


@functools.cache
def _usual() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("fleuron")


def _read(path: Path) -> bytes | None:
    """Return an entry, or None where there is none or its checksum does not agree."""
    try:
        entry = path.read_bytes()
    except OSError:
        return None
    data = entry[CHECK:]
    if _sum(path, data) != entry[:CHECK]:
        return None
    with suppress(OSError):
        os.utime(path)
    return data


def _write(path: Path, data: bytes) -> None:
    """Write an entry whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_sum(path, data) + data)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def _sum(path: Path, data: bytes) -> bytes:
    """Return what an entry is known by: it says whose data they are, so that one under another's name is found out."""
    return hashlib.sha256(path.name.encode() + data).digest()
