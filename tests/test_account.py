"""Every word of a page is printed, cut on somebody's word or changed by a step with a name: and the proof can fail."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleuron import verdicts
from fleuron.account import lost, steps, unset, words
from fleuron.clean import clean
from fleuron.model import Change, Decisions, Line, Mark, Role, Ruling, Source, Step
from fleuron.typeset import typeset
from test_clean import pages

TEXT = (
    "The Bench | Consulting Rooms",
    "",
    "By Ada Wren",
    "",
    "I am writing this on the ferry, because you asked me to put it down while",
    "I still had the smell of the place on my coat. The consulting room was on",
    "the second floor, over a shop that sold nothing but buttons -- and ac-",
    "cording to the woman who sold them, nobody had ever gone up the stairs.",
    "",
    "  • She kept the bell, according to the 'rules' of the house, in a drawer.",
    "  • I kept the key of the drawer, and have it still.",
    "",
    "Nobody has asked me for it, and I have *never* asked \u200bher for the bell...",
)
LINES = tuple(Line(number, text) for number, text in enumerate(TEXT, 1) if text)
SAID = Decisions(
    splits=(Mark(13, "Nobody has", "and I"),), replacements=(("the ferry", "a boat"), ("She kept", "He kept"))
)
PAGE = Source("bench", "bench.txt", LINES, SAID)


def test_a_sound_page_is_accounted_for():
    essay = clean(PAGE)
    assert list(lost(PAGE, essay)) == []
    assert {change.step for verdict in essay.verdicts for change in verdict.changes} == set(Step) - {Step.ITEMS}
    assert [list(unset(chapter)) for chapter in typeset([essay], {})[0]] == [[]]


@pytest.mark.parametrize("mark", ["\u200b  1. ", "\ufeff(2) ", "•\u200b ", "> > ", "iv. ", " *\u00ad "])
def test_a_mark_with_what_cannot_be_seen_is_taken_off(mark):
    line = Line(9, f"{mark}Say the thing at the door.")
    rulings = (Ruling(9, line.text, Role.QUOTE if ">" in mark else Role.LIST),)
    page = Source("a", "a.txt", (*LINES[:2], line), Decisions(rulings=rulings))
    assert list(lost(page, clean(page))) == []


def test_a_site_is_taken_off_a_title_that_has_what_cannot_be_seen():
    line = Line(1, "The \u200bBench at Noon\ufeff | Consulting Rooms")
    page = Source("a", "a.txt", (line,), Decisions(rulings=(Ruling(1, line.text, Role.TITLE),)))
    essay = clean(page)
    assert Step.SITE in {change.step for change in essay.verdicts[0].changes}
    assert list(lost(page, essay)) == []


def test_the_steps_have_names():
    said = [steps(verdict, "en") for verdict in clean(PAGE).verdicts]
    assert ("joined", "“the ferry” is now “a boat”", "dashes") in said
    assert ("mark", "“She kept” is now “He kept”", "quotes") in said
    assert said[-1] == ("parted", "set apart", "ellipses")


@settings(deadline=None)
@given(pages, st.lists(st.tuples(st.integers(1, 9), st.sampled_from(Role)), max_size=4), st.text("ab .e", max_size=3))
def test_no_word_of_any_page_is_lost(source, ruled, found):
    texts = {line.number: line.text.strip() for line in source.lines}
    rulings = tuple(Ruling(n, texts[n], role) for n, role in dict(ruled).items() if n in texts)
    source = replace(source, decisions=Decisions(rulings=rulings, replacements=((found, "x y"),)))
    assert list(lost(source, clean(source))) == []


@settings(max_examples=6, deadline=None)
@given(st.lists(pages, min_size=20, max_size=40))
def test_no_word_is_lost_in_typesetting(sources):
    essays = [replace(clean(source), slug=f"page-{at}") for at, source in enumerate(sources)]
    assert [finding for chapter in typeset(essays, {})[0] for finding in unset(chapter)] == []


def drop_word(text, *_):
    return " ".join(text.split()[1:])


def swap_words(text, *_):
    return " ".join(text.split()[::-1])


def glue_words(text, *_):
    return text.replace(" ", "", 1)


def drop_letter(text, *_):
    return text[:-2] + text[-1:]


@pytest.mark.parametrize("wrong", [drop_word, swap_words, glue_words, drop_letter], ids=lambda wrong: wrong.__name__)
def test_typography_that_spoils_words_is_caught(monkeypatch, wrong):
    monkeypatch.setattr(verdicts, "polish", wrong)
    found = list(lost(PAGE, clean(PAGE)))
    assert "CLN107" in {finding.code for finding in found}
    assert all("typography" in finding.sentence for finding in found)


def spoiled(at, **wrong):
    """Clean the page, and then spoil the verdict on one of its lines."""
    essay = clean(PAGE)
    verdicts = list(essay.verdicts)
    verdicts[at] = replace(verdicts[at], **wrong)
    return replace(essay, verdicts=tuple(verdicts))


def stepped(at, step, before, after, *said):
    """Give a line one step only, and the text to which it leads."""
    return spoiled(at, changes=(Change(step, before, after, *said),), text=after)


ITEM, WRAPPED = TEXT[10], "\n".join(TEXT[4:8])
MUTANTS = {
    "no step at all": spoiled(2, text="I am writing this"),
    "other words": spoiled(2, changes=clean(PAGE).verdicts[2].changes[1:]),
    "words of its own": spoiled(3, text="and more"),
    "sidecar does not say so": stepped(-2, Step.REPLACED, ITEM, ITEM.replace("key", "lock"), "key", "lock"),
    "“mark” lost": stepped(-2, Step.MARK, ITEM, "kept the key of the drawer, and have it still."),
    "“indent” lost": stepped(-2, Step.INDENT, ITEM, "• I kept the key of the drawer."),
    "“site” lost": stepped(0, Step.SITE, TEXT[0], "The"),
    "“replaced” lost": stepped(-2, Step.REPLACED, ITEM, "He kept the drawer.", "She kept", "He kept"),
    "“joined” lost": stepped(2, Step.JOINED, WRAPPED, " ".join(TEXT[4:7])),
    "“joined” lost or": stepped(2, Step.JOINED, WRAPPED, " ".join(TEXT[4:8]).replace("while I", "whileI")),
}


@pytest.mark.parametrize(("says", "essay"), MUTANTS.items(), ids=MUTANTS)
def test_what_is_spoiled_after_cleaning_is_caught(says, essay):
    (finding,) = lost(PAGE, essay)
    assert says in finding.sentence.replace("The step ", "")


def test_a_line_that_nobody_judged_is_caught():
    essay = clean(PAGE)
    assert list(lost(PAGE, replace(essay, verdicts=essay.verdicts[:3] + essay.verdicts[4:])))


@pytest.mark.parametrize("wrong", [("bell", ""), ("the key", "thekey"), ("Nobody", "Somebody")])
def test_a_chapter_that_lost_a_word_is_caught(wrong):
    (chapter,), _ = typeset([clean(PAGE)], {})
    assert list(unset(replace(chapter, xhtml=chapter.xhtml.replace(*wrong))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Two words, one—three.", ["Two", "words", "one", "three"]),
        ("a soft\u00adhyphen and a\u200bseam", ["a", "softhyphen", "and", "aseam"]),
        ("naïve नमस्ते 1½", ["naïve", "नमस्ते", "1½"]),
    ],
)
def test_a_word_is_a_run_of_letters_and_their_marks(text, said):
    assert words(text) == said
