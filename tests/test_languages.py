"""An essay in German inside an English book: its marks, and what every edition says of its language."""

from __future__ import annotations

import json
from zipfile import ZipFile

import pikepdf
import pytest
from lxml import etree, html

from fleuron.build import build
from fleuron.clean import clean
from fleuron.manuscript import read_manuscript
from test_faults import CASES, lay

GERMAN = """
Das Wartezimmer

Von Ida Marlowe

"Setzen Sie sich", sagte sie, und der Stuhl am Fenster war noch warm von jemandem, der eben gegangen sein musste.

Die Uhr ging vier Minuten nach. Alle wussten es, und niemand sagte etwas - am wenigsten die Frau, der sie gehörte.

So steht es auf Seite 12-14 des Heftes, in das sie jeden Abend schrieb, bevor sie das Licht ausmachte.
"""


SIDECAR = 'authors = ["ida-marlowe"]\nlanguage = "de"\nsite = "Die Laterne"\n'
IN_GERMAN = {"essays/waiting.txt": GERMAN, "essays/waiting.toml": SIDECAR}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def manuscript(tmp_path):
    """Lay the sound book, its first essay now in German."""
    lay(tmp_path / "book", CASES["sound"] | IN_GERMAN)
    return tmp_path / "book"


def essays(folder):
    return {source.slug: clean(source) for source in read_manuscript(folder)[1]}


def text(essay):
    return "\n".join(verdict.text for verdict in essay.printed)


def test_an_essay_has_the_marks_of_its_own_language(manuscript):
    found = essays(manuscript)
    assert {slug: essay.language for slug, essay in found.items()} == {"waiting": "de", "kettle": "en"}
    assert "„Setzen Sie sich“, sagte" in text(found["waiting"])
    assert "etwas\u00a0– am" in text(found["waiting"])


def test_an_essay_is_in_the_language_of_its_book_unless_it_says_another(manuscript):
    book = CASES["sound"]["book.toml"].replace("issued", 'language = "fr"\nissued')
    kettle = CASES["sound"]["essays/kettle.txt"] + '\n"Du thé ?" demandait-elle, et la bouilloire chantait déjà.\n'
    lay(manuscript, {"book.toml": book, "essays/kettle.txt": kettle})
    found = essays(manuscript)
    assert {slug: essay.language for slug, essay in found.items()} == {"waiting": "de", "kettle": "fr"}
    assert "«\u00a0Du thé\u00a0?\u00a0»" in text(found["kettle"])


def test_the_audit_names_the_steps_of_the_essays_own_language(manuscript, tmp_path):
    build(manuscript, tmp_path / "out", ())
    (audit,) = (tmp_path / "out").glob("*-audit.json")
    rows = {row["essay"]: row["lines"] for row in json.loads(audit.read_text("utf-8"))["essays"]}
    (line,) = [row for row in rows["waiting"] if "Seite 12-14" in row["text"]]
    assert line["steps"] == ["ranges"]


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """Make the book in every edition that tells a language."""
    folder = tmp_path_factory.mktemp("two-languages")
    lay(folder / "book", CASES["sound"] | IN_GERMAN)
    build(folder / "book", folder / "out", ("epub", "screen", "site"))
    return folder / "out"


def files(epub):
    with ZipFile(epub) as book:
        return {name.rpartition("/")[2]: book.read(name) for name in book.namelist()}


def test_the_epub_tells_the_language_of_each_essay_and_all_of_the_book(editions, checker, tmp_path):
    found = files(editions / "a-book-of-rooms.epub")
    told = {name: etree.fromstring(found[f"essay-{name}.xhtml"]).attrib for name in ("waiting", "kettle")}
    assert {name: (each["lang"], each[XML_LANG]) for name, each in told.items()} == {
        "waiting": ("de", "de"),
        "kettle": ("en", "en"),
    }
    package = etree.fromstring(found["content.opf"])
    assert [each.text for each in package.iter("{http://purl.org/dc/elements/1.1/}language")] == ["en", "de"]
    assert checker.check(editions / "a-book-of-rooms.epub", tmp_path / "report.json").clean


def test_what_the_book_says_under_an_essay_is_in_the_books_language(editions):
    page = etree.fromstring(files(editions / "a-book-of-rooms.epub")["essay-waiting.xhtml"])
    (origin,) = page.xpath("//*[@class='origin']")
    assert (origin.get("lang"), origin.get(XML_LANG)) == ("en", "en")


def test_the_pdf_tells_the_language_of_the_essay(editions):
    with pikepdf.open(editions / "a-book-of-rooms-screen.pdf") as pdf:
        assert str(pdf.Root.Lang) == "en"
        told = [str(each.Lang) for each in structure(pdf.Root.StructTreeRoot.K[0]) if "/Lang" in each]
    assert told == ["de"]


def structure(element):
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from structure(kid)


def test_the_site_tells_the_languages(editions):
    site = editions / "site"
    main = html.document_fromstring((site / "essays" / "waiting.html").read_text("utf-8")).find(".//main")
    assert main.get("lang") == "de"
    single = etree.fromstring(files(site / "essays" / "waiting.epub")["content.opf"])
    assert [each.text for each in single.iter("{http://purl.org/dc/elements/1.1/}language")] == ["de"]
    record = (site / "onix.xml").read_text("utf-8")
    assert record.count("<LanguageCode>eng<") == record.count("<LanguageCode>ger<") > 0
