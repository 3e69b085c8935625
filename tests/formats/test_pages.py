"""Edition -> pages in chunks: linked, they are the pages of one run of WeasyPrint over the whole book."""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from lxml import etree

from fleuron.cache import keep
from fleuron.errors import ThemeError
from fleuron.formats import pages, press, screen
from fleuron.formats.galley import galley
from fleuron.formats.house import house
from fleuron.formats.pages import lay_out
from fleuron.model import Edition
from fleuron.presswork import pages_for
from fleuron.printers import load_printer
from fleuron.workers import hired
from gates import vera
from places import need
from samples import edition, prose

NEAR = 24  # of 255; figures may stand a thousandth of an em elsewhere
WHOLE = """
@page one:nth(1 of one), leaf:nth(1 of leaf) { counter-reset: page 1 }
section.first { page: one } section.part.first { page: leaf }
nav .entry a::after { content: leader(" . ") target-counter(attr(href), page) }
nav .front .entry a::after { content: leader(" . ") target-counter(attr(href), page, lower-roman) }
nav .part .entry a::after { content: none }
"""


def sixty() -> Edition:
    """Return a book of sixty essays, of one to four pages, each of which leads to another one."""
    sample = edition()
    essays = [division for division in sample.book.divisions if division.essay]
    many = []
    for number in range(60):
        like = essays[number % len(essays)]
        id = f"essay-{number}"
        on = f'<p>See <a href="#essay-{number * 7 % 60}">another</a>.</p>'
        xhtml = like.xhtml.replace(like.id, id) + "".join(prose(number * 5 % 17, number)) + on
        many.append(replace(like, id=id, title=f"{like.title} {number}", xhtml=xhtml))
    divisions = [each for each in sample.book.divisions if each not in essays]
    place = next(n for n, each in enumerate(divisions) if each.kind == "part") + 1
    return replace(sample, book=replace(sample.book, divisions=(*divisions[:place], *many, *divisions[place:])))


