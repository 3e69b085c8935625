"""Nothing -> what a page that was saved whole tells of its lines, beside their words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Some characters of a line, set apart in its sentence: em, strong, code, sub, sup, or link with its address."""

    start: int
    end: int
    kind: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """One element that a line stands in: its tag, its class, id and role, and its share of the page's prose."""

    tag: str
    names: tuple[str, ...] = ()
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Hints:
    """What the markup says of one line; none of it is a verdict."""

    tag: str = "p"  # of the innermost block
    level: int = 0  # of a heading
    depth: int = 0  # of a list
    quoted: bool = False
    linked: float = 0.0  # the share of its letters that lead elsewhere
    boxes: tuple[Box, ...] = ()  # outermost first
    votes: tuple[tuple[str, bool], ...] = ()  # what each extractor would do with it
    told: str = ""  # what the page's own data call these words: title, author, or a note on the author


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a page says of itself for machines (JSON-LD, Open Graph), and which of it is said outright."""

    title: str = ""
    authors: tuple[str, ...] = ()
    site: str = ""
    url: str = ""
    published: str = ""
    sure: frozenset[str] = frozenset()


UNSAID = Imprint()
