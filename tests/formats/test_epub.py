from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_STORED, ZipFile

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from fleuron.formats.epub import render
from fleuron.model import UNDATED, Edition
from formats.editions import hostile, paged, titled, with_text
from samples import edition

TESTS = Path(__file__).parents[1]
NS = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "epub": "http://www.idpf.org/2007/ops",
}
EDITIONS: dict[str, Callable[[], Edition]] = {
    "sample": edition,
    "hostile": hostile,
    "endless title": lambda: titled("Endless & " * 40),
    "title of blanks": lambda: titled(" \x00 "),
    "ids that begin with a figure": lambda: with_text('<h2 id="000_x">a</h2>'),
    "pages of the print edition": paged,
    "draft in a series": lambda: _in_series(),
    "no contents, no authors": lambda: _without("contents"),
}


def _in_series() -> Edition:
    sample = edition()
    plan = replace(sample.book.plan, series="Rooms & Doors", certified_by="Nell Ash")
    return replace(sample, draft=True, book=replace(sample.book, plan=plan))


def _without(kind: str) -> Edition:
    sample = edition()
    divisions = tuple(replace(d, authors=()) for d in sample.book.divisions if d.kind != kind)
    return replace(sample, book=replace(sample.book, divisions=divisions, authors=()))


@cache
def _files(name: str = "sample") -> dict[str, bytes]:
    with ZipFile(BytesIO(render(EDITIONS[name]()).data)) as book:
        return {entry: book.read(entry) for entry in book.namelist()}


def _xml(path: str, name: str = "sample") -> etree._Element:
    return etree.fromstring(_files(name)[f"EPUB/{path}"])


def _said(path: str, name: str = "sample") -> list[str]:
    return [str(said) for said in _xml("content.opf", name).xpath(path, namespaces=NS)]


@pytest.mark.parametrize("name", EDITIONS)
def test_epubcheck_finds_nothing(name, checker, tmp_path) -> None:
    book = tmp_path / "book.epub"
    book.write_bytes(render(EDITIONS[name]()).data)
    report = checker.check(book, tmp_path / "report.json")
    assert report.clean, "\n".join(report.messages)


def test_the_same_bytes_whatever_the_zone_the_seed_the_locale_and_the_folder(tmp_path: Path) -> None:
    say = (
        "from hashlib import sha256; from samples import edition; from fleuron.formats.epub import render; "
        "print(sha256(render(edition()).data).hexdigest())"
    )
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent / "scripts")])
    settings = os.environ | {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONPATH": paths}
    told = subprocess.run([sys.executable, "-c", say], env=settings, cwd=tmp_path, capture_output=True, check=True)
    with ZipFile(BytesIO(render(edition()).data)) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert told.stdout.decode().strip() == sha256(render(edition()).data).hexdigest()


def test_the_same_bytes_ten_years_from_now(monkeypatch: pytest.MonkeyPatch) -> None:
    today, now = render(edition()).data, time.time()
    monkeypatch.setattr(time, "time", lambda: now + 10 * 365.25 * 86400)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(now + 10 * 365.25 * 86400))
    assert render(edition()).data == today


def test_the_type_of_the_file_comes_first_and_plain() -> None:
    with ZipFile(BytesIO(render(edition()).data)) as book:
        first = book.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)


def test_the_text_is_not_touched() -> None:
    made = render(with_text("<p><em>un</em><strong>believable</strong> — it\u00a0is</p>")).data
    with ZipFile(BytesIO(made)) as book:
        page = book.read("EPUB/text/essay-kettle.xhtml").decode()
    assert "<p><em>un</em><strong>believable</strong> — it\u00a0is</p>" in page


def test_every_division_but_the_half_title_is_a_file_with_its_own_title() -> None:
    spine = _said("//o:spine/o:itemref/@idref")
    assert spine[:6] == [
        f"text-{name}" for name in ("cover", "title", "copyright", "dedication", "contents", "foreword")
    ]
    assert spine[6:9] == ["text-part-1", "text-essay-kettle", "text-essay-boots"]
    assert "half-title" not in " ".join(_files())
    assert _xml("text/essay-plums.xhtml").findtext(".//h:title", namespaces=NS) == "Plums & Other <Gifts>"


