"""Book -> the EPUB's pages: each division in a file of its own, its links led to where their ends now are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType

from lxml import etree

from fleuron.formats.markup import LANG, TYPE
from fleuron.formats.notes import set_notes
from fleuron.formats.safety import XHTML, tidy, tree
from fleuron.model import Book, Division
from fleuron.names import slugify
from fleuron.wording import Wording, called, wording

FOLDER = "text"
COVER = "cover.xhtml"
BEFORE_CONTENTS = frozenset({"half-title", "series", "title", "copyright", "dedication", "epigraph"})

MEANING: Mapping[str, tuple[str, str]] = MappingProxyType(
    {  # kind: (epub:type, role); EPUB 3 Structural Semantics, DPUB-ARIA 1.1
        "series": ("seriespage", ""),
        "title": ("titlepage", ""),
        "copyright": ("copyright-page", ""),
        "dedication": ("dedication", "doc-dedication"),
        "epigraph": ("epigraph", "doc-epigraph"),
        "foreword": ("foreword", "doc-foreword"),
        "preface": ("preface", "doc-preface"),
        "introduction": ("introduction", "doc-introduction"),
        "part": ("part", "doc-part"),
        "essay": ("chapter", "doc-chapter"),
        "afterword": ("afterword", "doc-afterword"),
        "acknowledgments": ("acknowledgments", "doc-acknowledgments"),
        "contributors": ("contributors", ""),
        "credits": ("other-credits", "doc-credits"),
        "colophon": ("colophon", "doc-colophon"),
    }
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One division as it stands in the EPUB: the name of its file, and its <section>."""

    division: Division
    file: str
    section: etree._Element


def leaves(book: Book) -> tuple[Leaf, ...]:
    """Set every division but the half title, which is for print; there is always one for the contents."""
    language = book.plan.language
    divisions = tuple(_divisions(book.divisions, language))
    files = names([division.id for division in divisions], taken=["cover"])
    made = tuple(
        Leaf(division, f"{file}.xhtml", _section(division, wording(language)))
        for division, file in zip(divisions, files, strict=True)
    )
    _lead(made)
    return made


def names(ids: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Give each id a plain file name of its own: lower case, ASCII, no folder."""
    used = set(taken)
    out = []
    for given in ids:
        stem = next(name for name in _numbered(slugify(given)) if name not in used)
        used.add(stem)
        out.append(stem)
    return out


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


def _divisions(divisions: Sequence[Division], language: str) -> Iterator[Division]:
    missing = all(division.kind != "contents" for division in divisions)
    for division in divisions:
        if missing and division.kind not in BEFORE_CONTENTS:
            yield Division("contents", "contents", "front", called("contents", language), "")
            missing = False
        if division.kind != "half-title":
            yield division


def _section(division: Division, said: Wording) -> etree._Element:
    section = tree(division.xhtml)
    set_notes(section, said)
    heading = f"{division.id}-h"
    means, role = MEANING.get(division.kind, ("", ""))
    named = {"aria-labelledby": heading} if _has(section, heading) else {"aria-label": tidy(division.title)}
    asked = {"id": division.id, "class": division.kind, TYPE: means, "role": role, **named}
    section.attrib.update({key: value for key, value in asked.items() if value})
    for element in section.xpath(".//*[@lang]"):
        element.set(LANG, element.get("lang"))
    return section


def _has(section: etree._Element, name: str) -> bool:
    return any(element.get("id") == name for element in section.iter())


def _lead(made: tuple[Leaf, ...]) -> None:
    """Lead links between divisions to the right file; one that leads nowhere keeps its words and is no link."""
    home = {element.get("id"): leaf.file for leaf in made for element in leaf.section.iter() if element.get("id")}
    for leaf in made:
        for link in leaf.section.iter(f"{{{XHTML}}}a"):
            target = link.get("href", "")
            if not target.startswith("#"):
                continue
            if target[1:] not in home:
                del link.attrib["href"]
            elif home[target[1:]] != leaf.file:
                link.set("href", home[target[1:]] + target)
