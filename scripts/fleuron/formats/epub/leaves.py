"""Book -> the EPUB's pages: each division in a file of its own, its links led to where their ends now are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType

from lxml import etree
from lxml.builder import ElementMaker

from fleuron.formats.safety import OPS, XHTML, XML, tidy, tree
from fleuron.model import Book, Division
from fleuron.names import slugify

TYPE = f"{{{OPS}}}type"
LANG = f"{{{XML}}}lang"
H = ElementMaker(namespace=XHTML, nsmap={None: XHTML, "epub": OPS})
VOID = frozenset(f"{{{XHTML}}}{name}" for name in ("br", "col", "hr", "img", "link", "meta", "wbr"))
SHEETS = ("ebook", "ebook-modern")
FOLDER = "text"
COVER = "cover.xhtml"
BEFORE_CONTENTS = frozenset({"half-title", "title", "copyright", "dedication", "epigraph"})

MEANING: Mapping[str, tuple[str, str]] = MappingProxyType(
    {  # kind: (epub:type, role); EPUB 3 Structural Semantics, DPUB-ARIA 1.1
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
    divisions = tuple(_divisions(book.divisions))
    files = names([division.id for division in divisions], taken=[COVER.removesuffix(".xhtml")])
    made = tuple(Leaf(division, file, _section(division)) for division, file in zip(divisions, files, strict=True))
    _lead(made)
    return made


def names(ids: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Give each id a plain file name of its own: lower case, ASCII, no folder."""
    used = set(taken)
    out = []
    for given in ids:
        stem = next(name for name in _numbered(slugify(given)) if name not in used)
        used.add(stem)
        out.append(f"{stem}.xhtml")
    return out


def page(title: str, language: str, body: Sequence[etree._Element], zone: str = "") -> bytes:
    """Write one XHTML file."""
    head = H.head(H.meta(charset="utf-8"), H.title(tidy(title)))
    for sheet in SHEETS:
        head.append(H.link(rel="stylesheet", type="text/css", href=f"../css/{sheet}.css"))
    root = H.html({"lang": language, LANG: language}, head, H.body({TYPE: f"{zone}matter"} if zone else {}, *body))
    for element in root.iter("{*}*"):
        if not len(element) and element.text is None and element.tag not in VOID:
            element.text = ""  # old engines read the file as HTML, where <p/> never closes
    etree.cleanup_namespaces(root, top_nsmap={None: XHTML, "epub": OPS}, keep_ns_prefixes=["epub"])
    data: bytes = etree.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>", xml_declaration=True)
    return data + b"\n"


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


def _divisions(divisions: Sequence[Division]) -> Iterator[Division]:
    missing = all(division.kind != "contents" for division in divisions)
    for division in divisions:
        if missing and division.kind not in BEFORE_CONTENTS:
            yield Division("contents", "contents", "front", "Contents", "")
            missing = False
        if division.kind != "half-title":
            yield division


def _section(division: Division) -> etree._Element:
    section = tree(division.xhtml)
    heading = f"{division.id}-h"
    means, role = MEANING.get(division.kind, ("", ""))
    named = {"aria-labelledby": heading} if _has(section, heading) else {"aria-label": tidy(division.title)}
    asked = {"id": division.id, "class": division.kind, TYPE: means, "role": role, **named}
    section.attrib.update({key: value for key, value in asked.items() if value})
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
