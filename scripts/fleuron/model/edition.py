"""Nothing -> the nouns of what comes out: a book in a theme, what a format makes of it, the finished file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fleuron.model.book import Book
from fleuron.model.page import Finding


@dataclass(frozen=True, slots=True)
class Face:
    """One static face of a family: `data` is the font file."""

    family: str
    weight: int
    italic: bool
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RunningHead:
    """How a theme sets its running heads: the room beside the folio (pt), and a cut for either side.

    A cut is roman, italic or small-caps.
    """

    family: str = ""
    size: int = 10
    room: int = 216
    recto: str = "italic"
    verso: str = "small-caps"


@dataclass(frozen=True, slots=True)
class Theme:
    """A folder of CSS and a few words of TOML: `css` by file name without its ending."""

    name: str
    css: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    faces: tuple[Face, ...] = ()
    head: RunningHead = RunningHead()


@dataclass(frozen=True, slots=True)
class Clear:
    """What a printer wants left clear of text, and how far beyond the trim a page goes, in inches."""

    printer: str
    gutters: tuple[tuple[float, float], ...]  # up to so many pages, so much
    outside: float
    head: float
    foot: float
    bleed: float

    def gutter(self, pages: int) -> float:
        """Return what is left clear at the spine; beyond the table's end its last row holds."""
        return next((inches for most, inches in self.gutters if pages <= most), self.gutters[-1][1])


@dataclass(frozen=True, slots=True)
class Edition:
    """A book in a theme: all that a format may look at."""

    book: Book
    theme: Theme
    draft: bool = False  # an essay is not cleared for this format: mark every page and the metadata
    formats: tuple[str, ...] = ()  # all that this build makes of the book
    cover_page: bool = True  # the EPUB begins with its cover; not for a store that sets the cover there itself
    clear: Clear | None = None  # for the printer that the book is made for, where one is named
    made: Mapping[str, Made] = field(default_factory=lambda: MappingProxyType({}), compare=False)  # so far, by format


@dataclass(frozen=True, slots=True)
class Made:
    """What a format makes: the bytes, and how many `unit` (pages, documents) they hold.

    A format that is a folder gives its `files` by their paths in it; `data` is then the list of their SHA-256 sums.
    """

    data: bytes = field(repr=False)
    count: int
    unit: str
    findings: tuple[Finding, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}), repr=False)


@dataclass(frozen=True, slots=True)
class Artifact:
    """One finished file."""

    format: str
    path: Path
    size: int
    sha256: str
    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made, which of it is a draft, and what its editor should know.

    `summary` says in one line what the cleaner did; `ledger` has a row an essay. `written` are all the files and
    folders that came out, `beside` the files outside of the manuscript that went in. It is `standing` where nothing
    had to be made, as nothing had changed.
    """

    artifacts: tuple[Artifact, ...]
    drafts: tuple[str, ...]
    findings: tuple[Finding, ...]
    summary: str
    ledger: tuple[Mapping[str, Any], ...]
    written: tuple[Path, ...] = ()
    beside: tuple[Path, ...] = ()
    standing: bool = False
