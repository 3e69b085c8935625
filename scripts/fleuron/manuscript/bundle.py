"""A zip of pages -> the files in it, laid into a folder of their own; nothing is written anywhere else."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from fleuron.manuscript.decode import refused
from fleuron.model import Finding

LARGEST = 512_000_000  # bytes that an archive may fill when it is unpacked
MOST = 20_000  # files
SQUEEZED = 200  # times smaller than what is in it: no text is packed so well
LOCKED = 0x1
OURS = ("__MACOSX", ".DS_Store", "Thumbs.db")  # what systems put into an archive for themselves
BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def unpack(archive: Path, folder: Path) -> tuple[list[Path], list[Finding]]:
    """Unpack an archive into a folder that is there and empty; what may not be unpacked is a finding."""
    try:
        with ZipFile(archive) as packed:
            parts = [part for part in packed.infolist() if not part.is_dir() and not _systems(part)]
            if oversized(parts):
                sentence = (
                    f"what is in this archive would fill more than {LARGEST // 1_000_000} MB, or is packed too well"
                )
                fix = "unpack it yourself, and name the folder of its pages"
                return [], [refused("MAN108", archive.name, sentence, fix)]
            return _laid(packed, parts, archive.name, folder)
    except BROKEN:
        sentence = "this archive is damaged"
        return [], [refused("MAN108", archive.name, sentence, "pack its pages again, or name their folder")]


def oversized(parts: Iterable[ZipInfo]) -> bool:
    """Tell whether an archive would fill the disk: by its size, its number of files, or how well it is packed."""
    sizes = [(part.file_size, part.compress_size) for part in parts]
    whole, packed = sum(size for size, _ in sizes), sum(size for _, size in sizes)
    return whole > LARGEST or len(sizes) > MOST or (whole > 10_000_000 and whole > SQUEEZED * max(1, packed))


def _laid(packed: ZipFile, parts: list[ZipInfo], name: str, folder: Path) -> tuple[list[Path], list[Finding]]:
    paths: list[Path] = []
    findings: list[Finding] = []
    for part in parts:
        place = f"{name}/{part.filename}"
        if fault := next(_faults(part), None):
            findings.append(refused("MAN108", place, *fault))
            continue
        path = folder.joinpath(*PurePosixPath(part.filename.replace("\\", "/")).parts)
        try:
            data = _bytes(packed, part)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            paths.append(path)
        except BROKEN:
            findings.append(refused("MAN108", place, "this part of the archive is damaged", "pack it again"))
    return paths, findings


def _bytes(packed: ZipFile, part: ZipInfo) -> bytes:
    """Read a part, and no more of it than the archive says it has."""
    with packed.open(part) as file:
        data = file.read(part.file_size + 1)
    if len(data) > part.file_size:
        raise BadZipFile("a part is larger than it says")
    return data


def _faults(part: ZipInfo) -> Iterator[tuple[str, str]]:
    """Say why a part is not unpacked."""
    path = PurePosixPath(part.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in (path.parts or [""])[0] or "\0" in part.filename:
        yield (
            "this part of the archive would be written outside its folder",
            "pack the pages again, by their plain names",
        )
    if part.flag_bits & LOCKED:
        yield (
            "this part of the archive is locked with a password",
            "unpack it yourself, and name the folder of its pages",
        )
    if path.suffix.lower() == ".zip":
        yield "this is an archive in an archive", "unpack it, and pack its pages beside the others"


def _systems(part: ZipInfo) -> bool:
    return any(name in PurePosixPath(part.filename).parts for name in OURS)
