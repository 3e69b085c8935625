"""Pages of the print edition -> where each folio begins in the text, to the letter: either edition can be cited."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from fleuron.errors import ToolError
from fleuron.formats.safety import tree
from fleuron.model import Edition

HYPHENS = frozenset("-\u2010")  # what a layout may add at the end of a line
NOTES = frozenset({"doc-noteref", "doc-endnotes", "doc-footnote"})  # set at the foot of the page


@dataclass(frozen=True, slots=True)
class Turn:
    """One page that has text: its folio, the division it opens in, and how many letters of that come before it.

    Where it goes on with the contents, `entry` is the division that its first line is of.
    """

    folio: str
    division: str
    before: int
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One run of text in a tree: that of an element, or the tail that follows it."""

    element: etree._Element
    tail: bool
    text: str


def turns(edition: Edition) -> tuple[Turn, ...]:
    """Lay the print edition out, and return its pages in order; raise ToolError where they do not follow the text."""
    from fleuron.formats.pages import lay_out

    texts = {d.id: letters("".join(slot.text for slot in flow(tree(d.xhtml)))) for d in edition.book.divisions}
    done = dict.fromkeys(texts, 0)
    found: list[Turn] = []
    for folio, leaf in lay_out(edition).leaves():
        if leaf.runs:
            opens = leaf.runs[0][0]
            goes_on = not texts[opens] and any(turn.division == opens for turn in found)
            found.append(Turn(folio, opens, done[opens], leaf.lead if goes_on else ""))
        for division, text in leaf.runs:
            if texts[division]:  # the contents are made anew by each format
                done[division] = _follow(texts[division], done[division], text)
    return tuple(found)


def letters(text: str) -> str:
    """Reduce a text to what any layout keeps of it, whatever it does with spaces, capitals and invisible marks."""
    return text.upper().translate(_table())


class _Table(dict[int, int | None]):
    """What each character is to any layout: itself, or nothing."""

    def __missing__(self, code: int) -> int | None:
        lost = chr(code).isspace() or unicodedata.category(chr(code)) == "Cf"
        self[code] = None if lost else code
        return self[code]


@cache
def _table() -> _Table:
    return _Table()


def flow(section: etree._Element) -> Iterator[Slot]:
    """Yield the text of a division in reading order, without its notes, their calls, and what moves with a picture."""
    if section.get("role") not in NOTES and etree.QName(section).localname != "figcaption":
        if section.text:
            yield Slot(section, False, section.text)
        for child in section:
            yield from flow(child)
            if child.tail:
                yield Slot(child, True, child.tail)


def _follow(source: str, at: int, text: str) -> int:
    """Read one run of a page along the text; return the place after it."""
    said = letters(text)
    if source.startswith(said, at):
        return at + len(said)
    for letter in said:
        if source[at : at + 1] == letter:
            at += 1
        elif letter not in HYPHENS:
            raise ToolError(
                f"The pages do not follow the text: “{text.strip()}” where it has “{source[at : at + 40]}”."
            )
    return at
