"""The two whole books: every page of the printed one is found in the EPUB, and the words on both sides of its turn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
from lxml import etree

from fleuron.formats.pagemap import letters
from words import of_captions

NS = {"h": "http://www.w3.org/1999/xhtml"}
MARGIN = 50  # pt; head and folio stand outside
SIDE = 24  # letters compared on each side
LINE_END = re.compile("[-\u2010\ufffe\x02]\r?\n?")


def _plain(text: str) -> str:
    """Reduce a text to its letters; figures go too, since the calls of notes stand among them."""
    return re.sub(r"[\W\d_]", "", letters(text))


def _printed(pdf: Path, captions: Sequence[str]) -> dict[str, str]:
    with pypdfium2.PdfDocument(pdf) as pages:
        printed = {pages.get_page_label(number): _plain(_text(page)) for number, page in enumerate(pages)}
    return {folio: reduce(_without, captions, text) for folio, text in printed.items()}


def _without(text: str, caption: str) -> str:
    return text.replace(caption, "", 1)


def _captions(epub: Path) -> list[str]:
    """List the captions: a picture moves to where print has room for it, and they with it."""
    return [_plain("".join(caption)) for caption in of_captions(epub)]


def _text(page: pypdfium2.PdfPage) -> str:
    left, bottom, right, top = page.get_mediabox()
    text: str = page.get_textpage().get_text_bounded(left, bottom + MARGIN, right, top - MARGIN)
    return LINE_END.sub("", text)


def _listed(epub: Path) -> list[str]:
    with ZipFile(epub) as book:
        contents = etree.fromstring(book.read("EPUB/text/contents.xhtml"))
    return [str(link.text) for link in contents.xpath("//h:nav[@id='page-list']//h:a", namespaces=NS)]


def _turns(epub: Path) -> list[tuple[str, str, str]]:
    """Return for each page of the list its folio and the letters before and after its mark, in its own file."""
    with ZipFile(epub) as book:
        trees = {n.rpartition("/")[2]: etree.fromstring(book.read(n)) for n in book.namelist() if n.endswith(".xhtml")}
    links = trees["contents.xhtml"].xpath("//h:nav[@id='page-list']//h:a", namespaces=NS)
    return [(link.text, *_sides(trees, link.get("href"))) for link in links if "contents" not in link.get("href")]


def _sides(trees: dict[str, etree._Element], place: str) -> tuple[str, str]:
    file, _, name = place.partition("#")
    mark = trees[file].xpath("//h:body//*[@id=$name]", namespaces=NS, name=name)[0]
    apart = "ancestor::h:figcaption or ancestor::*[@role='doc-noteref' or @role='doc-footnote']"
    text = f"text()[ancestor::h:body][not({apart})]"
    sides = ("".join(mark.xpath(f"{axis}::{text}", namespaces=NS)) for axis in ("preceding", "following"))
    before, after = map(_plain, sides)
    return before[-SIDE:], after[:SIDE]


def test_every_folio_is_listed_and_the_words_about_it_are_the_same(book) -> None:
    printed = _printed(book.file("screen"), _captions(book.file("epub")))
    turns = _turns(book.file("epub"))
    folios = list(printed)
    assert len(turns) > 10
    for folio, before, after in turns:
        assert after in printed[folio], folio
        assert printed[folio].index(after) < SIDE, f"{folio}: more than the end of a broken word comes before"
        if before:
            last = printed[folios[folios.index(folio) - 1]] + printed[folio][:SIDE]
            assert before in last, folio
    listed = _listed(book.file("epub"))
    assert [folio for folio, text in printed.items() if text and folio != "i"] == listed, "but for the half title"
