"""Short essays of our own in tests/pages, as scrapers leave them in many systems and languages.

`+ line` is the essay's, `- line` is not, `= line` is its head: title, byline, date, standfirst. `* line` is the essay's
and is not kept yet, `~ line` is not and is printed yet. `title | …` and `author | …` above the page say what it tells
of itself, in brackets what is not read yet.
"""

import re
from pathlib import Path

import pytest

from fleuron.account import lost
from fleuron.clean import clean
from fleuron.model import Line, Source

PAGES = sorted((Path(__file__).parents[1] / "pages").glob("*.txt"))
TOLD = re.compile(r"\(?(title|author) \| (.+?)\)?$")


def read(path):
    """Read a page: its source, the mark of each line, and what it says of itself."""
    rows = path.read_text("utf-8").splitlines()
    told = [row for row in rows if TOLD.match(row)]
    body = rows[len(told) :]
    marks = {number: row[0] for number, row in enumerate(body, 1) if row[2:].strip()}
    source = Source(path.stem, path.name, tuple(Line(number, body[number - 1][2:]) for number in marks))
    return source, marks, {TOLD.match(row)[1]: TOLD.match(row)[2] for row in told if not row.startswith("(")}


def kept(verdict):
    return verdict.role.printed or verdict.role.told


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_essay_is_printed_and_nothing_else(path):
    source, marks, told = read(path)
    essay = clean(source)
    rows = [(verdict.line.text, marks[verdict.line.number], verdict) for verdict in essay.verdicts]
    assert [text for text, mark, verdict in rows if mark == "+" and not kept(verdict)] == []
    assert [text for text, mark, verdict in rows if mark == "-" and verdict.role.printed] == []
    right = [text for text, mark, verdict in rows if mark == "*" and kept(verdict)]
    right += [text for text, mark, verdict in rows if mark == "~" and not verdict.role.printed]
    assert right == [], "the day a failure is none, its mark must go"
    assert {"title": essay.title, "author": " and ".join(essay.authors)} | told == {
        "title": essay.title,
        "author": " and ".join(essay.authors),
    }
    assert list(lost(source, essay)) == []


def test_the_pages_speak_many_tongues_and_hold_few_failures():
    marks = [mark for path in PAGES for mark in read(path)[1].values()]
    assert len(PAGES) >= 20
    assert (marks.count("*") + marks.count("~")) / len(marks) < 0.05
