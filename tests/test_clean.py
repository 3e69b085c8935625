"""The laws of cleaning, on any page at all; and the pages whose every line is known."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleuron.clean import clean
from fleuron.manuscript import read_manuscript
from fleuron.model import Decisions, Line, Role, Ruling, Severity, Source
from places import GOLD, MANUSCRIPT, SEED_GOLD, SEEDS, gold, need

SAID = ["Recent Posts", "2 comments", "Share", "By Ada Wren", "  • a clock", "  1. a chair", "FAQs", "* * *", "“Oh.”"]
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).filter(str.strip)
pages = st.lists(texts | st.sampled_from(SAID), min_size=1).map(
    lambda lines: Source("page", "page.txt", tuple(Line(n, text) for n, text in enumerate(lines, 1)))
)


def page(*lines, **decisions):
    """Make a page of paragraphs with a blank line between them."""
    rows = tuple(Line(2 * n + 1, text) for n, text in enumerate(lines))
    return Source("a-page", "a-page.txt", rows, Decisions(**decisions))


@settings(deadline=None)
@given(pages)
def test_every_line_is_judged_once_and_in_order(source):
    assert tuple(verdict.line for verdict in clean(source).verdicts) == source.lines


@settings(deadline=None)
@given(pages, st.dictionaries(st.integers(1, 9), st.sampled_from(Role), min_size=1))
def test_the_editor_is_never_overruled(source, roles):
    said = {line.number: line.text.strip() for line in source.lines if line.number in roles}
    rulings = tuple(Ruling(number, words, roles[number]) for number, words in said.items())
    verdicts = clean(Source("page", "page.txt", source.lines, Decisions(rulings=rulings))).verdicts
    assert {v.line.number: v.role for v in verdicts if v.rule == "editor"} == {number: roles[number] for number in said}


@settings(deadline=None)
@given(pages)
def test_cleaning_is_the_same_twice(source):
    assert clean(source) == clean(source)


def test_an_empty_page_is_a_finding_and_no_crash():
    essay = clean(page())
    assert not essay.verdicts
    assert essay.title == "A page"
    assert "CLN103" in [finding.code for finding in essay.findings]


def test_a_ruling_whose_words_are_gone_says_so():
    essay = clean(page("A title", rulings=(Ruling(1, "No such words", Role.QUOTE),)))
    (finding,) = [finding for finding in essay.findings if finding.code == "CLN101"]
    assert finding.severity is Severity.ERROR
    assert essay.verdicts[0].role is not Role.QUOTE


def test_a_replacement_is_made_in_the_printed_text_and_an_idle_one_is_a_finding():
    essay = clean(
        page("On Chairs", "I wrote this for the blog.", replacements=(("for the blog", "here"), ("x y z", "")))
    )
    assert essay.verdicts[1].text == "I wrote this here."
    assert [finding.code for finding in essay.findings if finding.code == "CLN102"] == ["CLN102"]


def test_the_sidecar_wins_over_the_page():
    essay = clean(page("On Chairs", "By Ada Wren", title="Chairs", authors=("marsh",), site="The Clock"))
    assert (essay.title, essay.authors, essay.site) == ("Chairs", ("marsh",), "The Clock")


def known(folder, golds):
    """Give every page of a folder whose lines are labelled."""
    for path in sorted(golds.glob("*.tsv")):
        yield pytest.param(folder, golds, path.stem, id=path.stem)


@pytest.mark.parametrize(("folder", "golds", "slug"), [*known(SEEDS, SEED_GOLD), *known(MANUSCRIPT, GOLD)])
def test_every_line_of_a_known_page_is_printed_or_not_as_it_should_be(folder, golds, slug):
    """Roles that are not printed may stand for one another; those that are may not."""
    need(folder.is_dir(), str(folder))
    _, sources, _ = read_manuscript(folder)
    (source,) = [source for source in sources if Path(source.place).stem == slug]
    expected = gold(golds, slug)
    wrong = [
        (verdict.line.number, expected[verdict.line.number], verdict.role.value)
        for verdict in clean(source).verdicts
        if _kind(verdict.role) != _kind(Role(expected[verdict.line.number]))
    ]
    assert not wrong


def test_the_five_real_pages_are_there():
    need(SEEDS.is_dir() and SEED_GOLD.is_dir(), "the folder of the five real pages")
    assert len(list(SEED_GOLD.glob("*.tsv"))) == 5


def _kind(role):
    return role if role.printed or role.told else "cut"
