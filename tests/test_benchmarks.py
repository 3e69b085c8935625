"""The table of cleaning is right: on a page of our own, whose every part is known."""

import json

import pytest
from click.testing import CliRunner

from benchmarks.cleaning import main, score
from benchmarks.parts import COLUMNS, Page, parts
from fleuron.model import Line
from places import ROOT

PROSE = (ROOT / "tests" / "cases" / "prose.txt").read_text("utf-8").split("\n")[:4]
HEAD, ITEM = "What is said at the door", "1. Say it at once, and then stay for as long as that takes you."
SPEECH = "I have sat in that very chair, and I can tell you all that it has one short leg and no more than that."
GOLD = [PROSE[0], HEAD, PROSE[1], ITEM, PROSE[2]]
PAGE = ["Skip to content", "The Second Chair", *GOLD, "2 comments", SPEECH]


def page(lines=PAGE):
    numbered = tuple(Line(2 * at + 1, text) for at, text in enumerate(lines))
    return Page("0001", numbered, "\n".join(GOLD), "The Second Chair", essay=True, comments=True)


def kept(*places):
    return [[at in places for at in range(len(PAGE))]]


@pytest.mark.parametrize(
    ("places", "figures"),
    [
        (range(9), (1, 1, 1, 1, 1, 1)),
        (range(2, 7), (1, 1, 1, 1, 0, 0)),
        (range(3, 6), (0, 0, 1, 1, 0, 0)),
        ((2, 4, 6, 7), (1, 1, 0, 0, 0.5, 0)),
    ],
)
def test_the_parts_of_an_essay_are_counted(places, figures):
    counted = parts([page()], kept(*places), kept())
    assert dict(zip(COLUMNS, counted, strict=True)) == dict(zip(COLUMNS, figures, strict=True))


def test_a_first_line_that_is_told_above_the_text_is_kept():
    assert parts([page()], kept(*range(3, 7)), kept(2))[0] == 1


def test_a_line_of_the_essay_is_not_looked_for_in_a_menu():
    keep = [at >= 3 for at in range(len(PAGE) + 1)]
    assert parts([page([HEAD, *PAGE])], [keep], [[False] * len(keep)])[0] == 1


def test_an_essay_that_is_kept_whole_and_alone_scores_one():
    (keep,) = kept(*range(2, 7))
    assert score(page(), keep) == (1.0, 1.0)
    (keep,) = kept(*range(9))
    assert score(page(), keep)[0] < 1.0


def test_the_table_is_printed_in_one_run(tmp_path):
    told = {"title": "The Second Chair", "essay": True, "url": ""}
    each = {"seed": True, "full": True}
    row = told | {"id": "0001", "comments": each, "oracle": {"seed": 1.0, "full": 1.0}}
    (tmp_path / "index.jsonl").write_text(json.dumps(row), "utf-8")
    for name in ("seed", "full"):
        (tmp_path / f"0001.{name}.txt").write_text("\n\n".join(PAGE), "utf-8")
    (tmp_path / "0001.gold.txt").write_text("\n".join(GOLD), "utf-8")
    said = CliRunner().invoke(main, [str(tmp_path), "--no-peers"]).output
    rows = {line[:36].strip(): line[36:].split() for line in said.splitlines() if line[36:].strip()}
    assert rows["full: 1 pages"][:2] == ["F1", "all"]
    assert rows["keep everything"][3] == "1.000"
    assert rows["fleuron (trained on dev)"][3] == "1.000"
    assert rows["fleuron (trained on dev)"][-2] == "1.000"  # the title
