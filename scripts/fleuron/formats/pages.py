"""Edition -> Document: the galley made up into pages by WeasyPrint, once for every PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from lxml import etree
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from fleuron.formats.columns import set_columns
from fleuron.formats.galley import galley
from fleuron.formats.lines import RULES
from fleuron.formats.measure import Measure
from fleuron.formats.paragraphs import read_paragraphs
from fleuron.model import Edition, Face, Finding, Severity, Theme


class Shelf(URLFetcher):  # type: ignore[misc]
    """Hand WeasyPrint the faces of a theme; no book fetches anything else."""

    def __init__(self, faces: Mapping[str, bytes]) -> None:
        super().__init__()
        self.faces = faces

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url not in self.faces:
            raise ValueError(f"a book fetches nothing: {url}")
        return URLFetcherResponse(url, self.faces[url], {"Content-Type": "font/ttf"})


def lay_out(edition: Edition) -> Document:
    """Return the pages of an edition; asked again for the same one, return the same."""
    return _made_up(edition)[0]


def left_to_layout(edition: Edition) -> tuple[Finding, ...]:
    """Tell which paragraphs could not be composed, so that the layout breaks them line by line."""
    return tuple(
        Finding(
            "PAG101",
            "print",
            f"the paragraph that begins “{words}” is broken line by line, less evenly than the others: it holds a "
            "picture, or letters that the theme's face lacks",
            "look at its lines; choose a theme whose face has the letters, if they matter",
            Severity.NOTE,
        )
        for words in _made_up(edition)[1]
    )


def _made_up(edition: Edition) -> tuple[Document, tuple[str, ...]]:
    html = etree.tostring(galley(edition), encoding="unicode", method="html", doctype="<!DOCTYPE html>")
    css = _rules(edition.theme) + edition.theme.css["print"] + RULES
    return _pages(html, css, edition.theme.faces, edition.book.plan.language)


def first_of_body(edition: Edition, pages: Document) -> int:
    """Return how many pages come before the one on which the arabic folios begin."""
    body = next((division.id for division in edition.book.divisions if division.zone == "body"), "")
    return next((number for number, page in enumerate(pages.pages) if body in page.anchors), len(pages.pages))


@lru_cache(maxsize=1)
def _pages(html: str, css: str, faces: tuple[Face, ...], language: str) -> tuple[Document, tuple[str, ...]]:
    fonts = FontConfiguration()
    shelf = Shelf({_address(face.data): face.data for face in faces})
    sheet = CSS(string=css, font_config=fonts, url_fetcher=shelf)
    book = HTML(string=html, url_fetcher=shelf)
    left = compose_pages(book.etree_element, Measure(book, sheet, fonts, faces), language)
    return book.render(stylesheets=[sheet], font_config=fonts), left


def compose_pages(root: Element, measure: Measure, language: str) -> tuple[str, ...]:
    """Set the lines and end the pages of a document; return how the paragraphs begin that it cannot set."""
    paragraphs, left = read_paragraphs(root, measure, language)
    set_columns(root, measure, paragraphs)
    return left


def _rules(theme: Theme) -> str:
    """Write the CSS that says in a theme's stead where its faces are and what its ornament is."""
    faces = "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"font-style:{'italic' if face.italic else 'normal'};src:url({_address(face.data)})}}\n"
        for face in theme.faces
    )
    return f'{faces}:root{{--ornament:"{theme.words.get("ornament", "")}"}}\n'


def _address(face: bytes) -> str:
    return f"face:{hashlib.sha256(face).hexdigest()}"
