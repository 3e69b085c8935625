"""Subjects in words and as codes: how each is read, and what the EPUB and the trade's records say of it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import onixcheck
import pytest
from lxml import etree

from fleuron.formats.epub import render
from fleuron.subjects import BISAC, THEMA, Subject, _codes, intended, miswritten, subject
from formats.sites import site
from samples import edition

SUBJECTS = ("Listening", "PSY028000", "MKMT", "PSY099000")
OPF = {"dc": "http://purl.org/dc/elements/1.1/", "o": "http://www.idpf.org/2007/opf"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("PSY028000", Subject("PSYCHOLOGY / Psychotherapy / General", "BISAC", "PSY028000")),
        ("MKMT", Subject("Psychotherapy", "Thema", "MKMT")),
        ("PSY099000", Subject("PSY099000", "BISAC", "PSY099000", known=False)),
        ("JMZZ", Subject("JMZZ", "Thema", "JMZZ", known=False)),
        ("PTSD", Subject("PTSD")),
        ("Psychotherapy", Subject("Psychotherapy")),
    ],
)
def test_a_subject_is_words_or_a_code(text: str, told: Subject) -> None:
    assert subject(text) == told


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PSY02800", "PSY028000"),
        ("psy028000", "PSY028000"),
        ("PSY 028000", "PSY028000"),
        ("LCO01000", "LCO010000"),
        ("mkmt", "MKMT"),
        ("XQW12345", ""),
    ],
)
def test_what_is_almost_a_code_is_told_from_words(text: str, code: str) -> None:
    assert miswritten(text)
    assert intended(text) == code


@pytest.mark.parametrize("text", ["PSY099000", "MKMT", "Essays", "The 1980s", "PTSD", "Covid19", "& < > \" '"])
def test_codes_and_words_are_not_miswritten(text: str) -> None:
    assert not miswritten(text)


def test_every_code_has_the_form_of_its_list() -> None:
    forms: dict[str, re.Pattern[str]] = {"BISAC": BISAC, "Thema": THEMA}
    assert set(_codes()) == set(forms)
    assert [code for name, form in forms.items() for code in _codes()[name] if not form.fullmatch(code)] == []


def test_the_epub_names_the_list_of_each_code(checker, tmp_path) -> None:
    sample = edition()
    plan = replace(sample.book.plan, subjects=SUBJECTS)
    data = render(replace(sample, book=replace(sample.book, plan=plan))).data
    (tmp_path / "book.epub").write_bytes(data)
    assert checker.check(tmp_path / "book.epub", tmp_path / "report.json").clean
    with ZipFile(BytesIO(data)) as book:
        package = etree.fromstring(book.read("EPUB/content.opf"))
    told = {
        each.text: [
            package.findtext(f".//o:meta[@refines='#{each.get('id')}'][@property='{name}']", namespaces=OPF)
            for name in ("authority", "term")
        ]
        for each in package.iterfind(".//dc:subject", OPF)
    }
    assert told == {
        "Listening": [None, None],
        "PSYCHOLOGY / Psychotherapy / General": ["BISAC", "PSY028000"],
        "Psychotherapy": ["Thema", "MKMT"],
        "PSY099000": ["BISAC", "PSY099000"],
    }


def test_the_trades_records_have_the_codes(tmp_path) -> None:
    made = site(edition(), subjects=SUBJECTS)
    (tmp_path / "onix.xml").write_bytes(made["onix.xml"])
    assert onixcheck.validate(str(tmp_path / "onix.xml")) == []
    record = etree.fromstring(made["onix.xml"])
    told = [[str(each.text) for each in found] for found in record.iterfind(".//{*}Product[1]//{*}Subject")]
    assert told == [["10", "PSY028000"], ["93", "MKMT"], ["10", "PSY099000"], ["20", "Listening"]]
    publication = json.loads(made["opds.json"])["publications"][0]["metadata"]
    assert [each.get("code") for each in publication["subject"]] == [None, "PSY028000", "MKMT", "PSY099000"]
