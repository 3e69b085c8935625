"""Feeds -> what a reading app could not take: the musts of OPDS 2.0 and OPDS 1.2, read from their specifications.

Neither schema comes in a package that the tests could install, so their demands are written out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

MEDIA = re.compile(r"[\w.+-]+/[\w.+-]+(?:;[\w-]+=[\w.+-]+)*")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
ADDRESS = re.compile(r"[^\s<>\"{}|\\^`]+")
ACQUISITION = re.compile(r"http://opds-spec\.org/acquisition(?:/(?:open-access|borrow|buy|sample|subscribe))?")
FEATURES = {  # those of Readium's accessibility object that a book of text can have
    *("ARIA", "alternativeText", "displayTransformability", "index", "printPageNumbers", "readingOrder"),
    *("structuralNavigation", "tableOfContents", "taggedPDF", "unlocked"),
}
LOOSE = {"atom": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/terms/"}


def faults(feed: dict[str, Any]) -> list[str]:
    """List what is wrong with a feed of OPDS 2.0."""
    return list(_feed(feed))


def _feed(feed: dict[str, Any]) -> Iterator[str]:
    if not feed.get("metadata", {}).get("title"):
        yield "a feed without a title"
    if not any(_rels(link) & {"self"} for link in feed.get("links", [])):
        yield "a feed without a link to itself"
    if not any(feed.get(key) for key in ("navigation", "publications", "groups")):
        yield "a feed of nothing"
    yield from _links(feed.get("links", []))
    for publication in feed.get("publications", []):
        yield from _publication(publication)


def _publication(publication: dict[str, Any]) -> Iterator[str]:
    metadata = publication.get("metadata", {})
    forms = {"language": LANGUAGE, "published": DAY, "modified": MOMENT, "identifier": re.compile(r"[a-z][\w+.-]*:\S+")}
    yield from ("a book without a title" for _ in [0] if not metadata.get("title"))
    yield from (
        f"{key}: {metadata[key]}"
        for key, form in forms.items()
        if key in metadata and not form.fullmatch(metadata[key])
    )
    features = metadata.get("accessibility", {}).get("feature", [])
    yield from (f"the feature {feature}" for feature in features if feature not in FEATURES)
    for role in ("author", "editor"):
        yield from (f"{role} without a name" for person in metadata.get(role, []) if not person.get("name"))
    if not any(ACQUISITION.fullmatch(rel) for link in publication.get("links", []) for rel in _rels(link)):
        yield "a book that cannot be had"
    if not any("self" in _rels(link) for link in publication.get("links", [])):
        yield "a book without a link to itself"
    images = publication.get("images", [])
    if not any(image.get("type") in ("image/jpeg", "image/png", "image/gif", "image/avif") for image in images):
        yield "a book without a picture that every app can show"
    yield from _links(publication.get("links", []) + images)


def _links(links: list[dict[str, Any]]) -> Iterator[str]:
    for link in links:
        if not ADDRESS.fullmatch(link.get("href", "")):
            yield f"an address of {link.get('href')!r}"
        if not MEDIA.fullmatch(link.get("type", "")):
            yield f"a type of {link.get('type')!r}"
        yield from (f"{key} of {link[key]!r}" for key in ("width", "height", "size") if link.get(key, 1) < 1)


def _rels(link: dict[str, Any]) -> set[str]:
    rel = link.get("rel", [])
    return {rel} if isinstance(rel, str) else set(rel)


def faults_of_old(feed: bytes) -> list[str]:
    """List what is wrong with a feed of OPDS 1.2 (Atom, RFC 4287, and what OPDS asks besides)."""
    root = etree.fromstring(feed)
    found = [] if root.tag == f"{{{LOOSE['atom']}}}feed" else ["no Atom feed"]
    found += [fault for node in (root, *root.findall("atom:entry", LOOSE)) for fault in _node(node)]
    kinds = {link.get("rel"): link.get("type", "") for link in root.findall("atom:link", LOOSE)}
    found += [f"no {rel}" for rel in ("self", "start") if "profile=opds-catalog" not in kinds.get(rel, "")]
    for entry in root.findall("atom:entry", LOOSE):
        links = entry.findall("atom:link", LOOSE)
        if not any(ACQUISITION.fullmatch(link.get("rel", "")) for link in links):
            found.append("a book that cannot be had")
        found += [f"a type of {link.get('type')}" for link in links if not MEDIA.fullmatch(link.get("type") or "")]
        found += [
            f"an address of {link.get('href')}" for link in links if not ADDRESS.fullmatch(link.get("href") or "")
        ]
        found += [f"{name} twice" for name in ("dc:language", "dc:issued") if len(entry.findall(name, LOOSE)) > 1]
    return found


def _node(node: etree._Element) -> Iterator[str]:
    name = etree.QName(node).localname
    for child in ("id", "title", "updated"):
        if len(node.findall(f"atom:{child}", LOOSE)) != 1 or not node.findtext(f"atom:{child}", "", LOOSE).strip():
            yield f"{name} without one {child}"
    if not MOMENT.fullmatch(node.findtext("atom:updated", "", LOOSE)):
        yield f"{name} updated at no moment"
    if any(not author.findtext("atom:name", "", LOOSE).strip() for author in node.findall("atom:author", LOOSE)):
        yield f"{name} by nobody"
