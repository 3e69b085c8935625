"""The marked page: every word of it is there, and all that goes or comes is marked."""

import re
from dataclasses import replace

from hypothesis import given, settings

from fleuron.clean import clean
from fleuron.cli.pages import _marked
from fleuron.marking import mark, written
from fleuron.model import Decisions, Role, Ruling
from test_account import PAGE
from test_clean import pages

SAID = """\
    1 =  title           The Bench | [-Consulting Rooms-]  (title, 100 %; site)
    3 =  byline          [-By-] Ada Wren  (bylines, 100 %)
    5 ~  body            I am writing this on [-the ferry,-] {+a boat,+} because you asked me to put it down while
    6 ~  body            I still had the smell of the place on my coat. The consulting room was on
    7 ~  body            the second floor, over a shop that sold nothing but [-buttons -- and ac--]
    8 ~  body            [-cording-] {+buttons—and according+} to the woman who sold them, nobody had ever gone up
   10 ~  list            [-• She-] {+He+} kept"""


def test_an_editor_reads_what_became_of_each_word():
    rows = [written(row) for row in mark(clean(PAGE))]
    for row, said in zip(rows, SAID.split("\n"), strict=False):
        assert row.startswith(said)
    assert rows[2].endswith("(joined; “the ferry” is now “a boat”; dashes)")


def test_a_cut_line_is_told_with_its_rule_and_how_sure_that_is():
    line = replace(PAGE.lines[0], number=20, text="Leave a Reply")
    row = written(mark(clean(replace(PAGE, lines=(*PAGE.lines, line))))[-1])
    assert re.fullmatch(r"   20 -  widget          Leave a Reply  \(furniture/[\w-]+, 100 %\)", row)


@settings(deadline=None)
@given(pages)
def test_what_is_kept_and_taken_out_is_the_page(source):
    for line, row in zip(source.lines, mark(clean(source)), strict=True):
        assert row.number == line.number
        left = " ".join(piece.text for piece in row.pieces if piece.fate != "in")
        assert left.split() == line.text.split()


@settings(deadline=None)
@given(pages)
def test_what_is_kept_and_put_in_is_the_text(source):
    essay = clean(source)
    for verdict, row in zip(essay.verdicts, mark(essay), strict=True):
        if verdict.role.printed:
            shown = " ".join(piece.text for piece in row.pieces if piece.fate != "out")
            assert shown.split() == verdict.text.split()


def test_a_line_of_words_that_the_editor_makes_a_break_is_taken_out():
    line = PAGE.lines[-1]
    ruled = replace(PAGE, decisions=Decisions(rulings=(Ruling(line.number, line.text, Role.BREAK),)))
    assert [piece.fate for piece in mark(clean(ruled))[-1].pieces] == ["out", "in"]


def test_a_terminal_is_shown_colours():
    shown = _marked(clean(PAGE), coloured=True)
    assert "\x1b[31m\x1b[9mthe ferry,\x1b[0m \x1b[32ma boat,\x1b[0m" in shown
