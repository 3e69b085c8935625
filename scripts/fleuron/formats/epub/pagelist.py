"""Turns of the print edition -> marks in the EPUB's text, each before the first word that begins on its page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from fleuron.formats.epub.leaves import Leaf
from fleuron.formats.markup import TYPE, H
from fleuron.formats.pagemap import Slot, Turn, flow, letters

WORD = re.compile(r"\s(?=\S)")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the print edition: its folio, and the place in the EPUB where it begins.

    Where that is within the contents, `entry` is the file that its first line leads to.
    """

    folio: str
    place: str
    entry: str = ""


def mark_pages(leaves: Iterable[Leaf], turns: Iterable[Turn]) -> tuple[Page, ...]:
    """Mark in the text where each page begins, and return the list; what is for print only has no place in it."""
    shelf = {leaf.division.id: leaf for leaf in leaves}
    bound = [turn for turn in turns if turn.division in shelf]
    inside: dict[str, list[Turn]] = {name: [] for name in shelf}
    for turn in bound:
        inside[turn.division] += [] if turn.entry in shelf else [turn]
    for name, leaf in shelf.items():
        _mark(leaf.section, inside[name])
    files = {name: leaf.file for name, leaf in shelf.items()}
    return tuple(
        Page(turn.folio, f"{files[turn.division]}#{_id(turn.folio)}", files.get(turn.entry, "")) for turn in bound
    )


def page_break(folio: str) -> etree._Element:
    """Mark the place where a page begins."""
    return H.span({TYPE: "pagebreak", "role": "doc-pagebreak", "id": _id(folio), "aria-label": folio})


def _id(folio: str) -> str:
    return f"page-{folio}"


def _mark(section: etree._Element, turns: Iterable[Turn]) -> None:
    slots = list(flow(section))
    placed = list(_places(slots, list(turns)))
    for slot, at, turn in reversed(placed):  # from the last, so that the places before it stay true
        _insert(section, slot, at, turn)


def _places(slots: Sequence[Slot], turns: Sequence[Turn]) -> Iterator[tuple[Slot | None, int, Turn]]:
    """Find the run of text and the place in it where each page begins; none where it begins with the division."""
    yield from ((None, 0, turn) for turn in turns if not turn.before)
    waiting = [turn for turn in turns if turn.before]
    seen = 0
    for slot in slots if waiting else ():
        size = len(letters(slot.text))
        while waiting and waiting[0].before < seen + size:
            turn = waiting.pop(0)
            yield slot, _place(slot.text, turn.before - seen), turn
        seen += size


def _place(text: str, before: int) -> int:
    """Return the place of the letter that `before` letters precede; inside a word, that of the next word."""
    at = bisect_left(range(len(text)), before, key=lambda end: len(letters(text[:end])))
    while not letters(text[at]):
        at += 1
    if at and not text[at - 1].isspace():
        following = WORD.search(text, at)
        return following.end() if following else len(text)
    return at


def _insert(section: etree._Element, slot: Slot | None, at: int, turn: Turn) -> None:
    here = page_break(turn.folio)
    if slot is None:
        here.tail, section.text = section.text, None
        section.insert(0, here)
    elif slot.tail:
        parent = slot.element.getparent()
        before = slot.element.tail or ""
        slot.element.tail, here.tail = before[:at], before[at:]
        parent.insert(parent.index(slot.element) + 1, here)
    else:
        before = slot.element.text or ""
        slot.element.text, here.tail = before[:at], before[at:]
        slot.element.insert(0, here)
