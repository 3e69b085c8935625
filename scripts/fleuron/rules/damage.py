"""Verdicts -> findings: what scraping has broken in the printed lines, and what a book would not say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from fleuron.model import Finding, Role, Severity, Verdict
from fleuron.rules.page import STOP, TAIL, fold
from fleuron.rules.vocabulary import vocabulary

LOST = re.compile(r"\b(?:according to|the|an)\s?,(?=\s)|(?<!\w)\(\s*\)|[“\"]\s*[”\"](?!\w)|,\s?,", re.I)
MARK = re.compile(r"[,)”\"](?:(?<=[\s,(“\"].)|(?i:(?<=to,)|(?<=the,)|(?<=an,)))")  # words are lost at none but these
GONE = re.compile(  # words that lead to another, and a space before the stop
    r"\b(?:by|in|on|from|with|at|of|to|via|see|and|or|for|the|an|von|bei|mit|der|die|das|par|dans|avec|de|por|con|di|da)"
    r" [.,;](?=\s|$)(?! \.)",
    re.I,
)
STRANGE = re.compile(
    r"[\u0080-\u009f\ufffdÂ-ÅÌÎÏÐÑÕØâãåæçèïðŒœ\u0400-\u04ff](?:(?<=[\u0080-\u009f\ufffd])|[^\sA-Za-z])"
)
ROW = re.compile(r"\s(?:\s\s|(?<=\S\t)\t*\S|(?<=\S )\| \S)")
LONG = 12  # words of a paragraph that is not said twice by chance
CELLS = 3  # lines of a table at the least
WITHIN = re.compile(r"“[^“”‘’]*(?:’\w[^“”‘’]*)*\w\s“(?=\w)")  # a quotation opened anew before it is closed
INCHES = re.compile(r"(?<=\d)”")  # typography cannot tell them from the end of a quotation
LOW = re.compile(r"„([^„“”]*)“")  # a quotation as German marks it, closed by what opens an English one
MARKS = (("“", "”"), ("(", ")"), ("[", "]"))


def damage(place: str, verdicts: Iterable[Verdict], told: Iterable[str] = ()) -> Iterator[Finding]:
    """Find what an editor should mend or look at, line by line and then over the whole essay.

    `told` is what is printed of it beside its lines: its title, and who wrote it.
    """
    for words in told:
        yield from _letters(place, words, "write “{}” for it in the sidecar")
    printed = [verdict for verdict in verdicts if verdict.role.printed and not verdict.joins]
    said = _said(" ".join([verdict.text for verdict in printed]))
    for verdict, below in zip(printed, [*printed[1:], None], strict=False):
        where = f"{place}:{verdict.line.number}"
        yield from _line(where, verdict, below)
        yield from _of_the_web(where, verdict, said) if said else ()
    yield from _twice(place, printed)
    yield from _whole(place, printed)


def _line(place: str, verdict: Verdict, below: Verdict | None) -> Iterator[Finding]:
    text = verdict.text
    yield from _letters(place, verdict.line.text, "put “{}” for it with a replacement in the sidecar")
    if lost := _lost(text, verdict.line.text):
        fix = "Look the words up on the page, and add them with a replacement in the sidecar."
        yield Finding("CLN202", place, f"The words of a link seem to be lost: {lost}.", fix)
    then = below.text if below else ""
    if (uneven := _uneven(text, then)) and _uneven(INCHES.sub("", text), then):
        fix = "Close it with a replacement in the sidecar."
        yield Finding("CLN203", place, f"A mark is opened and not closed, or closed and not opened: {uneven}", fix)


def _letters(place: str, text: str, mend: str) -> Iterator[Finding]:
    if misread := _misread(text):
        wrong, right = (word.strip('“”"') for word in misread)
        fix = f"Save the page again in its own encoding, or {mend.format(right)}."
        yield Finding("CLN201", place, f"Letters were read in the wrong encoding: “{wrong}”.", fix)


def _of_the_web(place: str, verdict: Verdict, webwords: list[str]) -> Iterator[Finding]:
    folded = fold(verdict.text)
    if said := next((words for words in webwords if words in folded), ""):
        fix = "Reword it with a replacement in the sidecar, if its author agrees."
        yield Finding("CLN204", place, f"“{said}” speaks of a web page, and this is a book.", fix, Severity.NOTE)


def _twice(place: str, printed: list[Verdict]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    sizes = [verdict.text.count(" ") + 1 for verdict in printed]
    again = {size for size, count in Counter(sizes).items() if size >= LONG and count > 1}
    for verdict in (verdict for verdict, size in zip(printed, sizes, strict=True) if size in again):
        first = seen.setdefault(fold(verdict.text), verdict.line.number)
        if first != verdict.line.number:
            where = f"{place}:{verdict.line.number}"
            fix = "Rule one of the two out in the sidecar."
            yield Finding("CLN205", where, f"This paragraph is printed twice; it stands on line {first} too.", fix)


def _whole(place: str, printed: list[Verdict]) -> Iterator[Finding]:
    text = [verdict for verdict in printed if verdict.role in (Role.BODY, Role.LIST)]
    if text and printed[-1] is text[-1] and _cut(text[-1].text):
        fix = "Look at the page: the essay may go on behind a fee or on a second page."
        yield Finding("CLN206", f"{place}:{text[-1].line.number}", "The last paragraph breaks off.", fix)
    rows = [verdict for verdict in printed if _parted(verdict.line.text) and ROW.search(verdict.line.text.strip())]
    if len(rows) >= CELLS:
        fix = "Set the table by hand: adopt the essay as Markdown."
        yield Finding("CLN207", f"{place}:{rows[0].line.number}", "A table is printed as plain text.", fix)
    doubtful = [verdict for verdict in printed if verdict.doubtful]
    if doubtful:
        lines = ", ".join(str(verdict.line.number) for verdict in doubtful[:8]) + (", …" if len(doubtful) > 8 else "")
        fix = "Look at them first; rule out what is not the essay's."
        which = "lines" if len(doubtful) > 1 else "line"
        yield Finding("CLN208", place, f"Printed in doubt: {which} {lines}.", fix, Severity.NOTE)


def _parted(text: str) -> bool:
    """Tell at a glance whether a line may have cells: by a bar, or by a space that is not the one between words."""
    return "|" in text or "  " in text or not text.isprintable()


@cache
def webwords() -> tuple[str, ...]:
    """Read the words that are wrong in a book."""
    rows = files(__package__).joinpath("webwords.txt").read_text(encoding="utf-8").splitlines()
    return tuple(row for row in rows if row and not row.startswith("//"))


@cache
def _telling() -> dict[str, str]:
    """Say of each by which of its words it is looked for first: the one that most of them have, if no text's."""
    common = vocabulary()["common"]
    count = Counter(word for words in webwords() for word in {*words.split()} - common)
    return {words: max({*words.split()} - common, key=lambda word: (count[word], word)) for words in webwords()}


