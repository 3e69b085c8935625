"""Nothing -> the nouns: whatever passes between two stages is one of these, and none can change.

Source → Essay(verdicts) → Chapter(xhtml) → Book(divisions) → Edition(book, theme) → Artifact
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

UNDATED = date(1980, 1, 1)  # stamps the files of a book whose book.toml has no `issued`; printed nowhere


class Role(StrEnum):
    """Name what one line of a scraped page is."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"  # date, place or site of first publication
    HEADING = "heading"
    BODY = "body"
    LIST = "list"
    QUOTE = "quote"
    PULL_QUOTE = "pull-quote"
    VERSE = "verse"
    CAPTION = "caption"
    CREDIT = "credit"
    NOTE = "note"
    BREAK = "break"  # a mark between sections
    DUPLICATE_TITLE = "duplicate-title"
    NAV = "nav"
    WIDGET = "widget"
    TEASER = "teaser"
    BIO = "bio"
    LEGAL = "legal"
    COMMENT_HEADING = "comment-heading"
    COMMENT = "comment"

    @property
    def printed(self) -> bool:
        """Tell whether a line of this role stands in the text of the essay."""
        return self in PRINTED

    @property
    def told(self) -> bool:
        """Tell whether a line of this role is printed with the essay, if not in its text (title, byline)."""
        return self in TOLD


PRINTED = frozenset(
    {
        Role.HEADING,
        Role.BODY,
        Role.LIST,
        Role.QUOTE,
        Role.VERSE,
        Role.CAPTION,
        Role.CREDIT,
        Role.NOTE,
        Role.BREAK,
    }
)
TOLD = frozenset({Role.TITLE, Role.STANDFIRST, Role.BYLINE, Role.DATELINE})


class Severity(StrEnum):
    """Say how much a finding matters."""

    ERROR = "error"  # the book cannot be made as asked
    WARNING = "warning"  # the book is made; the editor should look
    NOTE = "note"  # worth knowing


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing an editor should know: a stable code, a place, a sentence, and how to mend it."""

    code: str
    place: str
    sentence: str
    fix: str
    severity: Severity = Severity.WARNING
    gate: bool = False  # the book may be made, and not released


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page that is not blank; the gaps in the numbers are the blank lines."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the editor says one line is, anchored by number and opening words."""

    number: int
    words: str
    role: Role
    level: int = 0


@dataclass(frozen=True, slots=True)
class Permission:
    """By what right an essay is printed, and what that right covers; what is empty limits nothing."""

    status: str  # own, granted, public-domain, licence, pending, refused
    licence: str = ""  # by its SPDX name: CC-BY-4.0
    holder: str = ""
    granted: date | None = None
    evidence: str = ""  # a file in the manuscript, or a reference
    credit: str = ""  # the wording that the holder asks for, printed to the letter
    covers: tuple[str, ...] = ()  # print, ebook
    languages: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    expires: date | None = None
    place: str = ""  # where the editor wrote it


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the editor decided in the sidecar; no rule ever overrules it."""

    title: str = ""
    short: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()  # ids of contributors.toml, or plain names
    translators: tuple[str, ...] = ()
    site: str = ""
    url: str = ""
    published: str = ""
    licence: str = ""
    permission: Permission | None = None
    rulings: tuple[Ruling, ...] = ()
    replacements: tuple[tuple[str, str], ...] = ()
    place: str = ""  # of the sidecar; empty where there is none


@dataclass(frozen=True, slots=True)
class Source:
    """One scraped page as found, with its sidecar; `markdown` holds the text of a hand-edited essay instead."""

    slug: str
    place: str
    lines: tuple[Line, ...]
    decisions: Decisions = Decisions()
    markdown: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say what a line is, who said so, how it is printed, and how sure that is (0 to 1).

    `level` is the depth of a heading (1, 2), and of a list item (1 outermost).
    """

    line: Line
    role: Role
    rule: str
    text: str
    sure: float = 1.0
    level: int = 0

    @property
    def doubtful(self) -> bool:
        return self.sure < 0.7


@dataclass(frozen=True, slots=True)
class Essay:
    """One judged page: a verdict for every line of its source, in order."""

    slug: str
    place: str
    title: str
    short: str
    standfirst: str
    authors: tuple[str, ...]  # as the page or the editor names them
    site: str
    url: str
    published: str
    licence: str
    verdicts: tuple[Verdict, ...]
    markdown: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def printed(self) -> tuple[Verdict, ...]:
        """Return the verdicts on the lines of the essay's text."""
        return tuple(verdict for verdict in self.verdicts if verdict.role.printed)


@dataclass(frozen=True, slots=True)
class Chapter:
    """An essay, set: `xhtml` is a run of well-formed XHTML blocks, without header and title."""

    essay: Essay
    xhtml: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person of contributors.toml, or one whom a page names."""

    id: str
    name: str
    sort: str
    bio: str = ""
    url: str = ""
    roles: tuple[str, ...] = ()  # in the whole book: editor, translator, foreword …
    place: str = ""  # the line of contributors.toml; empty for one who is not listed


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part as book.toml asks for it; a book without parts has one, untitled."""

    title: str
    blurb: str
    essays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The anthology as book.toml asks for it."""

    name: str  # of the files that come out
    title: str
    subtitle: str
    language: str
    editors: tuple[str, ...]
    publisher: str
    identifier: str  # a urn:uuid:, made from the title where book.toml names none
    isbn: Mapping[str, str]  # by format
    issued: date
    rights: str
    description: str
    subjects: tuple[str, ...]
    theme: str
    parts: tuple[PartPlan, ...]
    people: Mapping[str, Person]
    matter: Mapping[str, str]  # Markdown by name: dedication, foreword, afterword …
    styles: Path  # where the themes are
    series: str = ""
    territories: tuple[str, ...] = ()  # where the book is sold; empty is the world
    decisions: Mapping[str, Decisions] = field(default_factory=lambda: MappingProxyType({}))  # the editor's, by slug


@dataclass(frozen=True, slots=True)
class Division:
    """One piece of the book that opens a page, whatever the format.

    `kind` is a word of the field and the class of its <section>: half-title, title, copyright, dedication,
    epigraph, contents, foreword, introduction, part, essay, afterword, contributors, credits, colophon.
    `zone` is front, body or back. `xhtml` is all that stands inside the section, its header too; it is
    empty for contents, which each format makes from the book's divisions.
    """

    id: str
    kind: str
    zone: str
    title: str
    xhtml: str
    short: str = ""  # for running heads
    authors: tuple[Person, ...] = ()
    essay: Essay | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The whole anthology in reading order, in no format yet."""

    plan: Plan
    editors: tuple[Person, ...]
    authors: tuple[Person, ...]  # each once, in the order of their first essay
    divisions: tuple[Division, ...]
    helpers: tuple[tuple[str, Person], ...] = ()  # (role, person): translators, and who wrote the foreword …

    @property
    def essays(self) -> tuple[Essay, ...]:
        return tuple(division.essay for division in self.divisions if division.essay)


@dataclass(frozen=True, slots=True)
class Face:
    """One static face of a family: `data` is the font file."""

    family: str
    weight: int
    italic: bool
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Theme:
    """A folder of CSS and a few words of TOML: `css` by file name without its ending."""

    name: str
    css: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    faces: tuple[Face, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A book in a theme: all that a format may look at."""

    book: Book
    theme: Theme
    draft: bool = False  # an essay is not cleared for this format: mark every page and the metadata
    formats: tuple[str, ...] = ()  # all that this build makes of the book
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
