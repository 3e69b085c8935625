"""Facts -> the feeds that reading apps subscribe to: OPDS 2.0 (JSON) and OPDS 1.2 (Atom), the same book in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from lxml.builder import ElementMaker

from fleuron.formats.safety import tidy
from fleuron.formats.site.facts import Facts
from fleuron.formats.site.pictures import COVER, THUMB
from fleuron.model import Person
from fleuron.subjects import Subject, subject

OPEN = "http://opds-spec.org/acquisition/open-access"
ATOM, TERMS = "http://www.w3.org/2005/Atom", "http://purl.org/dc/terms/"
NAMES = {None: ATOM, "dcterms": TERMS, "opds": "http://opds-spec.org/2010/catalog"}
A, D = ElementMaker(namespace=ATOM, nsmap=NAMES), ElementMaker(namespace=TERMS, nsmap=NAMES)
CALLED = {"pageBreakMarkers": "printPageNumbers", "pageNavigation": "printPageNumbers"}  # Readium's word for both
CATALOG = "application/atom+xml;profile=opds-catalog;kind=acquisition"
SCHEMES = {
    "BISAC": "http://www.bisg.org/standards/bisac_subject/",
    "Thema": "https://ns.editeur.org/thema/",
}


def feed(said: Facts) -> dict[str, Any]:
    """Write the feed of OPDS 2.0: one book."""
    return {
        "metadata": {"title": said.title, "numberOfItems": 1, "modified": said.moment},
        "links": [{"rel": "self", "href": f"{said.address}opds.json", "type": "application/opds+json"}],
        "publications": [publication(said)],
    }


def publication(said: Facts) -> dict[str, Any]:
    """Write the book as OPDS 2.0 has it, in a feed or alone."""
    plan = said.plan
    told = {
        "@type": "http://schema.org/Book",
        "identifier": plan.identifier,
        "title": said.title,
        "subtitle": tidy(plan.subtitle),
        "author": _people(said.book.authors),
        "editor": _people(said.book.editors),
        "publisher": tidy(plan.publisher),
        "language": plan.language,
        "published": plan.issued.isoformat() if said.dated else "",
        "modified": said.moment,
        "description": tidy(plan.description),
        "subject": [_subject(subject(tidy(each))) for each in plan.subjects if tidy(each)],
        "belongsTo": {"series": [{"name": tidy(plan.series)}]} if tidy(plan.series) else {},
        "numberOfPages": next((d.count for d in said.downloads if d.unit == "pages"), None),
        "accessibility": _access(said),
    }
    files = [
        {"rel": OPEN, "href": said.address + each.file, "type": each.media, "size": each.size}
        for each in said.downloads
    ]
    itself = {"rel": "self", "href": f"{said.address}publication.json", "type": "application/opds-publication+json"}
    page = {"rel": "alternate", "href": f"{said.address}index.html", "type": "text/html"}
    return {
        "metadata": {key: value for key, value in told.items() if value},
        "links": [itself, *files, page],
        "images": [
            {"href": said.address + file, "type": "image/jpeg", "width": width, "height": height}
            for file, width, height in (COVER, THUMB)
        ],
    }


def _subject(said: Subject) -> dict[str, str]:
    told = {"name": said.words, "scheme": SCHEMES.get(said.authority, ""), "code": said.code}
    return {key: value for key, value in told.items() if value}


def _people(persons: Iterable[Person]) -> list[dict[str, str]]:
    named = [(tidy(person.name), tidy(person.sort)) for person in persons]
    return [{"name": name, "sortAs": sort or name} for name, sort in named if name]


def _access(said: Facts) -> dict[str, Any]:
    listed: dict[str, list[str]] = {}
    for name, value in said.access:
        listed.setdefault(name.removeprefix("schema:"), []).append(value)
    return {
        "accessMode": listed["accessMode"],
        "accessModeSufficient": listed["accessModeSufficient"],
        "feature": list(dict.fromkeys(CALLED.get(each, each) for each in listed["accessibilityFeature"])),
        "hazard": listed["accessibilityHazard"],
        "summary": said.summary,
    }


def feed_of_old(said: Facts) -> bytes:
    """Write the feed of OPDS 1.2: one book."""
    here = {"href": f"{said.address}opds.xml", "type": CATALOG}
    root = A.feed(
        A.id(uuid5(NAMESPACE_URL, f"{said.plan.identifier}#opds").urn),
        A.title(said.title),
        A.updated(said.moment),
        A.author(A.name(said.house)),
        A.link(rel="self", **here),
        A.link(rel="start", **here),
        A.entry(*_entry(said)),
    )
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return data


def _entry(said: Facts) -> Iterator[etree._Element]:
    plan = said.plan
    yield A.id(plan.identifier)
    yield A.title(said.full_title)
    yield A.updated(said.moment)
    for person in said.book.authors or said.book.editors:
        yield A.author(A.name(tidy(person.name) or "Unnamed"))
    told = (("language", plan.language), ("publisher", plan.publisher), ("identifier", plan.identifier))
    issued = (("issued", plan.issued.isoformat()),) if said.dated else ()
    yield from (D(name, tidy(value)) for name, value in (*told, *issued) if tidy(value))
    if tidy(plan.rights):
        yield A.rights(tidy(plan.rights))
    if tidy(plan.description):
        yield A.summary(tidy(plan.description), type="text")
    subjects = [subject(tidy(each)) for each in plan.subjects if tidy(each)]
    yield from (A.category(term=each.code or each.words, label=each.words) for each in subjects)
    for rel, (file, _, _) in (("image", COVER), ("image/thumbnail", THUMB)):
        yield A.link(rel=f"http://opds-spec.org/{rel}", href=said.address + file, type="image/jpeg")
    for each in said.downloads:
        yield A.link(rel=OPEN, href=said.address + each.file, type=each.media, length=str(each.size))
    yield A.link(rel="alternate", href=f"{said.address}index.html", type="text/html")
