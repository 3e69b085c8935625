"""HTML of a few divisions, and a house -> Chunk: made up and drawn by WeasyPrint, which nothing else has to load.

A chunk knows nothing of the rest of the book: its folios are taken off, and a link out of it keeps only a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from fleuron.formats.columns import set_columns
from fleuron.formats.figures import RULES as FIGURES
from fleuron.formats.figures import Halftone, size_figures
from fleuron.formats.house import House, address
from fleuron.formats.lines import RULES
from fleuron.formats.margins import take_off
from fleuron.formats.measure import Ground, Measure
from fleuron.formats.memory import roomy, swept_later
from fleuron.formats.paragraphs import read_paragraphs
from fleuron.formats.sheets import chunk
from fleuron.formats.stick import cast
from fleuron.formats.tagging import numbered

DIVISION = re.compile(r'<section id="([^"]+)"')


class Shelf(URLFetcher):  # type: ignore[misc]
    """Hand WeasyPrint the faces of a house, and the pictures of a document; no book fetches anything else."""

    def __init__(self, faces: Mapping[str, bytes]) -> None:
        super().__init__()
        self.faces = faces
        self.pictures: Mapping[str, Halftone] = {}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url in self.pictures:
            return URLFetcherResponse(url, self.pictures[url].colour())
        if url not in self.faces:
            raise ValueError(f"a book fetches nothing: {url}")
        return URLFetcherResponse(url, self.faces[url], {"Content-Type": "font/ttf"})


@roomy
def press(house: House, html: str) -> bytes:
    """Make up and draw one chunk; raises ThemeError where its folios cannot be set later."""
    with swept_later(), cast(), numbered():
        return _press(house, html)


def _press(house: House, html: str) -> bytes:
    document, left, pictures = make_up(house, html)
    divisions = frozenset(DIVISION.findall(html))
    runs = [tuple(_runs(page._page_box.children[0], "", divisions)) for page in document.pages]
    margins = [take_off(page, document.fonts) for page in document.pages]
    drawn: list[bytes] = []

    def keep(document: Document, pdf: pydyf.PDF) -> None:
        drawn.append(bytes(chunk(document, pdf, house, margins, runs, left, pictures)))
        pdf.objects.clear()  # nobody reads the file that WeasyPrint would write of them

    document.write_pdf(finisher=keep, pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    return drawn[0]


def make_up(house: House, html: str) -> tuple[Document, tuple[str, ...], Mapping[str, Halftone]]:
    """Break a text into lines and pages; return how the paragraphs begin that the layout has to break itself.

    The pictures of the document are returned by their URLs.
    """
    fonts, shelf, sheet = _set_up(replace(house, pictures=()))
    book = HTML(string=html, url_fetcher=shelf)
    measure = Measure(book, sheet, fonts, house.faces)
    shelf.pictures = size_figures(book.etree_element, measure, dict(house.pictures))
    left = compose_pages(book.etree_element, measure, house.language)
    return book.render(stylesheets=[sheet], font_config=fonts), left, shelf.pictures


def ground(house: House) -> Ground:
    """Return where the text of an essay stands on the pages of a house."""
    fonts, shelf, sheet = _set_up(house)
    book = HTML(string='<section class="essay body"><p>A page</p></section>', url_fetcher=shelf)
    section = next(book.etree_element.iter("section"))
    return Measure(book, sheet, fonts, house.faces).ground(section, section[0])


def compose_pages(root: Element, measure: Measure, language: str) -> tuple[str, ...]:
    """Set the lines and end the pages of a document; return how the paragraphs begin that it cannot set."""
    paragraphs, left = read_paragraphs(root, measure, language)
    set_columns(root, measure, paragraphs)
    return left


@lru_cache(maxsize=1)
def _set_up(house: House) -> tuple[FontConfiguration, Shelf, CSS]:
    """Read the sheet and open the faces, once for all the chunks of a book."""
    fonts = FontConfiguration()
    shelf = Shelf({address(face.data): face.data for face in house.faces})
    return fonts, shelf, CSS(string=house.css + RULES + FIGURES, font_config=fonts, url_fetcher=shelf)


def _runs(box: Any, division: str, divisions: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the runs of text in a box with the division each belongs to, but for what a sheet or a picture adds."""
    if box.element is not None and box.element.get("id") in divisions:
        division = box.element.get("id")
    if "::" in (box.element_tag or "") or box.element_tag == "figcaption":
        return
    if isinstance(text := getattr(box, "text", None), str) and division:
        yield division, text
    for child in getattr(box, "children", ()):
        yield from _runs(child, division, divisions)
