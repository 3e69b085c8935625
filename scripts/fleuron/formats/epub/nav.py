"""Contents and pages -> contents.xhtml, which is both the book's contents page and the reader's navigation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import MappingProxyType

from lxml import etree

from fleuron.formats.epub.leaves import COVER, Leaf
from fleuron.formats.epub.markup import TYPE, H, page
from fleuron.formats.epub.outline import Entry

LANDMARKS = MappingProxyType(
    {
        "title": ("titlepage", "Title page"),
        "copyright": ("copyright-page", "Copyright"),
        "contents": ("toc", "Contents"),
    }
)


def nav(title: str, language: str, entries: Sequence[Entry], leaves: Sequence[Leaf]) -> bytes:
    """Write the contents with authors, and the landmarks, which no one sees but every reader uses."""
    toc = {TYPE: "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "toc-h", "class": "contents"}
    marks = {TYPE: "landmarks", "id": "landmarks", "aria-labelledby": "landmarks-h", "hidden": "hidden"}
    body = [
        H.nav(toc, H.h1({"id": "toc-h"}, title), _list(entries)),
        H.nav(marks, H.h2({"id": "landmarks-h"}, "Landmarks"), H.ol(*_landmarks(leaves))),
    ]
    return page(title, language, body, "front")


def _list(entries: Iterable[Entry]) -> etree._Element:
    return H.ol(*(_line(entry) for entry in entries))


def _line(entry: Entry) -> etree._Element:
    link = H.a({"href": entry.file}, entry.title)
    if entry.authors:
        link[:] = [H.span({"class": "author"}, f"by {entry.authors}")]
        link.text = f"{entry.title} "
    return H.li({"class": "part"}, link, _list(entry.under)) if entry.under else H.li(link)


def _landmarks(leaves: Sequence[Leaf]) -> Iterable[etree._Element]:
    yield _landmark(COVER, "cover", "Cover")
    for leaf in leaves:
        if leaf.division.kind in LANDMARKS:
            yield _landmark(leaf.file, *LANDMARKS[leaf.division.kind])
    body = [leaf for leaf in leaves if leaf.division.zone == "body"]
    yield from (_landmark(leaf.file, "bodymatter", "Begin reading") for leaf in body[:1])


def _landmark(target: str, means: str, says: str) -> etree._Element:
    return H.li(H.a({TYPE: means, "href": target}, says))
