"""Edition -> a ZIP of a small web site: a page an essay, the contents with its authors in front, nothing from afar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from lxml import etree

from fleuron.formats import cover
from fleuron.formats.archive import Archive
from fleuron.formats.epub.leaves import Leaf, leaves
from fleuron.formats.epub.nav import listing
from fleuron.formats.epub.outline import outline
from fleuron.formats.epub.sheets import sheets
from fleuron.formats.markup import TYPE, H, page
from fleuron.formats.safety import tidy
from fleuron.model import Edition, Made

SHEETS = ("ebook", "ebook-modern", "web")
HOME = "index.html"
IN_HOME = frozenset({"title", "contents"})


def render(edition: Edition) -> Made:
    """Make the web edition; its first page is index.html."""
    pages = dict(_pages(edition))
    files = pages | {file.path: file.data for file in sheets(edition.theme, pages.values(), SHEETS)}
    files["cover.jpg"] = cover.jpeg(edition, 750, 1200)
    out = BytesIO()
    with Archive(out, "w") as archive:
        for path, data in files.items():
            archive.writestr(f"{edition.book.plan.name}/{path}", data)
    return Made(out.getvalue(), len(pages), "pages")


def _pages(edition: Edition) -> Iterator[tuple[str, bytes]]:
    bound = leaves(edition, ".html")
    rest = [leaf for leaf in bound if leaf.division.kind not in IN_HOME]
    yield HOME, _page(edition, edition.book.plan.title, _home(edition, bound))
    for before, leaf, after in zip([None, *rest], rest, [*rest[1:], None], strict=False):
        yield leaf.file, _page(edition, leaf.division.title, [leaf.section, _ways(before, after)])


def _home(edition: Edition, bound: Sequence[Leaf]) -> Iterator[etree._Element]:
    """Set the first page: the cover, what the title page says, and the contents."""
    yield H.img({"src": "cover.jpg", "class": "front", "alt": f"Cover: {cover.words(edition.book)}."})
    yield from (leaf.section for leaf in bound if leaf.division.kind == "title")
    yield H.nav({"aria-label": "Contents"}, listing(outline(bound)))


def _ways(before: Leaf | None, after: Leaf | None) -> etree._Element:
    """Lead to the essay before, the contents and the essay after."""
    there = [(leaf, rel) for leaf, rel in ((before, "prev"), (after, "next")) if leaf]
    links = [H.a({"href": leaf.file, "rel": rel}, tidy(leaf.division.title)) for leaf, rel in there]
    return H.nav({"class": "ways", "aria-label": "Pages"}, H.a({"href": HOME, "rel": "contents"}, "Contents"), *links)


def _page(edition: Edition, title: str, body: Iterable[etree._Element]) -> bytes:
    main = H.main(*body)
    for element in main.iter():
        element.attrib.pop(TYPE, None)  # no word of HTML
    used = [f"css/{name}.css" for name in SHEETS if name in edition.theme.css]
    return page(title, edition.book.plan.language, [main], sheets=used)
