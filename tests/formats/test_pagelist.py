"""The pages of the print edition in the EPUB: every folio, and the words on both sides of each turn."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from lxml import etree

from fleuron.errors import ToolError
from fleuron.formats import pagemap
from fleuron.formats.epub import render
from fleuron.formats.epub.pagelist import _mark
from fleuron.formats.pagemap import Turn, flow, letters, turns
from fleuron.formats.safety import tree
from fleuron.formats.screen import render as render_screen
from formats.editions import paged
from samples import edition

NS = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}


@cache
def _texts() -> dict[str, etree._Element]:
    with ZipFile(BytesIO(render(paged()).data)) as book:
        names = [name for name in book.namelist() if name.endswith((".xhtml", ".ncx", ".opf"))]
        return {name.rpartition("/")[2]: etree.fromstring(book.read(name)) for name in names}


def _listed() -> list[tuple[str, str]]:
    links = _texts()["contents.xhtml"].xpath("//h:nav[@id='page-list']//h:a", namespaces=NS)
    return [(link.text, link.get("href")) for link in links]


def _after(place: str) -> str:
    """Return the letters that follow a mark in its file."""
    file, _, name = place.partition("#")
    mark = _texts()[file].xpath("//*[@id=$name]", name=name)[0]
    texts = mark.xpath("following::text()[not(ancestor::*[@role='doc-noteref' or @role='doc-footnote'])]")
    return letters("".join(texts))


def _printed() -> dict[str, str]:
    """Return the letters of each page of the PDF by its label, without head and foot."""
    with pypdfium2.PdfDocument(render_screen(paged()).data) as pdf:
        out = {}
        for number, page in enumerate(pdf):
            left, bottom, right, top = page.get_mediabox()
            text = page.get_textpage().get_text_bounded(left, bottom + 50, right, top - 50)
            out[pdf.get_page_label(number)] = letters(text.replace("\ufffe", "").replace("❦", ""))
        return out


def test_every_page_that_has_text_is_listed_in_order() -> None:
    folios = [folio for folio, _ in _listed()]
    printed = [folio for folio, text in _printed().items() if text]
    assert [folio for folio in printed if folio != "i"] == folios, "the half title, page i, is for print only"


def test_each_page_of_the_epub_begins_with_the_word_that_begins_the_printed_one() -> None:
    printed = _printed()
    for folio, place in _listed():
        if not place.startswith("contents"):
            opening = _after(place)[:20]
            assert opening in printed[folio], folio
            assert printed[folio].index(opening) < 20, "no more than the end of a word broken across the pages"


def test_a_mark_has_its_folio_for_ears_and_stands_before_a_word() -> None:
    marks = [mark for text in _texts().values() for mark in text.xpath("//*[@role='doc-pagebreak']")]
    assert len(marks) == len(_listed())
    for mark in marks:
        assert mark.get("id") == f"page-{mark.get('aria-label')}"
        assert not (mark.tail or "").startswith(" ")


def test_old_readers_find_the_same_pages() -> None:
    targets = _texts()["toc.ncx"].xpath("//*[local-name()='pageTarget']/*[local-name()='content']/@src")
    assert targets == [f"text/{place}" for _, place in _listed()]


@pytest.mark.parametrize(("formats", "source"), [(("epub",), "none"), (("epub", "print"), "urn:isbn:9780306406157")])
def test_the_package_names_the_print_edition_or_none(formats: tuple[str, ...], source: str) -> None:
    with ZipFile(BytesIO(render(replace(edition(), formats=formats)).data)) as book:
        package = etree.fromstring(book.read("EPUB/content.opf"))
    assert package.xpath("//*[@property='pageBreakSource']/text()") == [source]


def test_pages_that_do_not_follow_the_text_are_refused_and_the_epub_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagemap, "HYPHENS", frozenset())
    monkeypatch.setattr(pagemap, "letters", lambda text: text[::-1])
    with pytest.raises(ToolError, match="do not follow"):
        turns(paged())
    made = render(paged())
    assert [finding.code for finding in made.findings] == ["EPB601"]


@pytest.mark.parametrize(
    ("before", "left"),
    [(0, ""), (3, "One "), (5, "One two"), (6, "One two "), (7, "One two three")],
)
def test_a_turn_inside_a_word_waits_for_the_next(before: int, left: str) -> None:
    section = tree("<p>One <em>two</em> three</p>")
    _mark(section, [Turn("9", "x", before)])
    found = section.xpath("//*[@role='doc-pagebreak']")[0]
    assert "".join(found.xpath("preceding::text()")) == left
    assert "".join(slot.text for slot in flow(section)) == "One two three"


def test_the_second_page_of_the_contents_begins_with_the_line_that_it_begins_with_in_print() -> None:
    sample = edition()
    essay = next(division for division in sample.book.divisions if division.essay)
    many = [replace(essay, id=f"essay-{n}", title=f"Number {n}", xhtml=f"<p>{n}</p>") for n in range(40)]
    front = [division for division in sample.book.divisions if division.zone == "front"]
    book = replace(sample.book, divisions=(*front, *many))
    made = render(replace(sample, book=book, formats=("epub", "print")))
    with ZipFile(BytesIO(made.data)) as file:
        contents = etree.fromstring(file.read("EPUB/text/contents.xhtml"))
    places = contents.xpath("//h:nav[@id='page-list']//h:a/@href[starts-with(., 'contents')]", namespaces=NS)
    assert places[0].startswith("contents.xhtml#page-")
    assert len(places) > 1
    for place in places[1:]:
        opens = "//h:li/h:a[not(text()[1][not(preceding-sibling::*)])]/h:span[1][@id=$name][@role='doc-pagebreak']"
        assert contents.xpath(opens, namespaces=NS, name=place.partition("#")[2]), place
