"""A page's own marks stay themselves; roles become structure; no word is lost on the way through pandoc."""

from html import unescape
from re import findall, sub

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleuron.cache import forgotten
from fleuron.errors import ToolError
from fleuron.model import Essay, Line, Role, Verdict
from fleuron.typeset import _pandoc, markdown, plain, typeset
from fleuron.workers import hired

MARKS = st.text(alphabet=list("ab1 *_#<>[](){}!$~^|@`\\\"'&;:+-=%./x\n"), min_size=1, max_size=30)


def essay(*rows):
    verdicts = []
    for number, row in enumerate(rows, 1):
        role, line, text, level = (*row, *("", row[1], 0)[len(row) - 1 :])[:4]
        verdicts.append(Verdict(Line(number * 2, line), Role(role), "test", text, 1.0, level))
    return Essay("one", "one.txt", "One", "", "", (), "", "", "", "", tuple(verdicts))


def words(xhtml):
    return unescape(sub(r"<[^>]+>", " ", xhtml)).split()


def xhtml(*rows):
    return typeset([essay(*rows)], {})[0][0].xhtml


@settings(max_examples=8, deadline=None)
@given(st.lists(MARKS.map(lambda text: " ".join(text.split())).filter(bool), min_size=40, max_size=60))
def test_marks_stay_themselves(texts):
    set_ = xhtml(*(("body", text) for text in texts))
    assert words(set_) == " ".join(texts).split()
    assert set(findall(r"<(\w+)", set_)) == {"p"}


def test_each_role_is_set_as_what_it_is():
    set_ = xhtml(
        ("heading", "Small hours", "Small hours", 1),
        ("heading", "Why?", "Why?", 2),
        ("body", "First."),
        ("list", "  • one", "one", 1),
        ("list", "    • inner", "inner", 2),
        ("quote", "Said."),
        ("quote", "Again."),
        ("caption", "A chair."),
        ("break", "* * *"),
        ("list", "  1. two", "two", 1),
    )
    for part in (
        "<h2 ",
        "<h3 ",
        "<p>First.</p>",
        "<li>one\n<ul>\n<li>inner</li>",
        "<blockquote>\n<p>Said.</p>\n<p>Again.</p>\n</blockquote>",
        '<p class="caption">A chair.</p>',
        "<hr />",
        "<ol ",
    ):
        assert part in set_


def test_a_list_line_without_a_mark_belongs_to_the_item_above():
    set_ = xhtml(
        ("list", "  1. Open the door.", "Open the door.", 1),
        ("list", "     Wait.", "Wait.", 1),
        ("list", "  2. Sit.", "Sit.", 1),
    )
    assert "<p>Open the door.</p>\n<p>Wait.</p></li>" in set_
    assert set_.count("<li>") == 2


def test_plain_text_keeps_the_numbers_of_a_list():
    page = essay(("body", "Two things."), ("list", "  1. A door.", "A door.", 1), ("list", "  • A key.", "A key.", 1))
    assert plain(page) == "One\n\nTwo things.\n\n1. A door.\n\nA key.\n"


def test_verse_keeps_its_lines():
    set_ = xhtml(("verse", "Leave the door"), ("verse", "and the light"))
    assert '<div class="verse">' in set_
    assert words(set_) == ["Leave", "the", "door", "and", "the", "light"]


def test_notes_are_called_where_the_page_called_them():
    set_ = xhtml(
        ("body", "He said so.[1] And she agreed.2 In 2012 they met."),
        ("note", "[1] In a letter."),
        ("note", "2"),
        ("note", "In passing."),
    )
    assert set_.count('role="doc-noteref"') == 2
    assert "In a letter." in set_
    assert "In passing." in set_
    assert "In 2012 they met." in set_


def test_a_note_that_nothing_calls_is_printed_all_the_same():
    assert words(xhtml(("body", "Text."), ("note", "[1] Alone."))) == ["Text.", "1.", "Alone."]


def test_raw_html_in_matter_is_text():
    _, matter = typeset([], {"foreword": "# Foreword\n\nHello <script>alert(1)</script>, *you*."})
    assert "<script" not in matter["foreword"]
    assert "<em>you</em>" in matter["foreword"]


def test_markdown_of_the_editor_goes_through_as_it_is():
    written = Essay("one", "one.md", "One", "", "", (), "", "", "", "", (), markdown="A *word*.\n")
    assert markdown(written) == "A *word*.\n"


def test_an_inner_item_without_an_outer_one_is_an_item():
    assert "<li>later" in xhtml(("body", "First."), ("list", "      1. later", "later", 2))


CALLED = [
    ("[1]", "She kept the bill [1] in a drawer.", "[1] It was for two chairs."),
    ("raised", "She kept the bill¹ in a drawer.", "¹ It was for two chairs."),
    ("raised after a stop", "She kept the bill.¹ It was long.", "1. It was for two chairs."),
    ("glued", "She kept the bill1 in a drawer.", "1 It was for two chairs."),
]


@pytest.mark.parametrize(("text", "note"), [row[1:] for row in CALLED], ids=[row[0] for row in CALLED])
def test_a_note_is_linked_with_its_call(text, note):
    set_ = xhtml(("body", text), ("note", note))
    assert 'href="#essay-one-fn1"' in set_
    assert 'href="#essay-one-fnref1"' in set_
    assert words(set_).count("chairs.") == 1
    assert "[1]" not in set_.replace('"', "")


def test_a_note_that_nothing_calls_stays_where_it_was():
    assert "<p>3. A chair.</p>" in xhtml(("body", "Nothing."), ("note", "3. A chair."))


def test_notes_that_stand_apart_from_one_another_are_each_set_once():
    notes = ("note", "1 First."), ("body", "Between."), ("note", "2 Second."), ("note", "On.")
    set_ = words(xhtml(("body", "One¹ and two²."), *notes))
    assert [set_.count(word) for word in ("First.", "Second.", "On.")] == [1, 1, 1]


def test_a_line_of_verse_calls_its_note():
    assert 'href="#essay-one-fn1"' in xhtml(("verse", "The lamp[1]"), ("verse", "is lit."), ("note", "[1] Of brass."))


def test_many_texts_are_set_by_a_few_runs_of_pandoc_on_all_workers(monkeypatch):
    texts = {f"note-{number}": f"Number *{number}*[^n]\n\n[^n]: A note.\n" for number in range(9)}
    with forgotten(), hired(1):
        _, alone = typeset([], texts)
    monkeypatch.setattr("fleuron.typeset.BATCH", 2)
    with forgotten(), hired(2):
        assert typeset([], texts)[1] == alone
    assert [f"<em>{number}</em>" in alone[f"note-{number}"] for number in range(9)] == [True] * 9


def test_a_worker_with_another_pandoc_is_told():
    with pytest.raises(ToolError, match="another pandoc"):
        _pandoc("0.1", [("one", "A text")])
