"""Nothing -> which program this is: our own files by what they hold, what is installed beside them by its version."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

HOME = Path(__file__).parent


@cache
def ours(*parts: str) -> str:
    """Return a sum of all files of the package, or of some folders and files of it: a changed program has another."""
    places = [HOME / part for part in parts] or [HOME]
    files = sorted(path for place in places for path in ([place] if place.is_file() else place.rglob("*")))
    digest = sha256()
    for path in files:
        if path.suffix not in (".pyc", "") and path.is_file():
            data = path.read_bytes()
            digest.update(f"{path.relative_to(HOME).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()


@cache
def installed() -> str:
    """Name the Python that runs, and all that is installed for it, with its versions."""
    names = {found.name for place in sys.path if Path(place).is_dir() for found in Path(place).glob("*-info")}
    return "\n".join([sys.version, *sorted(names)])
