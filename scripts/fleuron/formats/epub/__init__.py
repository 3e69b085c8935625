"""Edition -> an EPUB 3.3 for every reader: the same book gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fleuron.formats import cover
from fleuron.formats.epub.leaves import COVER, FOLDER, Leaf, leaves
from fleuron.formats.epub.markup import TYPE, H, page
from fleuron.formats.epub.metadata import item_id, metadata
from fleuron.formats.epub.nav import nav
from fleuron.formats.epub.ncx import ncx
from fleuron.formats.epub.outline import outline
from fleuron.formats.epub.package import XHTML_TYPE, File, pack
from fleuron.formats.epub.sheets import sheets
from fleuron.formats.safety import tidy
from fleuron.model import Book, Edition, Made


def render(edition: Edition) -> Made:
    """Make the EPUB of an edition."""
    book, plan = edition.book, edition.book.plan
    bound = leaves(book)
    texts = list(_texts(book, bound))
    files = [
        *texts,
        File("ncx", "toc.ncx", "application/x-dtbncx+xml", _ncx(book, bound)),
        *sheets(edition.theme, [text.data for text in texts]),
        File("cover-image", "images/cover.jpg", "image/jpeg", cover.jpeg(edition), ("cover-image",)),
    ]
    data = pack(plan.identifier, plan.language, plan.issued, metadata(book, bound), files)
    return Made(data, len(texts), "documents")


def _texts(book: Book, bound: Sequence[Leaf]) -> Iterator[File]:
    """Yield the files of text in reading order."""
    language = book.plan.language
    yield _text(COVER, _cover(book))
    for leaf in bound:
        title, zone = tidy(leaf.division.title), leaf.division.zone
        if leaf.division.kind == "contents":
            yield _text(leaf.file, nav(title, language, outline(bound), bound), "nav")
        else:
            yield _text(leaf.file, page(title, language, [leaf.section], zone))


def _text(file: str, data: bytes, *properties: str) -> File:
    return File(item_id(file), f"{FOLDER}/{file}", XHTML_TYPE, data, properties, spine=True)


def _cover(book: Book) -> bytes:
    """Set the cover page: the picture, and in words what stands on it."""
    picture = H.img({"src": "../images/cover.jpg", "alt": f"Cover: {cover.words(book)}.", "role": "doc-cover"})
    section = H.section({TYPE: "cover", "class": "cover", "id": "cover", "aria-label": "Cover"}, picture)
    return page("Cover", book.plan.language, [section], "front")


def _ncx(book: Book, bound: Sequence[Leaf]) -> bytes:
    plan = book.plan
    return ncx(tidy(plan.title), plan.language, plan.identifier, outline(bound))
