"""Edition -> one XHTML document: the whole book in reading order, ready to be made up into pages.

What only pages have is put in here: running heads, the contents, notes at the foot, the drop cap and its lead-in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType

from lxml import etree

from fleuron import heads
from fleuron.model import Book, Division, Edition
from fleuron.wording import Wording, wording

SHORTEST_DROP = 160  # characters; a shorter paragraph does not reach round a drop cap of three lines
OPENING = re.compile(r"\s*([“‘(]?)(\w)((?:[^\s,.;:!?—…]*\s+){0,2}[^\s,.;:!?—…]*)")
OPENERS = 3  # words that are set so
NO_BREAK = "\N{NO-BREAK SPACE}"
UNLISTED = frozenset({"half-title", "series", "title", "copyright", "dedication", "epigraph", "contents", "colophon"})
UNMARKED = frozenset({"half-title", "series", "dedication", "epigraph", "colophon"})


def galley(edition: Edition, set_: Mapping[str, frozenset[str]] = MappingProxyType({})) -> etree._Element:
    """Return the book as one tree: a <section> a division, its class the kind and the zone.

    Those that are set already are left out; of each it is told what in it can be led to.
    """
    book = edition.book
    sections = [section_of(division, edition) for division in book.divisions if division.id not in set_]
    root = etree.Element("html", lang=book.plan.language)
    etree.SubElement(root, "body").extend(sections)
    _mark_parts(root)
    mend_links(root, ids_of(root).union(*set_.values()))
    return root


def ids_of(tree: etree._Element) -> frozenset[str]:
    """Return all that can be led to."""
    return frozenset(tree.xpath("descendant-or-self::*/@id"))


def section_of(division: Division, edition: Edition) -> etree._Element:
    """Set a division; its links lead where they led."""
    book = edition.book
    inside = division.xhtml if division.kind != "contents" else _contents(division, book)
    section = etree.fromstring(f"<section>{inside}</section>")
    section.set("id", division.id)
    section.set("class", f"{division.kind} {division.zone}")
    if book.language(division) != book.plan.language:
        section.set("lang", book.language(division))
    section.set("data-verso", heads.verso(division, book.plan.title, edition.theme, wording(book.plan.language)).text)
    section.set("data-recto", heads.recto(division, edition.theme).text)
    if division.kind not in UNMARKED:
        section.set("data-bookmark", division.title)
    for source in section.xpath('.//blockquote/p[position() > 1][last()][starts-with(normalize-space(), "—")]'):
        source.set("class", "source")
    _set_notes(section)
    if division.kind == "essay":
        _set_opening(section)
    return section


def _contents(division: Division, book: Book) -> str:
    said = wording(book.plan.language)
    entries = "".join(_entry(listed, said) for listed in book.divisions if listed.kind not in UNLISTED)
    title = escape(division.title)
    return f'<header><h1 id="{division.id}-h">{title}</h1></header><nav role="doc-toc"><ul>{entries}</ul></nav>'


def _entry(division: Division, said: Wording) -> str:
    names = said.series([person.name for person in division.authors])
    by = f'<p class="by">{escape(names)}</p>' if names else ""
    link = f'<a href="#{division.id}">{escape(division.title)}</a>'
    return f'<li class="{division.kind} {division.zone}"><p class="entry">{link}</p>{by}</li>'


def _mark_parts(root: etree._Element) -> None:
    """Mark the essays that are in a part: their bookmarks hang on its."""
    for essay in root.xpath('body/section[starts-with(@class, "part ")]/following-sibling::section'):
        if essay.get("class").startswith("essay "):
            essay.set("class", essay.get("class") + " inside")


def _set_notes(section: etree._Element) -> None:
    """Move each of pandoc's notes from the end of its essay to the place that calls it."""
    notes = {item.get("id"): item for item in section.xpath('.//section[@role="doc-endnotes"]//li')}
    for call in section.xpath('.//a[@role="doc-noteref"]'):
        note = notes.pop(call.get("href", "")[1:], None)
        if note is not None:
            _replace(call, _note(note))
            note.getparent().remove(note)
    for end in section.xpath('.//section[@role="doc-endnotes"][not(.//li)]'):
        end.getparent().remove(end)


