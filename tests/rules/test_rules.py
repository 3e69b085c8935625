"""Each rule has a file of cases in tests/cases/rules: pages in small, in which it claims what it should and no more.

A page ends at `===`. `role | text` is a line that the rule must name so, `role 2 | text` with its level; whoever likes
may name `role ? | text` so; `! | text` is one that the rule must leave to others. `(role) | text` is what it cannot
tell yet. A `+` before the role says that no blank line is above it, a `~` that other pages of its site have the line
too. {title} and {prose} stand for lines of an essay. Where a line begins with a tag, the page is HTML.
"""

from __future__ import annotations

import re
from itertools import cycle
from typing import NamedTuple

import pytest

from fleuron import clean as cleaning
from fleuron.clean import clean
from fleuron.manuscript.web import read_html
from fleuron.model import Line, Source
from fleuron.rules.page import key
from fleuron.rules.table import NAMING, RULES, SHAPING
from places import ROOT

FOLDER = ROOT / "tests" / "cases" / "rules"
PROSE = (ROOT / "tests" / "cases" / "prose.txt").read_text("utf-8").split("\n")
TITLE = "The Second Chair"
ROW = re.compile(
    r"(?P<near>\+?)(?P<shared>~?)(?P<open>\(?)(?P<role>[a-z-]+|!)(?: (?P<level>\d))?(?P<any> \?)?\)? \| (?P<text>.+)"
)


class Case(NamedTuple):
    """One page, and what is said of its lines, by their numbers."""

    rule: str
    source: Source
    said: dict[int, re.Match[str]]


def cases():
    for rule in RULES:
        path = FOLDER / f"{rule.__name__}.txt"
        if path.exists():
            pages = re.sub("^#.*\n", "", path.read_text("utf-8"), flags=re.M).split("===\n")
            yield from (pytest.param(case(rule.__name__, page), id=f"{path.stem}-{n}") for n, page in enumerate(pages))


def case(rule, page):
    """Read one page of a file of cases."""
    prose, rows = cycle(PROSE[:12]), [ROW.fullmatch(row) or row for row in page.strip().split("\n")]
    lines, said, shared, number = [], {}, set(), -1
    for row in rows:
        text = row["text"] if isinstance(row, re.Match) else row
        text = text.replace("{title}", TITLE).replace("{prose}", next(prose) if "{prose}" in text else "")
        number += 1 if isinstance(row, re.Match) and row["near"] else 2
        lines.append(Line(number, text))
        if isinstance(row, re.Match):
            said[number] = row
            shared |= {key(text)} if row["shared"] else set()
    source = Source("second-chair", f"{rule}.txt", tuple(lines), shared=frozenset(shared))
    return Case(rule, source, said) if "<" not in page else _web(Case(rule, source, said))


def _web(case):
    """Read a page as it would be from the web: its lines keep their order, and no other is there."""
    text = "".join(
        line.text if line.text.startswith("<") else f"<{'h1' if line.text == TITLE else 'p'}>{line.text}</>"
        for line in case.source.lines
    ).replace("</>", "</p>")
    saved = read_html(f"<!DOCTYPE html><html><body>{text}</body></html>".encode(), case.source.place).lines
    numbers = dict(zip((line.number for line in case.source.lines), (line.number for line in saved), strict=True))
    source = Source(case.source.slug, case.source.place, saved)
    return Case(case.rule, source, {numbers[number]: row for number, row in case.said.items()})


def wrong(case, *, wished=False):
    """Give what is not as it should be."""
    found = []
    for verdict in clean(case.source).verdicts:
        row = case.said.get(verdict.line.number)
        if row is None or bool(row["open"]) != wished:
            continue
        named = verdict.rule.partition("/")[0] == case.rule
        if row["role"] == "!":
            right = not named
        else:
            right = verdict.role == row["role"] and (named or bool(row["any"]))
            right &= not row["level"] or verdict.level == int(row["level"])
        if not right:
            found.append((verdict.line.text[:60], row["role"], str(verdict.role), verdict.rule))
    return found


@pytest.mark.parametrize("case", [*cases()])
def test_a_rule_claims_what_it_should_and_no_more(case):
    assert wrong(case) == []


OPEN = [each for each in cases() if any(row["open"] for row in each.values[0].said.values())]


@pytest.mark.parametrize("case", OPEN)
@pytest.mark.xfail(strict=True, reason="what the rule cannot tell yet")
def test_what_a_rule_cannot_tell_yet(case):
    assert wrong(case, wished=True) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_without_the_rule_its_cases_fail(monkeypatch, rule):
    rest = tuple(other for other in RULES if other is not rule)
    monkeypatch.setattr(cleaning, "_rules", lambda: rest)
    own = [each.values[0] for each in cases() if each.values[0].rule == rule.__name__]
    assert any(wrong(case) for case in own)


def test_every_rule_has_its_cases_and_every_file_a_rule():
    assert {rule.__name__ for rule in (*NAMING, *SHAPING)} <= {path.stem for path in FOLDER.glob("*.txt")}
    assert {path.stem for path in FOLDER.glob("*.txt")} <= {rule.__name__ for rule in RULES}
