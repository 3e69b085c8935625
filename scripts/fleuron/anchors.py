"""Source -> Marks: what its editor joins, splits and keeps, and a finding for each mark whose line says something else.

An anchor is a line's number and its opening words, so that a page that was scraped anew is refused and not misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fleuron.model import PARTED, Finding, Mark, Severity, Source

SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "…": "...", "\u200b": "", "\ufeff": ""})


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one page that fit their lines."""

    joined: frozenset[int]  # lines that go on with the one above
    apart: frozenset[int]  # lines that open a paragraph
    splits: Mapping[int, tuple[Mark, ...]]  # within a line, by its number
    refusals: Mapping[int, tuple[Mark, ...]]


def marks(source: Source) -> tuple[Marks, list[Finding]]:
    """Read the editor's marks on a page."""
    decided, texts = source.decisions, {line.number: line.text for line in source.lines}
    findings: list[Finding] = []

    def fitting(called: str, all_: Iterable[Mark]) -> Iterator[Mark]:
        for mark in all_:
            if mark.number in texts and opens(texts[mark.number], mark.words):
                yield mark
            else:
                now = [number for number, text in texts.items() if opens(text, mark.words)]
                findings.append(moved(source.place, called, mark.number, mark.words, now))

    splits = tuple(fitting("split", decided.splits))
    return Marks(
        frozenset(mark.number for mark in fitting("join", decided.joins)),
        frozenset(mark.number for mark in splits if not mark.at) | {ruling.number for ruling in decided.rulings},
        _by_line(mark for mark in splits if mark.at),
        _by_line(fitting("refusal", decided.refusals)),
    ), findings


def part(text: str, splits: Iterable[Mark], used: set[object]) -> str:
    """Part a text before the words of each split, and note which were found."""
    for mark in splits:
        words = r"\s+".join(map(re.escape, mark.at.split()))
        text, found = re.subn(rf"(?<=\S)\s+(?={words})", PARTED, text, count=1)
        used |= {mark} if found else set()
    return text


def opens(text: str, words: str) -> bool:
    """Tell whether a line begins with these words, however their marks and spaces are set."""
    return _plain(text).startswith(_plain(words))


def moved(place: str, called: str, number: int, words: str, now: list[int]) -> Finding:
    """Say that a mark does not fit its line, and where its words are now."""
    where = f"; these words open line {', '.join(map(str, now))}" if now and words.strip() else ""
    return Finding(
        "CLN101",
        f"{place}:{number}",
        f"The {called} on line {number} expects it to begin “{words}”, and it does not{where}.",
        f"Set the {called}'s line to {now[0]}." if where else f"Look the line up in the page, or drop the {called}.",
        Severity.ERROR,
    )


def idle(source: Source, used: set[object]) -> Iterator[Finding]:
    """Find the marks whose words are not on their line, which came to nothing."""
    decided = source.decisions
    for called, all_ in (("split", decided.splits), ("refusal", decided.refusals)):
        for mark in all_:
            if mark.at and mark not in used:
                yield Finding(
                    "CLN106",
                    f"{source.place}:{mark.number}",
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
