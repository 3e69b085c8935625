"""An essay in German inside an English book: its marks, and what every edition says of its language."""

from __future__ import annotations

import json

import pytest

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


@pytest.fixture
def manuscript(tmp_path):
    """Lay the sound book, its first essay now in German."""
    lay(tmp_path / "book", CASES["sound"])
    sidecar = 'authors = ["ida-marlowe"]\nlanguage = "de"\n'
    lay(tmp_path / "book" / "essays", {"waiting.txt": GERMAN, "waiting.toml": sidecar})
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
