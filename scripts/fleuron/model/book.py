"""Nothing -> the nouns of a book: its people, its plan, its divisions in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from fleuron.model.page import Decisions, Essay
from fleuron.model.picture import Picture

UNDATED = date(1980, 1, 1)  # stamps the files of a book whose book.toml has no `issued`; printed nowhere


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
class Press:
    """How the book is printed: by whom, on which paper, under which condition."""

    printer: str = ""
    paper: str = ""  # one of the printer's; empty is its first
    leaf: float = 0  # in; how thick a leaf is, where the paper is not the printer's
    icc: Path | None = None  # the profile that the printer names
    price: str = ""  # in the barcode: USD 18.99


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
    certified_by: str = ""  # who found the EPUB to conform to WCAG 2.2 AA; no tool can say so alone
    territories: tuple[str, ...] = ()  # where the book is sold; empty is the world
    address: str = ""  # of the book's site, on the web
    press: Press = Press()
    cover: Picture | None = None  # the editor's, for the front; else the theme sets one
    art: Mapping[str, tuple[Picture, ...]] = field(default_factory=lambda: MappingProxyType({}))  # by name of matter
    index: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))  # words sought, by term
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

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Return every picture in reading order, each as often as it stands."""
        return tuple(picture for division in self.divisions for picture in self.shown(division))

    def shown(self, division: Division) -> tuple[Picture, ...]:
        """Return the pictures of a division."""
        return division.essay.pictures if division.essay else self.plan.art.get(division.kind, ())

    @property
    def languages(self) -> tuple[str, ...]:
        """Return every language that the book is in, its own first."""
        return tuple(dict.fromkeys([self.plan.language, *map(self.language, self.divisions)]))

    def language(self, division: Division) -> str:
        """Return the language of a division: an essay's may be another than the book's."""
        return (division.essay.language if division.essay else "") or self.plan.language
