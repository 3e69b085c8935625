"""What the editor joins, splits and keeps is followed, from the sidecar to the text and the audit."""

from __future__ import annotations

import pytest

from fleuron.audit import audit
from fleuron.clean import clean
from fleuron.manuscript.kinds import lines
from fleuron.model import PARTED, Decisions, Line, Mark, Role, Ruling, Severity, Source
from fleuron.typeset import markdown, plain

PAGE = """The Lamp on the Landing

The lamp on the landing was lit by whoever came home first,

and it was never I, since I came home last of all of us.

She called it "the lamp" in the '90s; he never gave it any name. But the next day it was gone, and "the lamp" was out.
"""
LAMP = "She called it"


def essay(**decided: tuple):
    return clean(Source("lamp", "lamp.txt", tuple(lines(PAGE)), Decisions(**decided)))


def text(**decided: tuple) -> list[str]:
    return plain(essay(**decided)).split("\n\n")[1:]


def test_a_join_makes_one_paragraph_of_two_and_its_line_has_a_verdict_still() -> None:
    joined = essay(joins=(Mark(5, "and it was"),))
    assert [verdict.line.number for verdict in joined.verdicts] == [1, 3, 5, 7]
    assert "first, and it was never I" in joined.printed[0].text
    assert joined.verdicts[2].joins
    assert markdown(joined).count("\n\n") == markdown(essay()).count("\n\n") - 1
    row = next(row for row in audit([joined], ())["essays"][0]["lines"] if row["line"] == 5)
    assert row["joins"]


def test_a_split_opens_a_paragraph_within_a_line() -> None:
    parted = text(splits=(Mark(7, LAMP, "But the next day"),))[-1]
    before, after = parted.split(PARTED)
    assert before.endswith("any name.")
    assert after.startswith("But the next day")
    assert "any name.\n\nBut the next day" in markdown(essay(splits=(Mark(7, LAMP, "But the next day"),)))


@pytest.mark.parametrize(
    ("role", "wanted"),
    [
        (Role.QUOTE, "> But the next"),
        (Role.LIST, "    But the next"),
        (Role.VERSE, "| But the next"),
        (Role.CAPTION, "But the next"),
    ],
)
def test_whatever_a_line_is_its_parts_stay_what_it_is(role: Role, wanted: str) -> None:
    made = markdown(essay(splits=(Mark(7, LAMP, "But the next day"),), rulings=(Ruling(7, LAMP, role),)))
    assert f"\n{wanted}" in made
    assert PARTED not in made


def test_a_split_at_a_line_undoes_what_a_rule_has_joined() -> None:
    wrapped = "\n".join(["it was a long way home that evening, and nobody had thought of it to tell the"] * 8)
    source = Source("way", "way.txt", tuple(lines(wrapped)))
    assert len(clean(source).printed) == 1
    split = Source("way", "way.txt", source.lines, Decisions(splits=(Mark(4, "it was a long"),)))
    assert [verdict.line.number for verdict in clean(split).printed] == [1, 4]


def test_one_change_of_typography_is_refused_and_the_others_are_made() -> None:
    refused = essay(refusals=(Mark(7, LAMP, "'90s;"),))
    assert "in the '90s; he never" in refused.printed[-1].text
    assert refused.printed[-1].text.count("“the lamp”") == 2
    row = audit([refused], ())["essays"][0]["lines"][-1]
    assert (row["steps"], row["kept"]) == (["quotes"], ["'90s;"])


def test_words_that_stand_twice_are_kept_twice() -> None:
    assert essay(refusals=(Mark(7, LAMP, 'lamp"'),)).printed[-1].text.count('lamp"') == 2


@pytest.mark.parametrize(
    ("decided", "code"),
    [
        ({"joins": (Mark(5, "but it was"),)}, "CLN101"),
        ({"splits": (Mark(6, "The lamp"),)}, "CLN101"),  # two words of a line do not find it again
        ({"refusals": (Mark(3, "He called it", "'90s;"),)}, "CLN101"),
        ({"splits": (Mark(7, LAMP, "And the next day"),)}, "CLN106"),
        ({"refusals": (Mark(7, LAMP, "'80s;"),)}, "CLN106"),
    ],
)
def test_a_mark_that_does_not_fit_is_told_and_changes_nothing(decided: dict, code: str) -> None:
    told = essay(**decided)
    assert code in [finding.code for finding in told.findings]
    assert plain(told) == plain(essay())


REPLY = "Nobody had asked me who I was."
OLD = [
    "Skip",
    "A Room",
    REPLY,
    "It was the room at the back, and I had a key to it.",
    "1. One",
    "2. Two and one",
    "Share",
    REPLY,
]
RULED = {
    4: Role.QUOTE,
    5: Role.HEADING,
    6: Role.LIST,
    7: Role.BODY,
}


def scraped(texts, rulings):
    rows = tuple(Line(number, text) for number, text in enumerate(texts, 1))
    return Source("room", "room.txt", rows, Decisions(rulings=rulings))


def ruled(texts=OLD, numbers=tuple(RULED)):
    """Rule on some lines of the page as it was, and give what is then found on the page as it is."""
    rulings = tuple(Ruling(number, OLD[number - 1], RULED.get(number, Role.QUOTE)) for number in numbers)
    made = clean(scraped(texts, rulings))
    told = {v.line.text: v.role for v in made.verdicts if v.rule == "editor"}
    return told, [finding for finding in made.findings if finding.code in ("CLN101", "CLN108", "CLN109")]


def test_rulings_follow_their_lines_through_a_page_that_was_scraped_anew():
    told, found = ruled(["Menu", "Log in", *OLD[:4], "A new line, which was not there.", *OLD[4:]])
    assert told == {OLD[number - 1]: role for number, role in RULED.items()}
    assert [(f.code, f.place, f.severity) for f in found] == [
        ("CLN108", f"room.txt:{line}", Severity.NOTE) for line in (6, 8, 9, 10)
    ]
    assert "on line 4" in found[0].sentence
    assert found[0].fix == "Set its line to 6."


def test_a_page_that_is_the_same_has_nothing_to_tell():
    assert ruled() == ({OLD[number - 1]: role for number, role in RULED.items()}, [])


def test_a_ruling_on_a_line_that_is_gone_is_told_and_not_followed():
    told, [finding] = ruled([*OLD[:3], "It was the room in the front.", *OLD[4:]])
    assert OLD[3] not in told
    assert (finding.code, finding.place, finding.severity) == ("CLN101", "room.txt:4", Severity.ERROR)


def test_a_ruling_that_may_be_meant_for_two_lines_is_told_and_not_followed():
    told, [finding] = ruled(["Menu", *OLD], numbers=(3,))
    assert told == {}
    assert (finding.code, finding.severity) == ("CLN109", Severity.ERROR)
    assert "lines 4, 9" in finding.sentence


@pytest.mark.parametrize("words", ["one", "2. Two and", "  2.  Two", "• one"])
def test_an_anchor_may_leave_out_the_mark_of_an_item(words):
    texts = ["A Room", "• one", "2. Two and one"]
    number = 2 if "one" in words else 3
    made = clean(scraped(texts, (Ruling(number, words, Role.QUOTE),)))
    assert made.verdicts[number - 1].rule == "editor"
