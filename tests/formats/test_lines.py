"""A document -> the same, its paragraphs in lines: no word, link, note or emphasis changes."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

import pyphen
import pytest
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from fleuron.formats.house import address, house
from fleuron.formats.lines import RULES, set_lines, set_parts
from fleuron.formats.measure import Measure
from fleuron.formats.paragraphs import read_paragraphs
from fleuron.formats.press import Shelf
from samples import PROSE, edition

THEME = edition().theme
TEXT = PROSE[4]


def composed(xhtml: str, more: str = "") -> tuple[Element, int]:
    """Return the body of a page after composing, and how many paragraphs were left."""
    fonts = FontConfiguration()
    shelf = Shelf({address(face.data): face.data for face in THEME.faces})
    css = house(edition()).css + RULES + more
    sheet = CSS(string=css, font_config=fonts, url_fetcher=shelf)
    page = f'<html lang="en-GB"><body><section class="essay body">{xhtml}</section></body></html>'
    html = HTML(string=page, url_fetcher=shelf)
    found, left = read_paragraphs(html.etree_element, Measure(html, sheet, fonts, THEME.faces), "en-GB")
    for paragraph in found.values():
        set_lines(paragraph, next(iter(paragraph.settings)))
    return html.etree_element.find(".//section"), len(left)


def lines(element: Element) -> list[str]:
    composed = [found for found in element.iter() if "composed" in found.get("class", "")]
    return [line for found in composed for line in "".join(found.itertext()).split("\n")]


def whole(element: Element) -> str:
    """Read the text back: a line end is a space, but after a hyphen of ours or a dash."""
    return "".join(element.itertext()).replace("‐\n", "").replace("—\n", "—").replace("\n", " ")


@pytest.mark.parametrize(
    "xhtml",
    [
        TEXT,
        TEXT.replace("to be seen", "<em>to be seen</em>"),
        TEXT.replace("to be seen to know", "<em>to be <strong>seen</strong> to</em> know"),
        f'<em>{TEXT}</em> {TEXT} <a href="#x">{TEXT}</a>',
        f'<span class="drop">“H</span><span class="lead"><span>ear</span> me out</span> {TEXT}',
    ],
)
def test_words_and_emphasis_stay(xhtml: str) -> None:
    before = HTML(string=f"<p>{xhtml}</p>").etree_element.find(".//p")
    found, left = composed(f"<p>{xhtml}</p>")
    assert left == 0
    assert whole(found) == "".join(before.itertext())
    for tag in ("em", "strong", "a"):
        kept = "".join(whole(part) for part in found.iter(tag)).replace(" ", "").replace("‐", "")
        assert kept == "".join("".join(part.itertext()) for part in before.iter(tag) if tag).replace(" ", "")


def test_an_id_stands_once_and_a_link_goes_on() -> None:
    found, _ = composed(f'<p><a id="one" href="https://a.example/">{TEXT}</a></p>')
    links = list(found.iter("a"))
    assert len(links) > 1
    assert [link.get("id") for link in links] == ["one", *[None] * (len(links) - 1)]
    assert {link.get("href") for link in links} == {"https://a.example/"}


def test_a_note_stays_at_its_call() -> None:
    first, rest = TEXT.split(". ", 1)
    found, left = composed(f'<p>{first}.<span class="note">A <em>note</em>.</span> {rest}</p>')
    (note,) = (span for span in found.iter("span") if span.get("class") == "note")
    assert left == 0
    assert "".join(note.itertext()) == "A note."
    assert any(f"{first[-9:]}.A note." in line for line in lines(found))


def test_white_space_is_one_space() -> None:
    found, _ = composed("<p>\n  One <em> two\n</em>  three\u00a0four \n</p>")
    assert lines(found) == ["One two three\u00a0four"]


def test_a_drop_cap_stands_in_the_first_line() -> None:
    found, _ = composed(f'<header></header><p class="opening"><span class="drop">T</span>{TEXT}</p>')
    first = found.find("p")[0]
    assert first[0].get("class") == "drop"
    indented = [span for span in found.iter("span") if "padding-left" in span.get("style", "")]
    assert len(indented) == 3 - 1


def test_a_drop_cap_that_is_a_word_keeps_its_space() -> None:
    drop = '<span class="drop">I</span><span class="lead">\u00a0am a lock</span>smith.'
    element, _ = composed(f'<p class="opening">{drop} {TEXT}</p>')
    assert "".join(element.itertext()).startswith("I\u00a0am a locksmith.")


@pytest.mark.parametrize("xhtml", ['a <img src="x" alt="x"/>', "\u4f60\u597d", "\u05e9\u05dc\u05d5\u05dd"])
def test_what_cannot_be_composed_is_left_as_it_was(xhtml: str) -> None:
    found, left = composed(f"<p>{xhtml}</p>")
    assert left == 1
    assert not lines(found)


@pytest.mark.parametrize("xhtml", [f"<h2>{TEXT}</h2>", f'<p class="caption">{TEXT}</p>'])
def test_what_is_not_justified_keeps_its_spaces_and_its_words_whole(xhtml: str) -> None:
    found, _ = composed(xhtml)
    assert len(lines(found)) > 1
    assert "‐" not in "".join(found.itertext())
    assert "word-spacing" not in "".join(part.get("style", "") for part in found.iter())


def test_lines_that_the_author_broke_stay() -> None:
    found, _ = composed("<p>one<br/>two</p>")
    assert not lines(found)
    assert found.find("p/br") is not None


def test_a_title_is_balanced() -> None:
    found, _ = composed("<header><h1>A Title That Is Just a Little Too Long for One Line</h1></header>")
    first, last = lines(found)
    assert abs(len(first) - len(last)) < 12


def test_quotations_and_lists_have_their_own_width() -> None:
    found, left = composed(f"<p>{TEXT}</p><blockquote><p>{TEXT}</p></blockquote><ul><li>{TEXT}</li></ul>")
    assert left == 0
    body, quote, item = found[0], found[1][0], found[2][0]
    assert len(lines(quote)) >= len(lines(body))
    assert len(lines(item)) >= len(lines(body))


def test_a_foreign_face_is_left() -> None:
    _, left = composed(f"<p>{TEXT}</p>", "p { font-family: serif }")
    assert left == 1


def test_a_paragraph_cut_by_a_page_keeps_its_words() -> None:
    fonts = FontConfiguration()
    sheet = CSS(string=house(edition()).css, font_config=fonts)
    cut = f'<p id="one">{TEXT} <em id="two">{TEXT}</em> <em id="three">End.</em></p>'
    html = HTML(string=f"<section>{cut}<p>after</p></section>")
    root = html.etree_element
    parent = root.find(".//section")
    found, _ = read_paragraphs(root, Measure(html, sheet, fonts, THEME.faces), "en-GB")
    paragraph = found[parent[0]]
    count = next(iter(paragraph.settings))
    set_parts(paragraph, count, {3: None, 5: None}, parent, "cut")
    parts = list(parent)[:-1]
    assert [len("".join(part.itertext()).split("\n")) for part in parts] == [3, 2, count - 5]
    assert (
        " ".join("".join(part.itertext()) for part in parts).replace("‐\n", "").replace("‐ ", "").replace("\n", " ")
        == f"{TEXT} {TEXT} End."
    )
    assert [found.get("id") for part in parts for found in part.iter("em") if found.get("id")] == ["two", "three"]
    assert [part.get("id") for part in parts] == ["one", None, None]
    assert ["break-before:page" in part.get("style", "") for part in parts] == [False, True, True]


def test_words_are_divided_as_their_own_language_does() -> None:
    text = "Lebensgeschichten, Therapeutinnen, Wartezimmerstühle und Beratungsgespräche gehören zusammen. " * 6
    german = pyphen.Pyphen(lang="de")

    def strange(found: Element) -> list[str]:
        ends = [(one[:-1].split()[-1], other.split()[0]) for one, other in pairwise(lines(found)) if one[-1] == "‐"]
        assert ends
        return [f"{one}-{other}" for one, other in ends if len(one) not in german.positions(one + other)]

    assert strange(composed(f"<p>{text}</p>")[0])
    assert strange(composed(f'<div lang="de"><p>{text}</p></div>')[0]) == []
