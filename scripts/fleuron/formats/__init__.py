"""Edition -> Made: FORMATS, the table of all that a book can become.

To add a format: write its module with a `render(edition) -> Made`, and give it a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fleuron.model import Edition, Made


@dataclass(frozen=True, slots=True)
class Format:
    """One row: `suffix` follows the book's name, `says` is for people, `module` is loaded when asked."""

    suffix: str
    says: str
    module: str

    def render(self, edition: Edition) -> Made:
        """Make the edition's file in this format."""
        made: Made = import_module(self.module).render(edition)
        return made


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "epub": Format(".epub", "EPUB 3.3, for every reader", "fleuron.formats.epub"),
        "screen": Format("-screen.pdf", "tagged PDF with bookmarks and links, for reading", "fleuron.formats.screen"),
        "print": Format("-print.pdf", "PDF for the printer, one colour, mirrored margins", "fleuron.formats.print"),
    }
)
