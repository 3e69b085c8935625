from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import onixcheck
import pytest
from lxml import etree, html

from formats.sites import bare, plain, printed, site, spoilt
from gates import opds, scripts
from places import need
from samples import edition

MAKERS = {
    "sample": plain,
    "with an address": lambda: site(edition(), address="https://book.example/", series="Chairs"),
    "printed": printed,
    "hostile": spoilt,
    "bare": bare,
}


@pytest.fixture(scope="module", params=MAKERS)
def made(request: pytest.FixtureRequest) -> Mapping[str, bytes]:
    return MAKERS[request.param]()


@pytest.fixture(scope="module")
def whole() -> Mapping[str, bytes]:
    return printed()


def test_the_trades_record_is_valid_onix(made: Mapping[str, bytes], tmp_path) -> None:
    (tmp_path / "onix.xml").write_bytes(made["onix.xml"])
    assert [fault.short for fault in onixcheck.validate(str(tmp_path / "onix.xml"))] == []


def test_the_gate_of_onix_can_fail(whole: Mapping[str, bytes], tmp_path) -> None:
    (tmp_path / "onix.xml").write_bytes(whole["onix.xml"].replace(b">E101<", b">E999<"))
    assert onixcheck.validate(str(tmp_path / "onix.xml"))


def test_the_feeds_hold_what_reading_apps_must_find(made: Mapping[str, bytes]) -> None:
    assert opds.faults(json.loads(made["opds.json"])) == []
    assert opds.faults_of_old(made["opds.xml"]) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"acquisition/open-access", b"acquaintance"),
        (b"<updated>", b"<updated>on "),
        (b"application/pdf", b"pdf"),
        (b'rel="start"', b'rel="end"'),
        (b"</entry>", b"<title>Again</title></entry>"),
        (b"<name>Ada Wren</name>", b""),
        (b'length="7"', b'length="little"'),
        (b">en-GB<", b">Queen's<"),
        (b'href="cover.jpg"', b'href="the cover.jpg"'),
        (b"<summary type", b"<summary kind"),
    ],
)
def test_the_gate_of_the_old_feed_can_fail(whole: Mapping[str, bytes], old: bytes, new: bytes) -> None:
    assert old in whole["opds.xml"]
    assert opds.faults_of_old(whole["opds.xml"].replace(old, new))


@pytest.mark.parametrize("key", ["metadata", "links", "images"])
def test_the_gate_of_the_feed_misses_nothing(whole: Mapping[str, bytes], key: str) -> None:
    feed = json.loads(whole["opds.json"])
    del feed["publications"][0][key]
    assert opds.faults(feed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("acquisition/open-access", "acquaintance"),
        ('"self"', '"selves"'),
        ("image/jpeg", "image/webp"),
        ('"2026-03-01"', '"March"'),
        ("T00:00:00Z", " midnight"),
        ('"sortAs"', '"sorted"'),
        ('"size": 7', '"size": "7 kB"'),
        ('"en-GB"', '"the Queen\'s"'),
        ('"unlocked"', '"open"'),
        ("urn:uuid:", ""),
    ],
)
def test_the_gate_of_the_feed_can_fail(whole: Mapping[str, bytes], old: str, new: str) -> None:
    feed = whole["opds.json"].decode()
    assert old in feed
    assert opds.faults(json.loads(feed.replace(old, new)))


def test_both_feeds_offer_the_same_files(whole: Mapping[str, bytes]) -> None:
    links = json.loads(whole["opds.json"])["publications"][0]["links"]
    new = {link["href"]: link["size"] for link in links if "acquisition" in link["rel"]}
    old = etree.fromstring(whole["opds.xml"]).xpath("//*[local-name()='link'][contains(@rel, 'acquisition')]")
    assert new == {link.get("href"): int(link.get("length")) for link in old}
    assert {href: len(whole[href]) for href in new} == new


def linked(made: Mapping[str, bytes]) -> dict[str, Any]:
    """Read the JSON-LD of the first page."""
    page = html.document_fromstring(made["index.html"].decode())
    return json.loads(page.xpath("string(//script[@type='application/ld+json'])"))


def test_what_search_engines_read_is_of_the_types_of_schema_org(whole: Mapping[str, bytes]) -> None:
    lacking = scripts.missing("schema-dts", "typescript")
    need(not lacking, lacking)
    said = linked(whole)
    spoilt = [
        said | {"numberOfPages": {"@type": "Person", "name": "Ada"}},
        said | {"autor": "Ada Wren"},
        said | {"@type": "Boook"},
        said | {"hasPart": [{"@type": "Article", "writer": "Ada"}]},
    ]
    books = [linked(make()) for make in MAKERS.values()]
    *sound, one, two, three, four = scripts.run("linked.js", told=[*books, *spoilt])
    assert sound == [[]] * len(MAKERS)
    assert all((one, two, three, four))


def test_search_engines_find_a_part_for_each_essay(whole: Mapping[str, bytes]) -> None:
    data = linked(whole)
    parts = {part["name"]: part for part in data["hasPart"]}
    assert data["@type"] == "Book"
    assert [writer["name"] for writer in parts["Plums & Other <Gifts>"]["author"]] == ["Ines Fenn", "Ada Wren"]
    assert parts["The Kettle and the Chair"]["pagination"].startswith("3")
    assert {example["encoding"]["encodingFormat"] for example in data["workExample"]} == {
        "application/epub+zip",
        "application/pdf",
    }


def test_an_essay_is_cited_with_its_pages_and_the_book_it_is_in(whole: Mapping[str, bytes]) -> None:
    page = html.document_fromstring(whole["essays/plums.html"].decode())
    said = page.xpath("string(//p[@class='citation'])")
    assert said.startswith("Fenn, Ines and Ada Wren. “Plums & Other <Gifts>.” In A Chair by the Window: Essays")
    assert said.endswith("The Sample Press, 2026.")
    item = json.loads(whole["cite/plums.json"])[0]
    assert item["author"] == [{"family": "Fenn", "given": "Ines"}, {"family": "Wren", "given": "Ada"}]
    assert f", edited by Ines Fenn, {item['page']}." in said


def test_citations_are_escaped_as_each_form_asks(whole: Mapping[str, bytes]) -> None:
    bibtex, ris = whole["cite/plums.bib"].decode(), whole["cite/plums.ris"].decode()
    assert r"title = {{Plums \& Other <Gifts>}}" in bibtex
    assert bibtex.count("{") == bibtex.count("}")
    assert "author = {Fenn, Ines and Wren, Ada}" in bibtex
    assert ris.startswith("TY  - CHAP\r\nAU  - Fenn, Ines\r\nAU  - Wren, Ada\r\n")
    assert ris.endswith("ER  - \r\n")


def test_the_books_own_file_cites_the_book_and_every_essay(whole: Mapping[str, bytes]) -> None:
    kinds = [item["type"] for item in json.loads(whole["cite/book.json"])]
    assert kinds == ["book", "chapter", "chapter", "chapter"]


def test_hostile_words_break_no_citation() -> None:
    made = spoilt()
    assert made["cite/book.bib"].decode().count("\n@") == 5
    assert json.loads(made["cite/book.json"])
    assert all(len(line) < 3 or line[2:6] == "  - " for line in made["cite/book.ris"].decode().split("\r\n"))
