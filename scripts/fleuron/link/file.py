"""PDF objects -> a file: the only module that knows how they are laid down; the same objects, the same bytes."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

PACKED, PLAIN = "1.7", "1.4"  # PDF versions: with objects in streams, and as the oldest printers read it
MARK = b"%\xe2\xe3\xcf\xd3\n"  # ISO 32000-1, 7.5.2: it tells that the file is binary
ROW = struct.Struct(">BBIH")  # of the table: the kind, where in five bytes, which
FREE = ROW.pack(0, 0, 0, 65535)  # a number that no object has


@dataclass(frozen=True, slots=True)
class Part:
    """Objects as they lie in a file: the bytes, the rows of their numbers, and which of these tell places in it."""

    data: bytes | memoryview = field(repr=False)
    table: bytes | memoryview = field(repr=False)
    placed: Sequence[int]


class Sheet:
    """A part of a file, from a number on, that grows by objects, each under a number that it gave out before."""

    def __init__(self, first: int, *, packed: bool) -> None:
        self.packed = packed
        self._first = first
        self._data: list[bytes | memoryview] = []
        self._size = 0
        self._table = bytearray()
        self._placed: list[int] = []

    def reserve(self, count: int = 1) -> int:
        """Give out so many numbers, and return the first."""
        number = self._first + len(self._table) // ROW.size
        self._table += FREE * count
        return number

    def put(self, number: int, data: bytes) -> None:
        """Write one object under its number."""
        self._placed.append(number - self._first)
        self._row(number - self._first, 1, self._size, 0)
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, data))

    def add(self, data: bytes) -> int:
        """Write one object, and return its number."""
        number = self.reserve()
        self.put(number, data)
        return number

    def stream(self, body: bytes, head: bytes = b"/Filter/FlateDecode") -> bytes:
        """Return a stream as an object; `body` is as `head` says."""
        return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (head, len(body), body)

    def pack(self, first: int, objects: Sequence[bytes]) -> None:
        """Write objects under the numbers from `first` on, in one stream where the version allows it."""
        if not self.packed:
            for number, data in enumerate(objects, first):
                self.put(number, data)
            return
        at, index = 0, []
        for number, data in enumerate(objects, first):
            index.append(b"%d %d" % (number, at))
            at += len(data) + 1
        table = b" ".join(index) + b"\n"
        head = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(table))
        place = self.add(self.stream(zlib.compress(table + b"\n".join(objects), 6), head)) if objects else 0
        for which in range(len(objects)):
            self._row(first - self._first + which, 2, place, which)

    def part(self, count: int) -> Part:
        """Return what was written, as a part that has so many numbers."""
        self.reserve(count - len(self._table) // ROW.size)
        return Part(b"".join(self._data), bytes(self._table), tuple(self._placed))

    def _row(self, at: int, kind: int, where: int, which: int) -> None:
        ROW.pack_into(self._table, at * ROW.size, kind, where >> 32, where & 0xFFFFFFFF, which)

    def _write(self, data: bytes | memoryview) -> None:
        self._data.append(data)
        self._size += len(data)


class File(Sheet):
    """A whole file."""

    def __init__(self, *, packed: bool) -> None:
        super().__init__(0, packed=packed)
        self.reserve()  # nought is no number
        self._write(f"%PDF-{PACKED if packed else PLAIN}\n".encode() + MARK)

    def lay(self, number: int, part: Part) -> None:
        """Lay down a part, whose first number is this one."""
        at = number * ROW.size
        self._table[at : at + len(part.table)] = part.table
        for row in part.placed:
            _, high, low, _ = ROW.unpack_from(part.table, row * ROW.size)
            self._row(number + row, 1, (high << 32) + low + self._size, 0)
        self._write(part.data)

    def close(self, root: int, info: int) -> bytes:
        """Write the table of all objects, and return the file; its name is made from what it holds."""
        digest = hashlib.sha256()
        for data in self._data:
            digest.update(data)
        name = digest.hexdigest()[:32].encode()
        ends = b"/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (root, info, name, name)
        place = self._size
        self._write(self._packed_table(ends) if self.packed else self._plain_table(ends))
        self._write(b"startxref\n%d\n%%%%EOF\n" % place)
        return b"".join(self._data)

    def _packed_table(self, ends: bytes) -> bytes:
        number = self.reserve()
        self._row(number, 1, self._size, 0)
        head = b"/Type/XRef/Size %d/W[1 5 2]%s/Filter/FlateDecode" % (number + 1, ends)
        return b"%d 0 obj\n%s\nendobj\n" % (number, self.stream(zlib.compress(self._table, 1), head))

    def _plain_table(self, ends: bytes) -> bytes:
        rows = [
            b"%010d 00000 n \n" % ((high << 32) + low) if kind else b"0000000000 65535 f \n"
            for kind, high, low, _ in ROW.iter_unpack(self._table)
        ]
        return b"xref\n0 %d\n%strailer\n<</Size %d%s>>\n" % (len(rows), b"".join(rows), len(rows), ends)
