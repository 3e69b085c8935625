"""What the editor's friends ask for: Markdown, plain text, Word. The same words in all of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from fleuron.formats.safety import tree
from formats.editions import hostile
from samples import edition

NAMES = ("markdown", "text", "docx")
TESTS = Path(__file__).parents[1]
WORDML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def _made(name: str) -> bytes:
    made: bytes = import_module(f"fleuron.formats.{name}").render(edition()).data
    return made


def _word(part: str) -> etree._Element:
    with ZipFile(BytesIO(_made("docx"))) as book:
        return etree.fromstring(book.read(f"word/{part}.xml"))


def _said(name: str) -> str:
    match name:
        case "docx":
            return " ".join("".join(p.itertext(f"{WORDML}t")) for p in _word("document").iter(f"{WORDML}p"))
        case _:
            return re.sub(r"\]\(\S+\)", "", _made(name).decode())  # the addresses of links


def _letters(text: str) -> str:
    """Leave out what a notation adds and a line end moves."""
    return re.sub(r"[^\w“”‘’—–…&]", "", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_paragraph_of_every_essay_is_there(name: str) -> None:
    said = _letters(_said(name))
    for division in edition().book.divisions:
        if division.essay:
            for paragraph in tree(division.xhtml).iter("{*}p", "{*}h2", "{*}h3"):
                if not paragraph.xpath("ancestor-or-self::*[@role='doc-endnotes'] | .//*[@role='doc-noteref']"):
                    assert _letters("".join(paragraph.itertext())) in said


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_do_no_harm(name: str) -> None:
    made = import_module(f"fleuron.formats.{name}").render(hostile())
    assert made.count > 0
    assert made.data


def test_the_same_bytes_elsewhere(tmp_path: Path) -> None:
    say = (
        "from hashlib import sha256; from importlib import import_module; from samples import edition; "
        f"[print(sha256(import_module('fleuron.formats.' + n).render(edition()).data).hexdigest()) for n in {NAMES}]"
    )
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent / "scripts")])
    settings = os.environ | {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONPATH": paths}
    told = subprocess.run([sys.executable, "-c", say], env=settings, cwd=tmp_path, capture_output=True, check=True)
    assert told.stdout.decode().split() == [sha256(_made(name)).hexdigest() for name in NAMES]


def test_markdown_begins_with_the_facts_and_nests_essays_under_parts() -> None:
    _, front, text = _made("markdown").decode().split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in front.splitlines())
    assert json.loads(facts["title"]) == "A Chair by the Window"
    assert json.loads(facts["author"]) == ["Ada Wren", "Tobias Marsh", "Ines Fenn"]
    assert "\n## The Kettle and the Chair\n" in text
    assert "\n### Beginning\n" in text
    assert "begins.[^1] In 1984 it was **nobody**." in text
    assert "[^1]: It was an *electric* kettle." in text
    assert "<" not in text.replace("\\<", "")


def test_word_has_styles_to_change_and_notes_at_the_foot() -> None:
    styles = [style.get(f"{WORDML}val") for style in _word("document").iter(f"{WORDML}pStyle")]
    assert {"Title", "Heading1", "Heading2", "Byline", "Standfirst", "Caption", "Origin"} <= {*styles}
    assert "electric" in "".join(_word("footnotes").itertext())
