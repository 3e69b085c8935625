"""PDF objects -> a file: the only module that knows how they are laid down; the same objects, the same bytes."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence

PACKED, PLAIN = "1.7", "1.4"  # PDF versions: with objects in streams, and as the oldest printers read it
MARK = b"%\xe2\xe3\xcf\xd3\n"  # ISO 32000-1, 7.5.2: it tells that the file is binary
ROW = struct.Struct(">BBIH")  # of the table: the kind, where in five bytes, which


class File:
    """A file that grows by objects, each under a number that it gave out before."""

    def __init__(self, *, packed: bool) -> None:
        self.packed = packed
        self._parts = [f"%PDF-{PACKED if packed else PLAIN}\n".encode() + MARK]
        self._size = len(self._parts[0])
        self._places: dict[int, tuple[int, int, int]] = {}  # number -> kind, where, which (ISO 32000-1, 7.5.8)
        self._next = 1

    def reserve(self, count: int = 1) -> int:
        """Give out so many numbers, and return the first."""
        self._next += count
        return self._next - count

    def put(self, number: int, data: bytes) -> None:
        """Write one object under its number."""
        self._places[number] = (1, self._size, 0)
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
        self._places |= {number: (2, place, which) for which, number in enumerate(range(first, first + len(objects)))}

    def close(self, root: int, info: int) -> bytes:
        """Write the table of all objects, and return the file; its name is made from what it holds."""
        body = b"".join(self._parts)
        name = hashlib.sha256(body).hexdigest()[:32].encode()
        ends = b"/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (root, info, name, name)
        table = self._packed_table(ends) if self.packed else self._plain_table(ends)
        return b"%s%sstartxref\n%d\n%%%%EOF\n" % (body, table, len(body))

    def _packed_table(self, ends: bytes) -> bytes:
        number = self.reserve()
        self._places[number] = (1, self._size, 0)
        rows = (self._places.get(each, (0, 0, 65535)) for each in range(self._next))
        table = b"".join(ROW.pack(kind, at >> 32, at & 0xFFFFFFFF, which) for kind, at, which in rows)
        head = b"/Type/XRef/Size %d/W[1 5 2]%s/Filter/FlateDecode" % (self._next, ends)
        return b"%d 0 obj\n%s\nendobj\n" % (number, self.stream(zlib.compress(table, 6), head))

    def _plain_table(self, ends: bytes) -> bytes:
        places = (self._places.get(number) for number in range(self._next))  # some were reserved and never used
        rows = [b"%010d 00000 n \n" % place[1] if place else b"0000000000 65535 f \n" for place in places]
        return b"xref\n0 %d\n%strailer\n<</Size %d%s>>\n" % (self._next, b"".join(rows), self._next, ends)

    def _write(self, data: bytes) -> None:
        self._parts.append(data)
        self._size += len(data)
