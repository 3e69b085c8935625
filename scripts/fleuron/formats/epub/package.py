"""Finished files and statements -> the bytes of an EPUB, through ebooklib, which here only packs.

What ebooklib 0.20 would do to the text and the clock is kept from it: no item is one of its HTML classes, which parse
and pretty-print (and so part "un<em>believable</em>"); nothing is left for it to generate; the archive knows no time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from ebooklib import epub

from fleuron.formats.archive import Archive
from fleuron.formats.epub.metadata import Statement
from fleuron.formats.safety import XML

XHTML_TYPE = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class File:
    """One file of the container; `spine` says that it is read in turn."""

    id: str
    path: str
    media: str
    data: bytes
    properties: tuple[str, ...] = ()
    spine: bool = False


def pack(identifier: str, language: str, day: date, statements: Iterable[Statement], files: Iterable[File]) -> bytes:
    """Write the container and the package file; the same input gives the same bytes."""
    book = epub.EpubBook()
    book.metadata.clear()  # a generator's name and a random identifier
    book.IDENTIFIER_ID = "book-id"
    book.set_identifier(identifier)
    book.language = language
    for statement in statements:
        book.add_metadata(*statement)
    for file in files:
        item = book.add_item(_item(file))
        if file.spine:
            book.spine.append(item)
    out = BytesIO()
    _Writer(out, book, {"mtime": datetime.combine(day, time(), UTC)}).write()
    return out.getvalue()


def _item(file: File) -> Any:
    item = epub.EpubItem(file.id, file.path, file.media, file.data)
    item.properties = list(file.properties)
    return item


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """The parts of ebooklib's writer that are sound, in our archive."""

    def write(self) -> None:
        with Archive(self.file_name, "w") as self.out:
            self.out.writestr("mimetype", b"application/epub+zip")  # first and stored, so that the type is byte 30
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_file(self, root: Any) -> None:
        del root.attrib["prefix"]  # a prefix no one uses
        root.set(f"{{{XML}}}lang", self.book.language)
        super()._write_opf_file(root)
