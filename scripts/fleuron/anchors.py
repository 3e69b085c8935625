"""Source -> Marks: what its editor rules, joins, splits and keeps, each on the line that it was written for.

An anchor is a line's number and its opening words. Where a page was scraped anew and the line stands elsewhere, its
words find it, and that is told; where they are gone, or open several lines, nothing is followed but a finding made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from fleuron.model import PARTED, Finding, Mark, Ruling, Severity, Source

SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "…": "...", "\u200b": "", "\ufeff": ""})
SIGN = re.compile(r"(?:>\s?)+|[^\w\s\"'([]\s+|\(?\w{1,4}[.)]\s+")  # before the words of an item or a quotation
TELLING = 3  # words by which a line is found again, at the least; or the whole line

Anchor = TypeVar("Anchor", Mark, Ruling)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one page, on their lines."""

    rulings: tuple[Ruling, ...]
    joined: frozenset[int]  # lines that go on with the one above
    apart: frozenset[int]  # lines that open a paragraph
    splits: Mapping[int, tuple[Mark, ...]]  # within a line, by its number
    refusals: Mapping[int, tuple[Mark, ...]]


def marks(source: Source) -> tuple[Marks, list[Finding]]:
    """Read the editor's marks on a page."""
    decided, texts = source.decisions, {line.number: line.text for line in source.lines}
    findings: list[Finding] = []

    def settled(called: str, anchors: Iterable[Anchor]) -> list[Anchor]:
        rows = [(anchor, stands(anchor, texts)) for anchor in anchors]
        findings.extend(_told(source.place, called, *row) for row in rows if row[1] != [row[0].number])
        return [replace(anchor, number=now[0]) for anchor, now in rows if len(now) == 1]

    rulings, splits = settled("ruling", decided.rulings), settled("split", decided.splits)
    return Marks(
        tuple(rulings),
        frozenset(mark.number for mark in settled("join", decided.joins)),
        frozenset(mark.number for mark in splits if not mark.at) | {ruling.number for ruling in rulings},
        _by_line(mark for mark in splits if mark.at),
        _by_line(settled("refusal", decided.refusals)),
    ), findings


def stands(anchor: Mark | Ruling, texts: Mapping[int, str]) -> list[int]:
    """Return the line on which an anchor stands: its own, or else every line that its words tell from others."""
    if anchor.number in texts and opens(texts[anchor.number], anchor.words):
        return [anchor.number]
    few = len(anchor.words.split()) < TELLING
    return [
        number
        for number, text in texts.items()
        if opens(text, anchor.words) and not (few and _plain(text) != _plain(anchor.words))
    ]


def part(text: str, splits: Iterable[Mark], used: set[object]) -> str:
    """Part a text before the words of each split, and note which were found."""
    for mark in splits:
        words = r"\s+".join(map(re.escape, mark.at.split()))
        text, found = re.subn(rf"(?<=\S)\s+(?={words})", PARTED, text, count=1)
        used |= {mark} if found else set()
    return text


def opens(text: str, words: str) -> bool:
    """Tell whether a line begins with these words, however their marks and spaces are set."""
    wanted, bare = _plain(words), _plain(text)
    return bare.startswith(wanted) or SIGN.sub("", bare, count=1).startswith(wanted)


def _told(place: str, called: str, anchor: Mark | Ruling, now: Sequence[int]) -> Finding:
    """Say that an anchor's words are not on its line, and where they are now."""
    said = f"The {called} on line {anchor.number} expects it to begin “{anchor.words}”"
    match now:
        case [number]:
            says, fix = f"These words now open line {number}, and it is followed there", f"Set its line to {number}"
            return Finding("CLN108", f"{place}:{number}", f"{said}. {says}.", f"{fix}.", Severity.NOTE)
        case []:
            says, fix = f"{said}, and no line does.", f"Look the line up in the page, or drop the {called}."
            return Finding("CLN101", f"{place}:{anchor.number}", says, fix, Severity.ERROR)
        case _:
            lines = ", ".join(map(str, now))
            says, fix = (
                f"{said}; lines {lines} do, and it does not.",
                f"Set the line of the {called} to the one you mean.",
            )
            return Finding("CLN109", f"{place}:{anchor.number}", says, fix, Severity.ERROR)


def idle(place: str, marked: Marks, used: set[object]) -> Iterator[Finding]:
    """Find the marks whose words are not in their line, which came to nothing."""
    for called, rows in (("split", marked.splits), ("refusal", marked.refusals)):
        for mark in (mark for row in rows.values() for mark in row if mark not in used):
            yield Finding(
                "CLN106",
                f"{place}:{mark.number}",
                f"The {called} on line {mark.number} does not find the words “{mark.at}” there.",
                f"Copy the words from the page as it was scraped, or drop the {called}.",
            )


def _by_line(all_: Iterable[Mark]) -> dict[int, tuple[Mark, ...]]:
    rows: dict[int, tuple[Mark, ...]] = {}
    for mark in all_:
        rows[mark.number] = (*rows.get(mark.number, ()), mark)
    return rows


def _plain(text: str) -> str:
    return " ".join(text.translate(SAME).casefold().split()).removesuffix("...")
