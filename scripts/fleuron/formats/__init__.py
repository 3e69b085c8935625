"""Edition -> Made: FORMATS, the table of all that a book can become.

To add a format: write its module with a `render(edition) -> Made`, and give it a row, after the formats it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fleuron.model import Edition, Made


@dataclass(frozen=True, slots=True)
class Format:
    """One row: `suffix` follows the book's name, `says` is for people, `module` is loaded when asked.

    A format that needs others finds them in `edition.made`.
    `use` is what the permissions of the essays must cover: print or ebook.
    """

    suffix: str
    says: str
    module: str
    needs: tuple[str, ...] = ()
    use: str = "ebook"

    def render(self, edition: Edition) -> Made:
        """Make the edition's file in this format."""
        made: Made = import_module(self.module).render(edition)
        return made


BOOKS = ("epub", "screen", "print")
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "epub": Format(".epub", "EPUB 3.3, for every reader", "fleuron.formats.epub"),
        "screen": Format("-screen.pdf", "tagged PDF with bookmarks and links, for reading", "fleuron.formats.screen"),
        "print": Format(
            "-print.pdf", "PDF for the printer, one colour, mirrored margins", "fleuron.formats.print", use="print"
        ),
        "site": Format(
            "", "a folder of web pages to read and to download the book from", "fleuron.formats.site", BOOKS
        ),
        "proof": Format(
            "",
            "a folder for the editor: the printed pages as spreads with guides",
            "fleuron.formats.proof",
            use="print",
        ),
        "cover": Format("-cover.jpg", "the cover as a picture, for a store", "fleuron.formats.cover"),
        "markdown": Format(".md", "one Markdown file, the facts of the book in front", "fleuron.formats.markdown"),
        "text": Format(".txt", "plain text, a line a paragraph", "fleuron.formats.text"),
        "docx": Format(".docx", "Word, for the copy-editor: every kind of paragraph a style", "fleuron.formats.docx"),
    }
)
FOR_STORES = ("epub", "cover")
FOR_PRINTERS = ("print",)
PAGED = ("screen", "print", "proof")  # made of pages
USUAL = BOOKS  # the others are made when they are asked for


def in_order(asked: Iterable[str]) -> tuple[str, ...]:
    """Return the formats asked for, and those they need, in the order in which they are made."""
    wanted = {need for name in asked for need in (name, *FORMATS[name].needs)}
    return tuple(name for name in FORMATS if name in wanted)
