"""Contents -> toc.ncx, the navigation of readers older than EPUB 3."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from lxml import etree
from lxml.builder import ElementMaker

from fleuron.formats.epub.leaves import FOLDER
from fleuron.formats.epub.outline import Entry
from fleuron.formats.epub.pagelist import Page
from fleuron.formats.markup import LANG

DAISY = "http://www.daisy.org/z3986/2005/ncx/"
N = ElementMaker(namespace=DAISY, nsmap={None: DAISY})


def ncx(title: str, language: str, identifier: str, entries: Sequence[Entry], pages: Sequence[Page]) -> bytes:
    """Write the contents and the pages; playOrder is left out, as EPUB allows, since the spine has the order."""
    heads = {
        "dtb:uid": identifier,
        "dtb:depth": "2" if any(entry.under for entry in entries) else "1",
        "dtb:totalPageCount": str(len(pages)),
        "dtb:maxPageNumber": next((page.folio for page in reversed(pages) if page.folio.isdigit()), "0"),
    }
    root = N.ncx(
        {"version": "2005-1", LANG: language},
        N.head(*(N.meta(name=name, content=content) for name, content in heads.items())),
        N.docTitle(N.text(title)),
        N.navMap(*_points(entries, count(1))),
    )
    if pages:
        root.append(N.pageList(*map(_target, pages, count(1))))
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return data


def _points(entries: Iterable[Entry], numbers: Iterator[int]) -> Iterator[etree._Element]:
    for entry in entries:
        point = N.navPoint({"id": f"point-{next(numbers)}"}, N.navLabel(N.text(entry.label)))
        point.append(N.content(src=f"{FOLDER}/{entry.file}"))
        point.extend(_points(entry.under, numbers))
        yield point


def _target(page: Page, number: int) -> etree._Element:
    kind = "normal" if page.folio.isdigit() else "front"
    said = {"id": f"target-{number}", "type": kind, "value": str(number)}
    return N.pageTarget(said, N.navLabel(N.text(page.folio)), N.content(src=f"{FOLDER}/{page.place}"))
