"""Edition -> Facts: all that the pages, the feeds and the records of the site say of the book, found once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from fleuron.errors import ToolError
from fleuron.formats import FORMATS
from fleuron.formats.epub.metadata import access, summary
from fleuron.formats.pagemap import Turn, turns
from fleuron.formats.safety import tidy
from fleuron.model import UNDATED, Book, Division, Edition, Person, Plan
from fleuron.wording import Wording, called, wording

READ = frozenset(
    {"foreword", "preface", "introduction", "essay", "acknowledgments", "afterword", "notes"}
)  # what has a page of its own
OFFERED = {"epub": "application/epub+zip", "screen": "application/pdf"}
WEB = re.compile(r"https?://[^\s/?#\"'<>]+[^\s\"'<>]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Download:
    """One file of the book to take away."""

    format: str
    file: str
    media: str
    size: int  # bytes
    sha256: str
    count: int
    unit: str

    @property
    def kind(self) -> str:
        return "EPUB" if self.format == "epub" else "PDF"


@dataclass(frozen=True, slots=True)
class Piece:
    """One division that can be read on a page of its own; `pages` is where it stands in print, as 12–19."""

    division: Division
    file: str
    title: str
    authors: tuple[Person, ...]
    pages: str
    url: str  # where it first appeared
    by: str
    epub: str = ""

    @property
    def name(self) -> str:
        return self.file.rpartition("/")[2].removesuffix(".html")


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: the book, or one essay in it."""

    key: str
    title: str
    authors: tuple[Person, ...]
    book: Work | None
    editors: tuple[Person, ...]
    publisher: str
    year: str
    isbn: str
    pages: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The book, told to shops, libraries, reading apps and people."""

    book: Book
    address: str  # ends in a slash; empty where the editor names none
    draft: bool
    downloads: tuple[Download, ...]
    pieces: tuple[Piece, ...]
    works: Mapping[str, tuple[Work, ...]]  # by the name of the file that cites them
    access: tuple[tuple[str, str], ...]
    summary: str

    @property
    def plan(self) -> Plan:
        return self.book.plan

    @property
    def title(self) -> str:
        return tidy(self.plan.title) or self.plan.name

    @property
    def full_title(self) -> str:
        return ": ".join(filter(None, (self.title, tidy(self.plan.subtitle))))

    @property
    def house(self) -> str:
        """Return who answers for the book: its publisher, else its editors; a book that names nobody does itself."""
        return tidy(self.plan.publisher) or self.editors or self.title

    @property
    def editors(self) -> str:
        return self.said.series([tidy(person.name) for person in self.book.editors])

    @property
    def said(self) -> Wording:
        """Return the words that the site says itself."""
        return wording(self.plan.language)

    @property
    def moment(self) -> str:
        """Return when the book was issued, to the second, as feeds want it."""
        return f"{self.plan.issued.isoformat()}T00:00:00Z"

    @property
    def dated(self) -> bool:
        return self.plan.issued != UNDATED


def facts(edition: Edition, small: Mapping[str, bytes]) -> Facts:
    """Gather the facts; `small` are the EPUBs of single essays by their paths."""
    book, plan = edition.book, edition.book.plan
    folios = _folios(edition)
    pieces = tuple(
        _piece(division, folios, small, wording(plan.language)) for division in book.divisions if division.kind in READ
    )
    whole = _book(book)
    cited = [piece for piece in pieces if piece.authors or piece.division.essay]
    works = {"book": (whole, *(_part(piece, whole) for piece in cited))}
    works |= {piece.name: (_part(piece, whole),) for piece in cited}
    paged = bool(folios)
    return Facts(
        book,
        web(plan.address).rstrip("/") + "/" if web(plan.address) else "",
        edition.draft,
        tuple(_downloads(edition)),
        pieces,
        works,
        access(book, paged),
        summary(book, paged),
    )


def web(address: str) -> str:
    """Return an address of the web, or nothing where it is something else."""
    return address if WEB.fullmatch(address) else ""


def _downloads(edition: Edition) -> Iterator[Download]:
    name = edition.book.plan.name
    for format, media in OFFERED.items():
        if made := edition.made.get(format):
            size, digest = len(made.data), sha256(made.data).hexdigest()
            yield Download(format, f"{name}{FORMATS[format].suffix}", media, size, digest, made.count, made.unit)


def _piece(division: Division, folios: Mapping[str, str], small: Mapping[str, bytes], said: Wording) -> Piece:
    essay = division.essay
    name = f"essays/{essay.slug}" if essay else f"matter/{division.id}"
    epub = f"{name}.epub" if f"{name}.epub" in small else ""
    title = tidy(division.title) or called(division.kind, said.language)
    pages, url = folios.get(division.id, ""), web(essay.url) if essay else ""
    by = said.series([tidy(person.name) for person in division.authors])
    return Piece(division, f"{name}.html", title, division.authors, pages, url, by, epub)


def _folios(edition: Edition) -> Mapping[str, str]:
    """Say on which pages of the print edition each division stands; nothing where print is not made."""
    if "print" not in edition.made:
        return {}
    try:
        turned = turns(edition)
    except ToolError:  # the EPUB has told of it
        return {}
    return {name: _span([turn for turn in turned if turn.division == name]) for name in {t.division for t in turned}}


def _span(turned: Sequence[Turn]) -> str:
    first, last = turned[0].folio, turned[-1].folio
    return first if first == last else f"{first}–{last}"


def _book(book: Book) -> Work:
    plan = book.plan
    title = ": ".join(filter(None, (tidy(plan.title) or plan.name, tidy(plan.subtitle))))
    isbn = next(filter(None, (plan.isbn.get(format, "") for format in ("print", "epub", "screen"))), "")
    year = str(plan.issued.year) if plan.issued != UNDATED else ""
    return Work(plan.name, title, (), None, book.editors, tidy(plan.publisher), year, isbn, url=web(plan.address))


def _part(piece: Piece, book: Work) -> Work:
    url = f"{book.url.rstrip('/')}/{piece.file}" if book.url else ""
    key = f"{book.key}:{piece.name}"
    return Work(
        key,
        piece.title,
        piece.authors,
        book,
        book.editors,
        book.publisher,
        book.year,
        book.isbn,
        piece.pages,
        url,
    )
