"""Edition -> gatherings, as `gather` makes them of its galley; an essay that leads nowhere else is set only once."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lxml import etree

from fleuron import heads
from fleuron.cache import remember, together
from fleuron.formats.galley import galley, ids_of, mend_links, section_of
from fleuron.formats.gather import NUMBERED, VERSOS, Gathering, gather
from fleuron.model import Division, Edition
from fleuron.program import code, version
from fleuron.wording import wording


def slips(edition: Edition) -> tuple[Gathering, ...]:
    """Return the gatherings of an edition."""
    with together("slips", edition.book.plan.identifier, len(edition.book.divisions)):
        alone = dict(_alone(edition))
    rest = galley(edition, {name: ids for name, (ids, _) in alone.items()})
    others = iter(gather(rest))
    divisions = edition.book.divisions
    opens = [n == 0 or division.kind not in VERSOS for n, division in enumerate(divisions)]
    return tuple(
        Gathering((), False, (), alone[division.id][1]) if division.id in alone else next(others)
        for division, first in zip(divisions, opens, strict=True)
        if first
    )


def _alone(edition: Edition) -> Iterator[tuple[str, tuple[frozenset[str], str]]]:
    """Yield the essays that stand for themselves: the places in each that can be led to, and its text."""
    divisions = edition.book.divisions
    inside = False
    for division, after in zip(divisions, [*divisions[1:], None], strict=True):
        inside = inside or division.kind == "part"
        if division.kind == "essay" and not (after and after.kind in VERSOS):
            ids, text = _slip(division, edition, inside)
            if text:
                yield division.id, (ids, text)


def _slip(division: Division, edition: Edition, inside: bool) -> tuple[frozenset[str], str]:
    book, theme = edition.book, edition.theme
    said = division.id, division.zone, division.title, division.xhtml, book.plan.language, book.language(division)
    head = heads.verso(division, book.plan.title, theme, wording(book.plan.language)), heads.recto(division, theme)
    tools = code(__name__), version("lxml"), str(inside)
    key = "slip", *tools, *said, *(each.text for each in head)
    data = remember(lambda: _set(division, edition, inside), *key, sound=lambda data: data.startswith(b'["'))
    ids, _, text = data.decode().partition("\n")
    return frozenset(json.loads(ids)), text


def _set(division: Division, edition: Edition, inside: bool) -> bytes:
    """Set an essay: a list of its places, and its text; none where that hangs on the rest of the book."""
    section = section_of(division, edition)
    if inside:
        section.set("class", f"{section.get('class')} inside")
    ids = ids_of(section)
    leads = {link.get("href", "")[1:] for link in section.iter("a") if link.get("href", "").startswith("#")}
    text = ""
    if leads <= ids and not section.xpath(NUMBERED):
        root = etree.Element("html")
        etree.SubElement(root, "body").append(section)
        mend_links(root, ids)
        text = gather(root)[0].html(edition.book.plan.language, {})
    return f"{json.dumps(sorted(ids))}\n{text}".encode()
