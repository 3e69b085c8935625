"""What goes into a part of a file -> the part, as it was bound before: all in one entry, and bound anew else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TypeAlias

from fleuron.cache import keep, outdated, recall
from fleuron.link.chunk import Font, read_font
from fleuron.link.file import Part

Piece: TypeAlias = tuple[Part, tuple[Font, ...]]  # and the fonts of its folios


class Binder:
    """The parts of one book; those that it was not asked for are not kept for the next time."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._known = _kept(name) if name else {}
        self._asked: dict[str, Piece] = {}

    def piece(self, key: str, bind: Callable[[], Piece]) -> Piece:
        """Return what was bound under this key before, or bind it."""
        piece = self._asked[key] = self._known.get(key) or bind()
        return piece

    def close(self) -> None:
        """Keep what was asked for."""
        if self._name and outdated(self._known, self._asked):
            rows = [
                (key, len(part.data), len(part.table), part.placed, [asdict(font) for font in fonts])
                for key, (part, fonts) in self._asked.items()
            ]
            told = json.dumps(rows).encode()
            blobs = (blob for part, _ in self._asked.values() for blob in (part.data, part.table))
            keep(self._name, b"".join((len(told).to_bytes(8, "big"), told, *blobs)))


def _kept(name: str) -> dict[str, Piece]:
    """Recall the parts; what cannot be read as such is not there."""
    data = memoryview(recall(name) or b"")
    at = 8 + int.from_bytes(data[:8], "big")
    found: dict[str, Piece] = {}
    try:
        for key, size, rows, placed, fonts in json.loads(bytes(data[8:at]) or b"[]"):
            part = Part(data[at : at + size], data[at + size : at + size + rows], placed)
            found[key] = part, tuple(map(read_font, fonts))
            at += size + rows
    except (ValueError, TypeError, KeyError):
        return {}
    return found