def test_the_contents_name_every_essay_with_its_author_under_its_part() -> None:
    nav = _xml("text/contents.xhtml").find(".//h:nav[@id='toc']", NS)
    first = nav.xpath("h:ol/h:li[h:a='Arriving']/h:ol/h:li/h:a", namespaces=NS)
    assert ["".join(link.itertext()) for link in first] == [
        "The Kettle and the Chair by Ada Wren",
        "For the Forty-Eighth Minute: What My Supervisor Kept Beneath Her Desk by Tobias Marsh",
    ]
    assert not nav.xpath(".//h:a[@href='title.xhtml' or @href='copyright.xhtml']", namespaces=NS)


def test_old_readers_find_the_same_contents() -> None:
    links = _xml("text/contents.xhtml").xpath("//h:nav[@id='toc']//h:a", namespaces=NS)
    points = _xml("toc.ncx").xpath("//n:navPoint", namespaces=NS)
    assert [point.find("n:content", NS).get("src") for point in points] == [f"text/{a.get('href')}" for a in links]
    assert [point.findtext("n:navLabel/n:text", namespaces=NS) for point in points] == [
        "".join(a.itertext()) for a in links
    ]


def test_every_link_leads_to_a_place_that_is_there() -> None:
    pages = {PurePosixPath(name).name: data for name, data in _files().items() if name.endswith(".xhtml")}
    ids = {name: set(etree.fromstring(data).xpath("//@id")) for name, data in pages.items()}
    for name, data in pages.items():
        for href in etree.fromstring(data).xpath("//h:a/@href", namespaces=NS):
            if not re.match("https?:|mailto:", href):
                file, _, place = href.partition("#")
                assert file or place, href
                assert (file or name) in ids
                assert not place or place in ids[file or name], href


def test_a_link_between_essays_crosses_to_the_other_file_and_a_dead_one_is_only_words() -> None:
    made = render(with_text('<p><a href="#essay-boots">there</a> <a href="#gone">nowhere</a></p>')).data
    with ZipFile(BytesIO(made)) as book:
        page = book.read("EPUB/text/essay-kettle.xhtml").decode()
    assert '<a href="essay-boots.xhtml#essay-boots">there</a> <a>nowhere</a>' in page


def test_each_author_is_named_once_with_a_role_and_a_name_to_sort_by() -> None:
    assert _said("//dc:creator/text()") == ["Ada Wren", "Tobias Marsh", "Ines Fenn"]
    assert _said("//dc:contributor/text()") == ["Ines Fenn"]
    for name, role, sort in (("Ada Wren", "aut", "Wren, Ada"), ("Tobias Marsh", "aut", "Marsh, Tobias")):
        refers = _said(f"//dc:creator[.='{name}']/@id")[0]
        assert _said(f"//o:meta[@refines='#{refers}'][@property='role']/text()") == [role]
        assert _said(f"//o:meta[@refines='#{refers}'][@property='file-as']/text()") == [sort]


def test_a_book_whose_authors_are_unknown_is_its_editors() -> None:
    assert _said("//dc:creator/text()", "no contents, no authors") == ["Ines Fenn"]


def test_the_package_says_what_a_shop_and_a_screen_reader_ask() -> None:
    assert _said("//o:meta[@property='dcterms:modified']/text()") == ["2026-03-01T00:00:00Z"]
    assert _said("//dc:identifier/text()") == ["urn:uuid:5f0c3f7e-6c1b-5a55-9c0e-2f6f0b7f7a11"]
    assert _said("//dc:language/text()") == ["en-GB"]
    assert _said("//o:meta[@property='schema:accessModeSufficient']/text()") == ["textual"]
    assert _said("//o:meta[@refines='#text-essay-plums'][@property='dcterms:creator']/text()") == [
        "Ines Fenn",
        "Ada Wren",
    ]


def test_the_landmarks_are_there_and_hidden() -> None:
    marks = _xml("text/contents.xhtml").find(".//h:nav[@id='landmarks']", NS)
    assert marks.get("hidden")
    assert marks.xpath(".//h:a/@epub:type", namespaces=NS) == [
        "cover",
        "titlepage",
        "copyright-page",
        "toc",
        "bodymatter",
    ]


