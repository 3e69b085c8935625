"""Printed verdicts -> their texts in Markdown: each note is called where the page called it, and set once.

A call is `[1]`, a superscript figure, or a figure glued to its word. A note that nothing calls stays where it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fleuron.inline import cut
from fleuron.inline import markdown as inline
from fleuron.model import PARTED, Role, Verdict

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
NOTE = re.compile(r"\s*(?:\[(\d{1,3})\]|([⁰¹²³⁴-⁹]{1,3})|(\d{1,3})(?:[.)]|\s*$|\s))\s*")


class Set(NamedTuple):
    """The texts of an essay by the numbers of their lines, and its notes by theirs, with those that are called."""

    texts: Mapping[int, str]
    notes: Mapping[str, str]
    called: frozenset[str]


def annotate(printed: Sequence[Verdict]) -> Set:
    """Write each line, and call each note in the first line that has its figure."""
    texts = {verdict.line.number: "\n\n".join(written(verdict)) for verdict in printed}
    places = [verdict.line.number for verdict in printed if verdict.role not in (Role.NOTE, Role.BREAK)]
    notes = _gathered(printed)
    called = set()
    for note in notes:
        call = _call(note)
        place = next((place for place in places if call.search(texts[place])), None)
        if place is not None:
            texts[place] = call.sub(f"[^{note}]", texts[place], count=1)
            called.add(note)
    return Set(texts, notes, frozenset(called))


def written(verdict: Verdict, start: int = 0) -> list[str]:
    """Write a line in Markdown from a place on, with what is set apart in it: one text a paragraph."""
    texts, at = [], start
    for text in verdict.text[start:].split(PARTED):
        spans = cut(verdict.spans, at, at + len(text)) if verdict.spans else ()
        texts.append(inline(text, spans))
        at += len(text) + 1
    return texts


def below(run: Sequence[Verdict], set_: Set, done: set[str]) -> Iterator[str]:
    """Write the notes that a run of lines opens, each once; pandoc would drop one that nothing calls."""
    number = ""
    for verdict in run:
        number = _number(verdict) or number or "1"
        if number not in done:
            done.add(number)
            yield f"[^{number}]: {set_.notes[number]}" if number in set_.called else f"{number}\\. {set_.notes[number]}"


def _gathered(verdicts: Sequence[Verdict]) -> dict[str, str]:
    """Read the notes by their number; a line without a number goes on with the note above it."""
    notes: dict[str, str] = {}
    number = ""
    for verdict in verdicts:
        if verdict.role is Role.NOTE:
            mark = NOTE.match(verdict.text)
            number = _number(verdict) or number or "1"
            text = " ".join(written(verdict, mark.end() if mark else 0))
            notes[number] = f"{notes.get(number, '')} {text}".strip()
    return notes


def _number(verdict: Verdict) -> str:
    mark = NOTE.match(verdict.text)
    return (mark[1] or mark[2] or mark[3]).translate(RAISED) if mark else ""


def _call(note: str) -> re.Pattern[str]:
    raised = note.translate({value: key for key, value in RAISED.items()})
    return re.compile(
        rf"\s?\\\[{note}\\\]|(?<![⁰¹²³⁴-⁹]){raised}(?![⁰¹²³⁴-⁹])"
        rf"|(?<=[^\W\d_]{{3}}){note}(?!\w)|(?<=[^\W\d_][.,;:!?”’)]){note}(?=[\s—]|$)"
    )
