"""Verdicts -> findings: what scraping has broken in the printed lines, and what a book would not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

from fleuron.model import Finding, Role, Severity, Verdict
from fleuron.rules.page import STOP, TAIL, fold

LOST = re.compile(r"\b(?:according to|the|an)\s?,(?=\s)|\(\s*\)|[“\"]\s*[”\"](?!\w)|\w ,(?=\s)|,\s?,", re.I)
DOUBLE = re.compile(r"[ÂÃâ][\u0080-\u00bf€™œžŸ‚ƒ„…†‡ˆ‰‹Œ‘’“”•–—˜š›]|\ufffd")
ROW = re.compile(r"\S(?:\t+|\s{3,}| \| )\S")
LONG = 12  # words of a paragraph that is not said twice by chance
CELLS = 3  # lines of a table at the least
WITHIN = re.compile(r"“[^“”‘’]*(?:’\w[^“”‘’]*)*\w\s“(?=\w)")  # a quotation opened anew before it is closed
MARKS = (("“", "”"), ("(", ")"), ("[", "]"))


def damage(place: str, verdicts: Iterable[Verdict]) -> Iterator[Finding]:
    """Find what an editor should mend or look at, line by line and then over the whole essay."""
    printed = [verdict for verdict in verdicts if verdict.role.printed and not verdict.joins]
    for verdict, below in pairwise((*printed, None)):
        if verdict is not None:
            yield from _line(f"{place}:{verdict.line.number}", verdict, below)
    yield from _whole(place, printed)


def _line(place: str, verdict: Verdict, below: Verdict | None) -> Iterator[Finding]:
    text = verdict.text
    if DOUBLE.search(text):
        fix = "Read the page again in its own encoding, or replace the letters in the sidecar."
        yield Finding("CLN201", place, f"Letters were read in the wrong encoding: {_near(DOUBLE, text)}.", fix)
    if LOST.search(text):
        fix = "Look the words up on the page, and add them with a replacement in the sidecar."
        yield Finding("CLN202", place, f"The words of a link seem to be lost: {_near(LOST, text)}.", fix)
    if uneven := _uneven(text, below.text if below else ""):
        fix = "Close it with a replacement in the sidecar."
        yield Finding("CLN203", place, f"A mark is opened and not closed, or closed and not opened: {uneven}", fix)
    folded = fold(text)
    if said := next((words for words in webwords() if words in folded), ""):
        fix = "Reword it with a replacement in the sidecar, if its author agrees."
        yield Finding("CLN204", place, f"“{said}” speaks of a web page, and this is a book.", fix, Severity.NOTE)


def _whole(place: str, printed: list[Verdict]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for verdict in printed:
        folded = fold(verdict.text)
        first = seen.setdefault(folded, verdict.line.number)
        if first != verdict.line.number and len(folded.split()) >= LONG:
            where = f"{place}:{verdict.line.number}"
            fix = "Rule one of the two out in the sidecar."
            yield Finding("CLN205", where, f"This paragraph is printed twice; it stands on line {first} too.", fix)
    text = [verdict for verdict in printed if verdict.role in (Role.BODY, Role.LIST)]
    if text and printed[-1] is text[-1] and _cut(text[-1].text):
        fix = "Look at the page: the essay may go on behind a fee or on a second page."
        yield Finding("CLN206", f"{place}:{text[-1].line.number}", "The last paragraph breaks off.", fix)
    rows = [verdict for verdict in printed if ROW.search(verdict.line.text.strip())]
    if len(rows) >= CELLS:
        fix = "Set the table by hand: adopt the essay as Markdown."
        yield Finding("CLN207", f"{place}:{rows[0].line.number}", "A table is printed as plain text.", fix)
    doubtful = [verdict for verdict in printed if verdict.doubtful]
    if doubtful:
        lines = ", ".join(str(verdict.line.number) for verdict in doubtful[:8]) + (", …" if len(doubtful) > 8 else "")
        fix = "Look at them first; rule out what is not the essay's."
        yield Finding("CLN208", place, f"Printed in doubt: line {lines}.", fix, Severity.NOTE)


@cache
def webwords() -> tuple[str, ...]:
    """Read the words that are wrong in a book."""
    rows = files(__package__).joinpath("webwords.txt").read_text(encoding="utf-8").splitlines()
    return tuple(row for row in rows if row and not row.startswith("//"))


def _uneven(text: str, below: str) -> str:
    """Say where a pair of marks is uneven; a quotation of many paragraphs opens each and closes the last.

    Double marks within double marks are uneven, whatever their number: a quotation within one has single marks.
    """
    if within := WITHIN.search(text):
        return f"“{text[within.start() : within.start() + 40].strip()}”."
    for opening, closing in MARKS:
        more = text.count(opening) - text.count(closing)
        if opening == "“" and more == 1 and below.startswith("“"):
            continue
        if more > 0 or (more < 0 and opening == "“"):
            at = text.rfind(opening) if more > 0 else text.find(closing)
            return f"“{text[max(0, at - 20) : at + 20].strip()}”."
    return ""


def _cut(text: str) -> bool:
    trails = text.endswith(("…", "...", "[…]", "[...]"))
    return trails or (len(text.split()) >= LONG and not STOP.search(text[-TAIL:]) and text[-1] not in ":;*")


def _near(pattern: re.Pattern[str], text: str) -> str:
    """Return the words around the first match."""
    found = pattern.search(text)
    return f"“{text[max(0, found.start() - 20) : found.end() + 20].strip()}”" if found else ""
