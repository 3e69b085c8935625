"""Contents and pages -> contents.xhtml, which is both the book's contents page and the reader's navigation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import MappingProxyType

from lxml import etree

from fleuron.formats.epub.leaves import COVER, Leaf, entry_id
from fleuron.formats.epub.outline import Entry
from fleuron.formats.epub.pagelist import Page
from fleuron.formats.markup import TYPE, H, page
from fleuron.formats.safety import tidy

LANDMARKS = MappingProxyType(
    {
        "title": ("titlepage", "Title page"),
        "copyright": ("copyright-page", "Copyright"),
        "contents": ("toc", "Contents"),
    }
)


def nav(
    leaf: Leaf, language: str, entries: Sequence[Entry], marks: Iterable[etree._Element], pages: Sequence[Page]
) -> bytes:
    """Write the contents with authors; the landmarks and the pages, which only reading systems show."""
    title = tidy(leaf.division.title)
    toc = {TYPE: "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "toc-h", "class": "contents"}
    body = [
        *leaf.section,
        H.nav(toc, H.h1({"id": "toc-h"}, title), listing(entries)),
        _unseen("landmarks", "", "Landmarks", marks),
    ]
    if pages:
        links = (H.li(H.a({"href": listed.place}, listed.folio)) for listed in pages)
        body.append(_unseen("page-list", "doc-pagelist", "Pages of the print edition", links))
    return page(title, language, body, "front")


def _unseen(means: str, role: str, says: str, lines: Iterable[etree._Element]) -> etree._Element:
    said = {TYPE: means, "role": role, "id": means, "aria-labelledby": f"{means}-h", "hidden": "hidden"}
    named = {name: value for name, value in said.items() if value}
    return H.nav(named, H.h2({"id": f"{means}-h"}, says), H.ol(*lines))


def listing(entries: Iterable[Entry]) -> etree._Element:
    """List the lines of the contents, each with its authors and the lines under it."""
    return H.ol(*(_line(entry) for entry in entries))


def _line(entry: Entry) -> etree._Element:
    link = H.a({"href": entry.file}, entry.title)
    if entry.authors:
        link[:] = [H.span({"class": "author"}, f"by {entry.authors}")]
        link.text = f"{entry.title} "
    line = H.li({"id": entry_id(entry.file)}, link)
    if entry.under:
        line.set("class", "part")
        line.append(listing(entry.under))
    return line


def landmarks(leaves: Sequence[Leaf], cover_page: bool) -> Iterable[etree._Element]:
    """List the places that a reading system has keys for."""
    if cover_page:
        yield _landmark(COVER, "cover", "Cover")
    for leaf in leaves:
        if leaf.division.kind in LANDMARKS:
            yield _landmark(leaf.file, *LANDMARKS[leaf.division.kind])
    body = [leaf for leaf in leaves if leaf.division.zone == "body"]
    yield from (_landmark(leaf.file, "bodymatter", "Begin reading") for leaf in body[:1])


def _landmark(target: str, means: str, says: str) -> etree._Element:
    return H.li(H.a({TYPE: means, "href": target}, says))
