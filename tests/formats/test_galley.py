"""Edition -> the one document that pages are made of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from fleuron.formats.galley import galley
from fleuron.model import Edition
from samples import book, plain


@pytest.fixture(scope="module")
def root() -> etree._Element:
    return galley(plain())


def section(root: etree._Element, id: str) -> etree._Element:
    (found,) = root.xpath(f'//section[@id="{id}"]')
    return found


def essay(xhtml: str) -> etree._Element:
    """Return the galley of one essay with this text."""
    sample = book()
    division = next(division for division in sample.divisions if division.kind == "essay")
    changed = replace(division, xhtml=f"<header><h1>Title</h1></header>{xhtml}")
    return galley(Edition(replace(sample, divisions=(changed,)), plain().theme)).find("body/section")


def words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_divisions_keep_their_order_and_names(root: etree._Element) -> None:
    assert [found.get("id") for found in root.iter("section")] == [division.id for division in book().divisions]
    assert section(root, "part-1").get("class") == "part body"
    assert root.get("lang") == "en-GB"


def test_heads_are_author_and_short_title(root: etree._Element) -> None:
    boots = section(root, "essay-boots")
    assert (boots.get("data-verso"), boots.get("data-recto")) == ("Tobias Marsh", "For the Forty-Eighth Minute")
    assert section(root, "foreword").get("data-verso") == "A Chair by the Window"


def test_contents_list_what_opens_with_a_title(root: etree._Element) -> None:
    entries = section(root, "contents").xpath(".//li")
    assert [entry.xpath("string(.//a/@href)") for entry in entries] == [
        "#foreword",
        "#part-1",
        "#essay-kettle",
        "#essay-boots",
        "#part-2",
        "#essay-plums",
        "#afterword",
        "#contributors",
        "#credits",
    ]
    assert words(entries[5]) == "Plums & Other <Gifts>Ines Fenn and Ada Wren"
    assert entries[0].get("class") == "foreword front"


def test_a_note_stands_where_it_is_called(root: etree._Element) -> None:
    kettle = section(root, "essay-kettle")
    (note,) = kettle.xpath('.//span[@class="note"]')
    assert words(note) == "It was an electric kettle."
    assert words(note.getparent()) == "Somebody always begins.It was an electric kettle. In 1984 it was nobody."
    assert not kettle.xpath('.//section | .//a[@role="doc-backlink"]')


def test_a_note_that_nothing_calls_is_not_lost() -> None:
    found = essay('<p>Text.</p><section role="doc-endnotes"><ol><li id="fn1"><p>Stray.</p></li></ol></section>')
    assert "Stray." in words(found)


LONG = " and so on through the hours of an ordinary afternoon" * 5


def test_a_term_of_the_index_does_not_end_the_lead_in() -> None:
    term = '<span id="one" class="index" data-as="clocks">clock</span>'
    found = essay(f"<p>The {term} that came with my office is a leftover. {'More words. ' * 20}</p>")
    assert found.xpath('string(.//span[@class="lead"])') == "he clock that"
    assert found.xpath('.//p[@class="opening"]/@id') == ["one"]


@pytest.mark.parametrize(
    ("xhtml", "drop", "lead"),
    [
        (f"<p>The kettle was on{LONG}.</p>", "T", "he kettle was"),
        (f"<p>“Hear me out,” she said{LONG}.</p>", "“H", "ear me out"),
        (f"<p>A listener brings weather{LONG}.</p>", "A", "\N{NO-BREAK SPACE}listener brings"),
        (f"<p>Once, he said{LONG}.</p>", "O", "nce"),
        (f"<p>In <em>the</em> end{LONG}.</p>", "I", "n "),
        ("<p>It was short.</p>", "", "It was short"),
        (f"<blockquote><p>Quoted first{LONG}.</p></blockquote>", "", ""),
        (f"<p>— he dashed{LONG}.</p>", "", ""),
    ],
)
def test_an_essay_opens_with_a_drop_cap_and_a_lead_in(xhtml: str, drop: str, lead: str) -> None:
    found = essay(xhtml)
    assert found.xpath('string(.//span[@class="drop"])') == drop
    assert found.xpath('string(.//span[@class="lead"])') == lead


def test_an_opening_keeps_its_words() -> None:
    for text in (f"The kettle <em>was</em> on{LONG}.", f"“Hear me out,” she <b>said</b>{LONG}."):
        assert words(essay(f"<p>{text}</p>").find("p")) == words(etree.fromstring(f"<p>{text}</p>"))


@pytest.mark.parametrize(
    ("link", "linked"),
    [
        ('<a href="https://a.example/">all</a>', ["all"]),
        ('<a href="https://a.example/">some <em>of</em> it</a>', ["some ", "of", " it"]),
        ('<a href="https://a.example/"><strong><em>deep</em></strong></a>', ["deep"]),
        ('<a href="#nowhere">lost <em>link</em></a>', []),
        ("<a>no address</a>", []),
    ],
)
def test_links_hold_only_text_and_lead_somewhere(link: str, linked: list[str]) -> None:
    text = f"before {link} after"
    found = essay(f"<p>{text}</p>").find("p")
    assert [a.text for a in found.iter("a")] == linked
    assert all(len(a) == 0 for a in found.iter("a"))
    assert "".join(found.itertext()) == "".join(etree.fromstring(f"<p>{text}</p>").itertext())