def test_the_fonts_hold_what_the_book_prints_and_little_more() -> None:
    pages = [etree.fromstring(data) for name, data in _files().items() if name.endswith(".xhtml")]
    text = "".join("".join(page.itertext()) for page in pages)
    allowed = {*map(ord, text + text.upper()), 0x20, 0xA0}
    fonts = [TTFont(BytesIO(data)) for name, data in _files().items() if name.endswith((".ttf", ".otf"))]
    assert len(fonts) == 4
    for font in fonts:
        assert set(font.getBestCmap()) <= allowed
        assert {ord(letter) for letter in "Kettle“”’"} <= set(font.getBestCmap())


def test_hostile_words_are_shown_as_they_are() -> None:
    assert _said("//dc:title/text()", "hostile")[0] == "& < > \" ' <b>x</b> &amp; ]]> \u202eשלום\u202c 🦊"


def test_a_note_and_its_call_lead_to_one_another() -> None:
    page = _xml("text/essay-kettle.xhtml")
    call = page.find(".//h:a[@epub:type='noteref']", NS)
    note = page.find(".//h:aside[@epub:type='footnote']", NS)
    back = note.find(".//h:a[@role='doc-backlink']", NS)
    assert (call.text, call.get("href")) == ("1", f"#{note.get('id')}")
    assert back.get("href") == f"#{call.get('id')}"
    assert "".join(note.itertext()) == "1.\u00a0It was an electric kettle."
    assert note.getparent().getnext() is None, "the notes stand after all the text"


def test_a_note_that_opens_with_a_quotation_keeps_every_word() -> None:
    notes = (
        '<section class="footnotes" role="doc-endnotes"><hr/><ol><li id="n1"><blockquote><p>So.</p></blockquote>'
        '<p>Yes.<a href="#c1" role="doc-backlink">↩︎</a> No.</p></li></ol></section>'
    )
    with ZipFile(BytesIO(render(with_text(notes)).data)) as book:
        page = etree.fromstring(book.read("EPUB/text/essay-kettle.xhtml"))
    assert "".join(page.find(".//h:aside[@id='n1']", NS).itertext()) == "1.\u00a0So.Yes. No."


def test_whoever_helped_is_a_contributor_with_every_role() -> None:
    sample = edition()
    author, helper = sample.book.authors[0], replace(sample.book.authors[0], id="x", name="Nell Ash", sort="Ash, Nell")
    book = replace(sample.book, helpers=(("translator", helper), ("foreword", helper), ("afterword", author)))
    with ZipFile(BytesIO(render(replace(sample, book=book)).data)) as made:
        package = etree.fromstring(made.read("EPUB/content.opf"))
    refers = package.xpath("//dc:contributor[.='Nell Ash']/@id", namespaces=NS)[0]
    assert package.xpath(f"//*[@refines='#{refers}'][@property='role']/text()") == ["trl", "aui"]


def test_a_draft_says_so_to_machines() -> None:
    with ZipFile(BytesIO(render(replace(edition(), draft=True)).data)) as book:
        assert b'"schema:creativeWorkStatus">Draft<' in book.read("EPUB/content.opf")
    assert b"Draft" not in _files()["EPUB/content.opf"]


def test_a_book_conforms_only_on_the_word_of_a_person() -> None:
    sample = edition()
    plan = replace(sample.book.plan, certified_by="Nell Ash & Co")
    with ZipFile(BytesIO(render(replace(sample, book=replace(sample.book, plan=plan))).data)) as book:
        package = etree.fromstring(book.read("EPUB/content.opf"))
    assert package.xpath("//*[@property='a11y:certifiedBy'][@refines='#conformance']/text()") == ["Nell Ash & Co"]
    assert not _said("//o:meta[@property='dcterms:conformsTo']")


def test_a_series_is_named_for_new_readers_and_old() -> None:
    sample = edition()
    plan = replace(sample.book.plan, series="Rooms", issued=UNDATED)
    with ZipFile(BytesIO(render(replace(sample, book=replace(sample.book, plan=plan))).data)) as book:
        package = book.read("EPUB/content.opf").decode()
    assert '"belongs-to-collection" id="series">Rooms<' in package
    assert 'name="calibre:series" content="Rooms"' in package
    assert "<dc:date>" not in package
