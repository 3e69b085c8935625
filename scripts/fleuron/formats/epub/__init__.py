"""Edition -> an EPUB 3.3 for every reader: the same book gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fleuron.errors import ToolError
from fleuron.formats import cover
from fleuron.formats.epub.leaves import COVER, FOLDER, Leaf, leaves
from fleuron.formats.epub.metadata import item_id, metadata
from fleuron.formats.epub.nav import landmarks, nav
from fleuron.formats.epub.ncx import ncx
from fleuron.formats.epub.outline import Entry, outline
from fleuron.formats.epub.package import XHTML_TYPE, File, pack
from fleuron.formats.epub.pagelist import Page, mark_pages
from fleuron.formats.epub.sheets import sheets
from fleuron.formats.markup import TYPE, H, page
from fleuron.formats.pagemap import Turn, turns
from fleuron.formats.plates import FOLDER as IMAGES
from fleuron.formats.plates import Plate, hang, plates, shares
from fleuron.formats.safety import tidy
from fleuron.model import Book, Edition, Finding, Made
from fleuron.wording import wording


def render(edition: Edition) -> Made:
    """Make the EPUB of an edition; where print is made beside it, with the printed book's pages."""
    book, plan = edition.book, edition.book.plan
    bound, shown = leaves(book), plates(book)
    for leaf in bound:
        hang(leaf.section, shown, f"../{IMAGES}/")
    turned, findings = _turns(edition)
    pages = mark_pages(bound, turned)
    contents = outline(bound, wording(plan.language))
    texts = list(_texts(edition, bound, contents, pages))
    old = ncx(tidy(plan.title), plan.language, plan.identifier, contents, pages)
    files = [
        *texts,
        File("ncx", "toc.ncx", "application/x-dtbncx+xml", old),
        *sheets(edition.theme, [text.data for text in texts], shares(book)),
        *map(_image, shown.values()),
        File("cover-image", "images/cover.jpg", "image/jpeg", cover.jpeg(edition), ("cover-image",)),
    ]
    said = metadata(edition, bound, bool(pages))
    return Made(pack(plan.identifier, plan.language, plan.issued, said, files), len(texts), "documents", findings)


def _turns(edition: Edition) -> tuple[Sequence[Turn], tuple[Finding, ...]]:
    if "print" not in edition.formats:
        return (), ()
    try:
        return turns(edition), ()
    except ToolError as error:
        fix = "nothing in the manuscript is wrong; please report it with the book that shows it"
        return (), (Finding("EPB601", edition.theme.name, f"the EPUB has no page list. {error}", fix),)


def _texts(edition: Edition, bound: Sequence[Leaf], contents: Sequence[Entry], pages: Sequence[Page]) -> Iterator[File]:
    """Yield the files of text in reading order."""
    book, language = edition.book, edition.book.plan.language
    marks = landmarks(bound, edition.cover_page, wording(language))
    if edition.cover_page:
        yield _text(COVER, _cover(book))
    for leaf in bound:
        if leaf.division.kind == "contents":
            yield _text(leaf.file, nav(leaf, language, contents, marks, pages), "nav")
        else:
            said = book.language(leaf.division)
            yield _text(leaf.file, page(leaf.division.title, said, [leaf.section], leaf.division.zone))


def _text(file: str, data: bytes, *properties: str) -> File:
    return File(item_id(file), f"{FOLDER}/{file}", XHTML_TYPE, data, properties, spine=True)


def _image(plate: Plate) -> File:
    return File(f"image-{plate.file.rpartition('.')[0]}", f"{IMAGES}/{plate.file}", plate.media, plate.data)


def _cover(book: Book) -> bytes:
    """Set the cover page: the picture, and in words what stands on it."""
    said = wording(book.plan.language)
    alt = f"{said['cover']}: {cover.words(book)}."
    picture = H.img({"src": "../images/cover.jpg", "alt": alt, "role": "doc-cover"})
    section = H.section({TYPE: "cover", "class": "cover", "id": "cover", "aria-label": said["cover"]}, picture)
    return page(said["cover"], book.plan.language, [section], "front")
