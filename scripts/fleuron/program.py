"""Nothing -> which program this is: our own files by what they hold, what is installed beside them by its version."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

HOME = Path(__file__).parent
IMPORT = re.compile(r"^\s*from (fleuron[\w.]*) import (\([^)]*\)|[^\n]*)", re.MULTILINE)
WORD = re.compile(r"\w+")
DIST = re.compile(r"(?P<name>.+?)-(?P<version>[^-]+)\.dist-info")


@cache
def ours(*parts: str) -> str:
    """Return a sum of all files of the package, or of some folders and files of it: a changed program has another."""
    places = [HOME / part for part in parts] or [HOME]
    files = (path for place in places for path in ([place] if place.is_file() else place.rglob("*")))
    return _sum(path for path in files if path.suffix not in (".pyc", "") and path.is_file())


@cache
def code(*names: str) -> str:
    """Return a sum of some modules, of all of ours that they import, and of the data that lie beside any of them."""
    files = modules(*names)
    return _sum(files.union(*(_data(folder) for folder in {file.parent for file in files})))


@cache
def modules(*names: str) -> frozenset[Path]:
    """Return the files of some modules and of all of ours that they import, at once or late."""
    files: set[Path] = set()
    ahead = [*names]
    while ahead:
        file = _file(ahead.pop())
        if file and file not in files:
            files.add(file)
            ahead += _imports(file)
    return frozenset(files)


@cache
def _imports(file: Path) -> frozenset[str]:
    """Return what a module may import of ours."""
    found = IMPORT.findall(file.read_text("utf-8"))
    return frozenset(name for told, taken in found for name in (told, *(f"{told}.{w}" for w in WORD.findall(taken))))


@cache
def _file(module: str) -> Path | None:
    place = HOME.parent.joinpath(*module.split("."))
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


def _data(folder: Path) -> Iterator[Path]:
    """Yield what is no code in a folder, and in folders of it that hold no code at all."""
    for path in folder.iterdir():
        if path.is_dir() and not any(path.rglob("*.py*")):
            yield from (each for each in path.rglob("*") if each.is_file())
        elif path.is_file() and path.suffix not in (".py", ".pyc"):
            yield path


def _sum(files: Iterable[Path]) -> str:
    digest = sha256()
    home = len(HOME.as_posix())
    for path in sorted(path.as_posix() for path in files):
        digest.update(f"{path[home:]} {_own(path)}\n".encode())
    return digest.hexdigest()


@cache
def _own(path: str) -> str:
    """Return the sum of one file; many are part of more than one thing."""
    return sha256(Path(path).read_bytes()).hexdigest()


@cache
def installed() -> str:
    """Return a sum of which Python runs, and of all that is installed for it, with its versions."""
    return sha256("\n".join([sys.version, *sorted(set(_installed()))]).encode()).hexdigest()


@cache
def version(package: str) -> str:
    """Return the version of what is installed, without opening it; raises PackageNotFoundError where it is not."""
    plain = re.sub(r"[-_.]+", "_", package).lower()
    found = (told for name in _installed() if (told := DIST.fullmatch(name)))
    known = (told["version"] for told in found if re.sub(r"[-_.]+", "_", told["name"]).lower() == plain)
    return next(known, "") or _asked(package)


def _asked(package: str) -> str:
    from importlib.metadata import version

    return version(package)


@cache
def _installed() -> tuple[str, ...]:
    return tuple(found.name for place in sys.path if Path(place).is_dir() for found in Path(place).glob("*-info"))