def _note(item: etree._Element) -> etree._Element:
    for back in item.xpath('.//a[@role="doc-backlink"]'):
        _unwrap(back, keep_text=False)
    note = etree.Element("span", {"class": "note", "id": item.get("id")})
    for number, paragraph in enumerate(list(item)):
        paragraph.tag = "span"
        paragraph.tail = None
        if number:
            paragraph.set("class", "more")
        note.append(paragraph)
    return note


def _set_opening(section: etree._Element) -> None:
    """Give the first paragraph a drop cap where it is long enough, and its first words small caps."""
    first = next(iter(section.xpath("./p[not(@class)]")), None)
    if first is None:
        return
    _free(first)
    opening = OPENING.match(first.text or "")
    if opening is None:
        return
    quote, initial, words = opening.groups()
    rest = (first.text or "")[opening.end() :]
    lead = etree.Element("span", {"class": "lead"})
    lead.tail = rest
    first.text = None
    first.set("class", "opening")
    if len("".join(first.itertext())) + opening.end() + len(rest) < SHORTEST_DROP:
        lead.text = quote + initial + words
        first.insert(0, lead)
        return
    word, space, others = words.partition(" ")
    _part(lead, word, (NO_BREAK if not word else space) + others)
    drop = etree.Element("span", {"class": "drop"})
    drop.text = quote + initial
    first.insert(0, drop)
    first.insert(1, lead)


def _free(first: etree._Element) -> None:
    """Let the opening words run on: a term of the index among them gives its mark to their paragraph."""
    term = first[0] if len(first) else first
    if term.get("class") == "index" and not first.get("id") and len((first.text or "").split()) < OPENERS:
        first.set("id", term.get("id"))
        _unwrap(term)


def _part(lead: etree._Element, word: str, others: str) -> None:
    """Keep the rest of the drop cap's word by itself, so that a PDF can say the whole word there."""
    if word:
        etree.SubElement(lead, "span").text = word
        lead[0].tail = others
    else:
        lead.text = others


def mend_links(root: etree._Element, ids: frozenset[str]) -> None:
    """Unlink what leads nowhere, and put each link inside the emphasis it holds (PDF/UA-1, 7.18.5)."""
    for link in root.xpath("//a"):
        href = link.get("href", "")
        if not href or (href.startswith("#") and href[1:] not in ids):
            _unwrap(link)
        elif len(link):
            _sink(link, href)


def _sink(link: etree._Element, href: str) -> None:
    for child in list(link.iter()):
        if child is not link and not len(child) and child.text:
            inner = etree.SubElement(child, "a", href=href)
            inner.text, child.text = child.text, None
    for place, text in _loose(link):
        inner = etree.Element("a", href=href)
        inner.text = text
        link.insert(place, inner)
    _unwrap(link)


def _loose(link: etree._Element) -> Iterator[tuple[int, str]]:
    """Take the texts that stand directly in a link, from the last to the first, with their places."""
    for place, child in reversed(list(enumerate(link))):
        if child.tail:
            yield place + 1, child.tail
            child.tail = None
    if link.text:
        yield 0, link.text
        link.text = None


def _replace(old: etree._Element, new: etree._Element) -> None:
    new.tail = old.tail
    old.getparent().replace(old, new)


def _unwrap(element: etree._Element, keep_text: bool = True) -> None:
    """Remove an element and leave what is in it, or nothing, in its place."""
    parent, tail = element.getparent(), element.tail or ""
    before: Sequence[etree._Element] = [*element.itersiblings(preceding=True)][:1]
    inside = list(element) if keep_text else []
    head = (element.text or "") if keep_text else ""
    if inside:
        inside[-1].tail = (inside[-1].tail or "") + tail
        tail = ""
    if before:
        before[0].tail = (before[0].tail or "") + head + tail
    else:
        parent.text = (parent.text or "") + head + tail
    place = parent.index(element)
    parent.remove(element)
    for number, child in enumerate(inside):
        parent.insert(place + number, child)
