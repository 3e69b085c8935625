"""Nothing -> the nouns of a page: what it is made of, what is judged of it, and what an editor should know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from fleuron.model.change import Change, Step
from fleuron.model.markup import UNSAID, Hints, Imprint, Span

if TYPE_CHECKING:
    from fleuron.model.picture import Picture

PARTED = "\u2029"  # Unicode's paragraph separator; no line of a page holds it, since pages are cut at it


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
    """One line of a page that is not blank; the gaps in the numbers are the blank lines.

    Where the page was saved with its markup, `spans` are set apart in its text, and `hints` tell where it stood.
    """

    number: int
    text: str
    spans: tuple[Span, ...] = ()
    hints: Hints | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the editor says one line is, anchored by number and opening words."""

    number: int
    words: str
    role: Role
    level: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where the editor joins, splits, or keeps words: a line, anchored as in a ruling, and the words in it."""

    number: int
    words: str
    at: str = ""


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
    language: str = ""  # where it is not the book's
    site: str = ""
    url: str = ""
    published: str = ""
    licence: str = ""
    permission: Permission | None = None
    rulings: tuple[Ruling, ...] = ()
    joins: tuple[Mark, ...] = ()  # lines that go on with the one above
    splits: tuple[Mark, ...] = ()  # where a new paragraph begins: at a line, or at words in it
    refusals: tuple[Mark, ...] = ()  # words that typography is to leave as the page has them
    replacements: tuple[tuple[str, str], ...] = ()
    place: str = ""  # of the sidecar; empty where there is none


@dataclass(frozen=True, slots=True)
class Source:
    """One scraped page as found, with its sidecar; `markdown` holds the text of a hand-edited essay instead.

    In `markdown` a picture is `![](picture:0)`, the first of `pictures`.
    """

    slug: str
    place: str
    lines: tuple[Line, ...]
    decisions: Decisions = Decisions()
    markdown: str = ""
    findings: tuple[Finding, ...] = ()
    language: str = "en"
    pictures: tuple[Picture, ...] = ()
    imprint: Imprint = UNSAID
    shared: frozenset[str] = frozenset()  # lines, folded, that other pages of its site have too


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say what a line is, who said so, how it is printed, and how sure that is (0 to 1).

    `level` is the depth of a heading (1, 2), and of a list item (1 outermost). A line that `joins` goes on with the
    paragraph of the line before it: it has no text of its own, for that line has the text of them all. PARTED stands
    in a text where the editor begins a new paragraph. `found` is the text before typography set it; `changes` lead from
    the page's lines to `text`, where the line is printed.
    """

    line: Line
    role: Role
    rule: str
    text: str
    sure: float = 1.0
    level: int = 0
    joins: bool = False
    found: str = ""
    kept: tuple[str, ...] = ()  # words that typography left, since the editor refused its change
    changes: tuple[Change, ...] = ()
    spans: tuple[Span, ...] = ()  # what is set apart in `text`

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return what the editor parted, each paragraph as it was found."""
        return tuple(self.found.split(PARTED))

    @property
    def glued(self) -> bool:
        """Tell whether the line is a list of its own, its items parted by PARTED."""
        return any(change.step is Step.ITEMS for change in self.changes)

    @property
    def doubtful(self) -> bool:
        return self.sure < 0.6


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
    language: str = ""  # empty where it is the book's
    pictures: tuple[Picture, ...] = ()  # in reading order
    imprint: Imprint = UNSAID

    @property
    def printed(self) -> tuple[Verdict, ...]:
        """Return the verdicts on the lines of the essay's text, one for each paragraph."""
        return tuple(verdict for verdict in self.verdicts if verdict.role.printed and not verdict.joins)