def whole(edition: Edition) -> bytes:
    """Make up the whole book in one run of WeasyPrint, which counts the folios and finds them for the contents."""
    root, style = galley(edition), house(edition)
    first = root.xpath('//section[contains(@class, " body")]')[0]
    first.set("class", f"{first.get('class')} first")
    css = re.sub(r"text:(left|right)", r"text:\1, one:\1", style.css).replace(
        "(1 of text)", "(1 of text), :nth(1 of one)"
    )
    html = etree.tostring(root, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
    data: bytes = press.make_up(replace(style, css=css + WHOLE), html)[0].write_pdf(pdf_variant="pdf/ua-1")
    return data


@pytest.fixture(scope="module", params=["three", pytest.param("sixty", marks=pytest.mark.long)])
def book(request: pytest.FixtureRequest) -> Edition:
    return sixty() if request.param == "sixty" else edition()


@pytest.fixture(scope="module")
def both(book: Edition) -> tuple[bytes, bytes]:
    """The book as it is linked, and as one run makes it."""
    return screen.render(book).data, whole(book)


def letters(data: bytes) -> list[Counter[str]]:
    """Count the letters of each page, without the hyphens of the layout."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    return [Counter(re.sub("[\\s\ufffe\u00ad\u2010-]", "", text)) for text in pages]


def pictures(data: bytes) -> Iterator[np.ndarray]:
    """Draw each page in gray, so finely that a twentieth of a point is seen."""
    for page in pypdfium2.PdfDocument(data):
        yield page.render(scale=1.5, grayscale=True).to_numpy().squeeze().astype(int)


def links(data: bytes) -> list[list[tuple[object, ...]]]:
    """Return where each link of each page stands, and where it leads: to an address, or a point of a page."""
    pdf = pikepdf.open(BytesIO(data))
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    places = {page.objgen: number for number, page in enumerate(pdf.pages)}

    def told(link: pikepdf.Object) -> tuple[object, ...]:
        at = [round(float(x), 1) for x in link.Rect]
        if "/A" in link:
            return *at, str(link.A.URI)
        page, _, x, y, _ = names[str(link.Dest)]
        return *at, places[page.objgen], round(float(x), 1), round(float(y), 1)

    return [[told(link) for link in page.obj.get("/Annots", [])] for page in pdf.pages]


def test_the_words_are_those_of_one_run(both: tuple[bytes, bytes]) -> None:
    linked, one_run = map(letters, both)
    assert len(linked) == len(one_run) > 20
    assert linked == one_run


def test_all_stands_where_it_does_in_one_run(both: tuple[bytes, bytes]) -> None:
    apart = [np.abs(a - b).max() for a, b in zip(*map(pictures, both), strict=True)]
    assert [page for page, most in enumerate(apart) if most > NEAR] == []


def test_links_lead_where_they_do_in_one_run(both: tuple[bytes, bytes]) -> None:
    linked, one_run = map(links, both)
    assert sum(map(len, linked)) > 9
    assert linked == one_run


def test_bookmarks_are_those_of_one_run(both: tuple[bytes, bytes]) -> None:
    linked, one_run = (
        [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in pypdfium2.PdfDocument(data).get_toc()]
        for data in both
    )
    assert linked == one_run


def test_what_is_linked_passes_verapdf(both: tuple[bytes, bytes], tmp_path: Path) -> None:
    need(not vera.missing(), vera.missing())
    path = tmp_path / "linked.pdf"
    path.write_bytes(both[0])
    assert vera.failures("ua1", path) == []


def test_what_is_linked_passes_the_preflight(book: Edition) -> None:
    made = pages_for(book, load_printer("kdp-paperback"))
    assert [finding for finding in made.findings if finding.severity == "error"] == []


def test_every_font_is_there_once(both: tuple[bytes, bytes]) -> None:
    pdf = pikepdf.open(BytesIO(both[0]))
    fonts = {font.objgen: str(font.BaseFont) for page in pdf.pages for font in page.resources.get("/Font", {}).values()}
    files = {id: pdf.get_object(id).DescendantFonts[0].FontDescriptor.FontFile2.objgen for id in fonts}
    assert len(fonts) == len(set(fonts.values())) == len(set(files.values())) == 3


def test_the_same_bytes_whoever_works_and_whatever_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, made = edition(), []
    for place, count in (("a", 1), ("b", 2), ("b", 1)):
        monkeypatch.setenv("FLEURON_CACHE", str(tmp_path / place))
        pages._last.clear()
        with hired(count):
            made.append(screen.render(book).data)
    assert made[0] == made[1] == made[2]


def test_an_edit_makes_one_chunk_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = edition()
    monkeypatch.setenv("FLEURON_CACHE", str(tmp_path))
    made: list[str] = []
    ours = press.press
    monkeypatch.setattr(press, "press", lambda house, html: made.append(html) or ours(house, html))
    with hired(1):
        screen.render(book)
        everything = len(made)
        first = next(division for division in book.book.divisions if division.essay)
        changed = replace(first, xhtml=first.xhtml.replace(" and ", ", and ", 1))
        divisions = tuple(changed if division is first else division for division in book.book.divisions)
        screen.render(replace(book, book=replace(book.book, divisions=divisions)))
    assert everything > 8
    assert [first.id in html for html in made[everything:]] == [True]


@pytest.mark.parametrize("foreign", [b"", b"{}", (2).to_bytes(8, "big") + b"[]"])
def test_a_foreign_chunk_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, foreign: bytes) -> None:
    book = edition()
    monkeypatch.setenv("FLEURON_CACHE", str(tmp_path))
    with hired(1):
        right = screen.render(book).data
        for entry in tmp_path.iterdir():
            keep(entry.name, foreign)
        pages._last.clear()
        assert screen.render(book).data == right


def test_a_folio_that_shares_its_box_with_a_running_head_is_refused() -> None:
    book = edition()
    css = book.theme.css["print"] + "@page text { @bottom-center { content: string(recto) counter(page) } }"
    with pytest.raises(ThemeError, match="running head"), hired(1):
        lay_out(replace(book, theme=replace(book.theme, css={"print": css})))


def test_python_sweeps_again_after_a_chunk_that_fails(monkeypatch: pytest.MonkeyPatch, book: Edition) -> None:
    def fail(*_: object) -> None:
        raise ValueError("swept" if gc.isenabled() else "left alone")

    monkeypatch.setattr(press, "make_up", fail)
    with pytest.raises(ValueError, match="left alone"):
        press.press(house(book), "<p>A page</p>")
    assert gc.isenabled()
