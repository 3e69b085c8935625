"""Pages of one site: what recurs on them is the site's, but never a line of the essays."""

import pytest

from fleuron.clean import clean
from fleuron.model import Decisions, Line, Role, Source
from fleuron.rules.families import acquaint

PROSE = (
    "My grandmother kept a {} on the sill of the kitchen window, and nobody was allowed to move it, not even to clean.",
    "When the {} was gone the sill looked wider than it was, and she put her hand there in the mornings all the same.",
    "I have asked my mother about the {} since, and she says that it was never there, or that it was somebody else's.",
)
ABOVE = ("Slow letters from the harbour", "Read by eleven people and a dog", "The kettle is always on")
BELOW = ("Slow letters are sent whenever the tide allows and never on a Monday.", "Mind the step on your way out")
SITE = "https://letters.example/2024/"


def page(thing, above=ABOVE, below=BELOW, url="", middle=()):
    own = [f"The {thing.title()} on the Sill", *(row.format(thing) for row in PROSE)]
    own[2:2] = middle
    rows = [*above, *own, *below]
    lines = tuple(Line(2 * at + 1, row) for at, row in enumerate(rows))
    return Source(thing, f"{thing}.txt", lines, Decisions(url=url))


def rules(source):
    return {verdict.line.text: verdict.rule for verdict in clean(source).verdicts}


def printed(source):
    return [verdict.line.text for verdict in clean(source).verdicts if verdict.role.printed]


def test_what_several_pages_have_around_the_essay_is_the_sites():
    for source in acquaint([page("geranium"), page("radio"), page("clock")]):
        said = rules(source)
        assert [said[row] for row in (*ABOVE, BELOW[1])] == ["families"] * 4
        assert all(row.format(source.slug) in printed(source) for row in PROSE)


def test_a_page_alone_has_no_kin():
    assert acquaint([page("geranium")])[0].shared == frozenset()


def test_pages_of_strangers_may_have_a_line_in_common():
    first, second = page("geranium", ABOVE[:1], ()), page("radio", ABOVE[:1], ())
    assert all(source.shared == frozenset() for source in acquaint([first, second]))


def test_an_address_makes_pages_kin():
    pages = [page(thing, ABOVE[:1], (), f"{SITE}{thing}") for thing in ("geranium", "radio")]
    assert all(rules(source)[ABOVE[0]] == "families" for source in acquaint(pages))


@pytest.mark.parametrize("line", ["What I remember", "And then it was quiet in the house for a whole afternoon."])
def test_within_the_essay_nothing_is_claimed(line):
    pages = acquaint([page(thing, middle=[line]) for thing in ("geranium", "radio", "clock")])
    assert all(rules(source)[line] != "families" for source in pages)


def test_the_line_that_touches_the_essay_is_not_claimed():
    pages = acquaint([page(thing, below=("With love from the harbour", *BELOW)) for thing in ("geranium", "radio")])
    assert all(rules(source)["With love from the harbour"] != "families" for source in pages)


def test_the_same_essay_twice_is_printed_twice():
    pages = acquaint([page("geranium"), page("geranium"), page("geranium")])
    assert all("families" not in rules(source).values() for source in pages)


def test_a_second_part_may_say_again_how_the_first_one_ended():
    again = PROSE[2].format("geranium")
    pages = acquaint([page("geranium"), page("radio", (*ABOVE, again))])
    assert rules(pages[0])[again] != "families"


def test_the_editor_has_the_last_word():
    from dataclasses import replace

    from fleuron.model import Ruling

    source = acquaint([page("geranium"), page("radio")])[0]
    ruled = replace(source, decisions=Decisions(rulings=(Ruling(1, ABOVE[0], Role.BODY),)))
    assert rules(ruled)[ABOVE[0]] == "editor"
