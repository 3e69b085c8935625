"""Key and recipe -> bytes: what was slow once is kept in the user's cache folder, and made again if it is spoilt."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

CHECK = hashlib.sha256().digest_size


def remember(make: Callable[[], bytes], *key: bytes | str | int) -> bytes:
    """Return what `make` gave for this key before, or call it; a cache that fails is never an error."""
    path = folder() / fingerprint(*key)
    kept = _read(path)
    if kept is None:
        kept = make()
        with suppress(OSError):
            _write(path, kept)
    return kept


def fingerprint(*key: bytes | str | int) -> str:
    """Return a name for a key that no other key has."""
    digest = hashlib.sha256()
    for part in key:
        data = part if isinstance(part, bytes) else f"{type(part).__name__}:{part}".encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def folder() -> Path:
    """Return where the cache is; FLEURON_CACHE names another place."""
    from platformdirs import user_cache_path

    named = os.environ.get("FLEURON_CACHE")
    return Path(named) if named else user_cache_path("fleuron")


def _read(path: Path) -> bytes | None:
    """Return an entry, or None where there is none or its checksum does not agree."""
    try:
        entry = path.read_bytes()
    except OSError:
        return None
    data = entry[CHECK:]
    return data if hashlib.sha256(data).digest() == entry[:CHECK] else None


def _write(path: Path, data: bytes) -> None:
    """Write an entry whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as unfinished:
        unfinished.write(hashlib.sha256(data).digest() + data)
    Path(unfinished.name).replace(path)
