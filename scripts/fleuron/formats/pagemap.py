"""Pages of the print edition -> where each folio begins in the text, to the letter: either edition can be cited."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from fleuron.errors import ToolError
from fleuron.formats.safety import tree
from fleuron.model import Edition

HYPHENS = frozenset("-\u2010")  # what a layout may add at the end of a line
NOTES = frozenset({"doc-noteref", "doc-endnotes", "doc-footnote"})  # set at the foot of the page
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


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
    from fleuron.formats.pages import first_of_body, lay_out

    pages = lay_out(edition)
    body = first_of_body(edition, pages)
    texts = {d.id: letters("".join(slot.text for slot in flow(tree(d.xhtml)))) for d in edition.book.divisions}
    done = dict.fromkeys(texts, 0)
    found: list[Turn] = []
    for number, page in enumerate(pages.pages):
        box = page._page_box.children[0]  # WeasyPrint has no public way to what stands on a page
        runs = list(_runs(box, "", texts))
        if runs:
            opens = runs[0][0]
            goes_on = not texts[opens] and any(turn.division == opens for turn in found)
            found.append(Turn(_folio(number, body), opens, done[opens], _entry(box) if goes_on else ""))
        for division, text in runs:
            done[division] = _follow(texts[division], done[division], text)
    return tuple(found)


def letters(text: str) -> str:
    """Reduce a text to what any layout keeps of it, whatever it does with spaces, capitals and invisible marks."""
    return "".join(c for c in text.upper() if not c.isspace() and unicodedata.category(c) != "Cf")


def flow(section: etree._Element) -> Iterator[Slot]:
    """Yield the text of a division in reading order, without its notes and their calls."""
    if section.get("role") not in NOTES:
        if section.text:
            yield Slot(section, False, section.text)
        for child in section:
            yield from flow(child)
            if child.tail:
                yield Slot(child, True, child.tail)


def _folio(number: int, body: int) -> str:
    """Return the folio of the page that `number` pages precede; roman before the body, arabic from there."""
    return str(number - body + 1) if number >= body else _roman(number + 1)


def _roman(number: int) -> str:
    out = ""
    for value, mark in ROMAN:
        out += mark * (number // value)
        number %= value
    return out


def _runs(box: Any, division: str, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the runs of text in a box with the division each belongs to; what the style sheet adds is no text."""
    if box.element is not None and box.element.get("id") in texts:
        division = box.element.get("id")
    if "::" in (box.element_tag or ""):
        return
    if isinstance(text := getattr(box, "text", None), str) and division:
        yield division, text if texts[division] else ""  # the contents are made anew by each format
    for child in getattr(box, "children", ()):
        yield from _runs(child, division, texts)


def _entry(box: Any) -> str:
    """Return the division that the first link on a page leads to."""
    links = (inner.element.get("href", "") for inner in box.descendants() if inner.element_tag == "a")
    return next((href[1:] for href in links if href.startswith("#")), "")


def _follow(source: str, at: int, text: str) -> int:
    """Read one run of a page along the text; return the place after it."""
    for letter in letters(text):
        if source[at : at + 1] == letter:
            at += 1
        elif letter not in HYPHENS:
            raise ToolError(
                f"The pages do not follow the text: “{text.strip()}” where it has “{source[at : at + 40]}”."
            )
    return at
