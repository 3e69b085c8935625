"""What is set apart in a line: by hand in a text, by markup in a web page; no word is lost on the way into the book."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from fleuron.clean import clean
from fleuron.inline import carried, unstarred
from fleuron.model import Decisions, Essay, Line, Role, Source, Span, Verdict
from fleuron.typeset import markdown, typeset

PROSE = "The clock in the waiting room ran four minutes slow, and everyone who sat there knew it and said nothing."
KINDS = ("em", "strong", "code", "sub", "sup", "link")


def said(text):
    """Give the words of a text, each with how it is set apart."""
    apart = unstarred(text)
    return apart.text, [(apart.text[span.start : span.end], span.kind) for span in apart.spans]


@pytest.mark.parametrize(
    ("text", "plain", "spans"),
    [
        ("She said *no* and _meant it_.", "She said no and meant it.", [("no", "em"), ("meant it", "em")]),
        ("A **plain** word", "A plain word", [("plain", "strong")]),
        ("It was ***all*** of it", "It was all of it", [("all", "strong"), ("all", "em")]),
        ("*“Quoted,”* he said.", "“Quoted,” he said.", [("“Quoted,”", "em")]),
        ("the _Book of Hours_, again", "the Book of Hours, again", [("Book of Hours", "em")]),
    ],
)
def test_what_a_writer_sets_apart_by_hand(text, plain, spans):
    assert said(text) == (plain, spans)


@pytest.mark.parametrize(
    "text",
    [
        "5*3 and 2 * 3 * 4",
        "a snake_case_name, and __init__",
        "* * *",
        "***",
        "*Names have been changed.",
        "a price* that applies* to some",
        "f*** that s*** man",
        "*.txt and *.md",
        "https://sample.example/_a_/b_c_d",
        "un*believ*able",
        "_ _ _",
        "2*3*4=24",
        "names ending in *_cost or beginning with enable_*",
        "_ga_* and _attribute_((nonnull))",
    ],
)
def test_what_is_no_emphasis_stays_as_it_is(text):
    assert said(text) == (text, [])


def essay(*rows):
    """Make an essay of lines with spans."""
    verdicts = tuple(
        Verdict(Line(2 * n + 1, text), role, "body", text, spans=tuple(spans))
        for n, (role, text, spans) in enumerate(rows)
    )
    return Essay("a", "a.txt", "A", "", "", (), "", "", "", "", verdicts)


def set_(*rows):
    (chapter,), _ = typeset((essay(*rows),), {})
    return html.fragment_fromstring(chapter.xhtml, create_parent="div")


letters = st.sampled_from(list("abc dé “”,.*_[]()~^`\\<>#-1!&;:|\"'@{}$"))
texts = st.text(letters, min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)


@st.composite
def lines(draw):
    text = draw(texts)
    count = draw(st.integers(0, 3))
    spans = []
    for _ in range(count):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        inner = text[start:end]
        start, end = start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
        if start < end:
            spans.append(Span(start, end, draw(st.sampled_from(KINDS)), "https://sample.example/x?a=1&b=(2)"))
    return text, spans


@settings(max_examples=20, deadline=None)
@given(st.lists(lines(), min_size=1, max_size=6))
def test_however_words_are_set_apart_each_is_in_the_book(rows):
    """One run of pandoc sets them all; the letters of each paragraph come out as they went in."""
    marked = [
        (Role.BODY, f"Word {text} word", [Span(s.start + 5, s.end + 5, s.kind, s.href) for s in spans])
        for text, spans in rows
    ]
    page = set_(*marked)
    wanted = ["".join(text.split()) for _, text, _ in marked]
    assert ["".join(p.text_content().split()) for p in page.iter("p")] == wanted


def test_words_set_apart_come_out_set_apart():
    text = "She said no to all of H2O and went home."
    spans = [
        Span(9, 11, "em"),
        Span(15, 18, "strong"),
        Span(23, 24, "sub"),
        Span(30, 39, "link", "https://sample.example/"),
    ]
    page = set_((Role.BODY, text, spans))
    assert [(tag.tag, tag.text_content()) for tag in page.iter("em", "strong", "sub", "a")] == [
        ("em", "no"),
        ("strong", "all"),
        ("sub", "2"),
        ("a", "went home"),
    ]


@pytest.mark.parametrize("role", [Role.HEADING, Role.LIST, Role.QUOTE, Role.VERSE, Role.CAPTION, Role.BODY])
def test_every_kind_of_line_keeps_what_is_set_apart(role):
    page = set_((role, "It was late, and she knew it.", [Span(7, 11, "em")]))
    assert [em.text_content() for em in page.iter("em")] == ["late"]


def test_emphasis_goes_through_typography_and_replacements():
    """The quotation marks are turned and a word is put right; the same words are set apart."""
    lines = (Line(1, "The Waiting Room"), Line(3, f'"I *never* sat their," she said. {PROSE}'), Line(5, PROSE))
    decided = Decisions(replacements=(("their,", "there,"),))
    verdict = next(v for v in clean(Source("a", "a.txt", lines, decided)).verdicts if v.line.number == 3)
    assert verdict.text.startswith("“I never sat there,” she said.")
    assert [verdict.text[span.start : span.end] for span in verdict.spans] == ["never"]


@given(st.text("ab c'\"-.", max_size=30), st.integers(0, 30), st.integers(1, 30))
def test_what_is_carried_lies_within_the_new_text(text, start, size):
    new = text.replace('"', "“").replace("--", "—").replace("a", "aa")
    spans = [Span(start, min(len(text), start + size), "em")] if start < len(text) else []
    for span in carried(spans, text, new):
        assert 0 <= span.start < span.end <= len(new)


def test_adopted_markdown_has_the_stars_of_an_editor():
    text = "She said no, and meant it."
    written = markdown(essay((Role.BODY, text, [Span(9, 11, "em"), Span(17, 25, "strong")])))
    assert written == "She said *no*, and **meant it**.\n"


def test_a_literal_star_of_a_web_page_stays_a_star():
    page = set_((Role.BODY, "He *meant* it, he _said_.", [Span(3, 10, "strong")]))
    assert re.sub(r"\s+", " ", page.text_content()).strip() == "He *meant* it, he _said_."
    assert not list(page.iter("em"))
