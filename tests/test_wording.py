"""The book's own words: the same in every language, and in the book's own wherever it speaks."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path

import pytest
from lxml import html

import fleuron.wording
from fleuron.wording import called, own, wording
from formats.sites import site
from samples import edition

FILES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in Path(fleuron.wording.__file__).parent.glob("*.toml")
}
ENGLISH = FILES["en"]
SITE = (
    *("skip", "apps", "read-here", "bibliography", "cited", "subscribe", "trade", "sums", "alone", "cite"),
    *("access-text", "access-ways", "access-pdf", "access-site", "accessibility"),
)


def blanks(words: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(words) if name is not None]


@pytest.mark.parametrize("language", FILES)
def test_every_language_says_all_that_english_does(language: str) -> None:
    words = FILES[language]
    assert set(words) == set(ENGLISH)
    assert all(
        sorted(blanks(words[key])) == sorted(blanks(told)) for key, told in ENGLISH.items() if isinstance(told, str)
    )
    assert len(words["months"]) == 12 == len(words["numbers"])
    assert all(str(told).strip() for told in words.values())


def test_the_seven_languages_are_there() -> None:
    assert {"en", "de", "fr", "es", "it", "nl", "pt"} <= set(FILES)


def test_a_region_has_the_words_of_its_language_and_an_unknown_one_the_english() -> None:
    assert (own("de-AT"), own("is"), own("DE")) == ("de", "", "de")
    assert wording("pt-BR")["contents"] == "Índice"
    assert wording("is").language == "en"
    assert called("widow", "fr") == "Widow"


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "3 May 2019"), ("de", "3. Mai 2019"), ("es", "3 de mayo de 2019"), ("nl", "3 mei 2019")],
)
def test_a_date_is_written_as_the_language_does(language: str, day: str) -> None:
    assert wording(language).date("2019", 5, 3) == day


@pytest.mark.parametrize("language", sorted(set(FILES) - {"en"}))
def test_the_site_speaks_the_books_language(language: str) -> None:
    """No sentence of the English words is left on any page, and each page says what language it is in."""
    made = site(edition(), language=language)
    sentences = [ENGLISH[key].partition("{")[0].strip() for key in SITE]
    for path, data in made.items():
        if path.endswith(".html"):
            page = html.document_fromstring(data.decode())
            assert page.get("lang") == language
            said = " ".join(page.text_content().split())
            assert [each for each in sentences if each in said] == []
    first = " ".join(html.document_fromstring(made["index.html"].decode()).text_content().split())
    words = wording(language)
    for told in (words["read-here"], words["access-ways"], words["by-editor"].format("Ines Fenn")):
        assert " ".join(told.split()) in first


def test_a_site_without_words_of_its_own_says_that_they_are_english() -> None:
    page = html.document_fromstring(site(edition(), language="is")["index.html"].decode())
    assert page.get("lang") == "en"
    assert page.xpath("//h1/@lang") == ["is"]