def _said(everything: str) -> list[str]:
    """Return those that may be said in an essay; typography has left few spaces in it that are not plain.

    They are plain ASCII, and so a text is searched faster when it is.
    """
    plain, telling = everything.replace("’", "'").replace("\u00a0", " "), _telling()
    folded = plain.encode("ascii", "replace").decode().casefold()
    found = {word for word in {*telling.values()} if word in folded}
    return [words for words, word in telling.items() if word in found and words in folded]


def _misread(text: str) -> tuple[str, str] | None:
    """Return the first word that was read in the wrong encoding, and what it should be, as ftfy judges it."""
    if text.isascii() or not STRANGE.search(text):
        return None
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    words = text.split()
    if lost := next((word for word in words if "\ufffd" in word), ""):
        return lost, lost.replace("\ufffd", "…")
    if not is_bad(text):
        return None
    return next(((word, right) for word in words if (right := fix_encoding(word)) != word), None)


def _uneven(text: str, below: str) -> str:
    """Say where a pair of marks is uneven; a quotation of many paragraphs opens each and closes the last.

    Double marks within double marks are uneven, whatever their number: a quotation within one has single marks.
    """
    text = LOW.sub(r"\1", text)
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


def _lost(text: str, raw: str) -> str:
    """Say where a text, or the page's own, has lost some words."""
    return (_near(LOST, text) if MARK.search(text) else "") or (
        _near(GONE, raw) if " ." in raw or " ," in raw or " ;" in raw else ""
    )


def _near(pattern: re.Pattern[str], text: str) -> str:
    """Return the words around the first match."""
    found = pattern.search(text)
    return f"“{text[max(0, found.start() - 20) : found.end() + 20].strip()}”" if found else ""
