"""Contents and pages -> contents.xhtml, which is both the book's contents page and the reader's navigation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from fleuron.formats.epub.leaves import COVER, Leaf
from fleuron.formats.epub.outline import Entry
from fleuron.formats.epub.pagelist import Page, page_break
from fleuron.formats.markup import TYPE, H, page
from fleuron.formats.safety import tidy
from fleuron.wording import Wording, wording

LANDMARKS = MappingProxyType(
    {
        "title": "titlepage",
        "copyright": "copyright-page",
        "contents": "toc",
    }
)


def nav(
    leaf: Leaf, language: str, entries: Sequence[Entry], marks: Iterable[etree._Element], pages: Sequence[Page]
) -> bytes:
    """Write the contents with authors; the landmarks and the pages, which only reading systems show."""
    said = wording(language)
    title = tidy(leaf.division.title)
    toc = {TYPE: "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "toc-h", "class": "contents"}
    body = [
        *leaf.section,
        H.nav(
            toc,
            H.h1({"id": "toc-h"}, title),
            listing(entries, {listed.entry: listed.folio for listed in pages if listed.entry}),
        ),
        _unseen("landmarks", "", said["landmarks"], marks),
    ]
    if pages:
        links = (H.li(H.a({"href": listed.place}, listed.folio)) for listed in pages)
        body.append(_unseen("page-list", "doc-pagelist", said["page-list"], links))
    return page(title, language, body, "front")


def _unseen(means: str, role: str, says: str, lines: Iterable[etree._Element]) -> etree._Element:
    said = {TYPE: means, "role": role, "id": means, "aria-labelledby": f"{means}-h", "hidden": "hidden"}
    named = {name: value for name, value in said.items() if value}
    return H.nav(named, H.h2({"id": f"{means}-h"}, says), H.ol(*lines))


def listing(entries: Iterable[Entry], breaks: Mapping[str, str]) -> etree._Element:
    """List the lines of the contents, each with its authors and the lines under it.

    `breaks` are the folios of the printed pages that begin with a line, by the file it leads to.
    """
    return H.ol(*(_line(entry, breaks) for entry in entries))


def _line(entry: Entry, breaks: Mapping[str, str]) -> etree._Element:
    link = H.a({"href": entry.file}, entry.title)
    if entry.by:
        link[:] = [H.span({"class": "author"}, entry.by)]
        link.text = f"{entry.title} "
    if entry.file in breaks:
        here = page_break(breaks[entry.file])
        here.tail, link.text = link.text, None
        link.insert(0, here)
    line = H.li(link)
    if entry.under:
        line.set("class", "part")
        line.append(listing(entry.under, breaks))
    return line


def landmarks(leaves: Sequence[Leaf], cover_page: bool, said: Wording) -> Iterable[etree._Element]:
    """List the places that a reading system has keys for."""
    if cover_page:
        yield _landmark(COVER, "cover", said["cover"])
    for leaf in leaves:
        if leaf.division.kind in LANDMARKS:
            yield _landmark(leaf.file, LANDMARKS[leaf.division.kind], said[leaf.division.kind])
    body = [leaf for leaf in leaves if leaf.division.zone == "body"]
    yield from (_landmark(leaf.file, "bodymatter", said["begin"]) for leaf in body[:1])


def _landmark(target: str, means: str, says: str) -> etree._Element:
    return H.li(H.a({TYPE: means, "href": target}, says))
