"""Page -> claims and weights from its markup: what a template names outright, and what the rest makes likely.

A text page has no markup, and none of this speaks of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from fleuron.model import Box, Hints, Role
from fleuron.rules.page import Claim, Entry, Page

Floats = np.typing.NDArray[np.float32]

SEMANTIC = {"nav": Role.NAV, "button": Role.WIDGET, "select": Role.WIDGET, "form": Role.WIDGET}
MOST = 0.3  # the share of the page's prose that no form or menu holds
LINKED = 0.6  # of a line's letters: nothing but a link
PULLED = re.compile(r"pull-?quote")
QUOTED = 0.6  # of the prose: more, and a quotation is but the template's way of setting it
BUTTON = 14  # words
NEAR = 3  # lines below the first prose in which a byline stands


class Named(NamedTuple):
    """What elements of some names are."""

    role: Role
    most: float
    pattern: re.Pattern[str]


@cache
def table() -> Mapping[str, Any]:
    """Read what templates call their elements, and how much each sign weighs."""
    told = tomllib.loads(files(__package__).joinpath("markup.toml").read_text(encoding="utf-8"))
    named = [Named(Role(row["role"]), row["most"], _pattern(row["names"])) for row in told["named"]]
    essay = _pattern(told["essay"]["names"])
    return {"named": named, "essay": essay, "least": told["essay"]["least"], "weights": told["weights"]}


def _pattern(rows: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row})" for row in rows.split("\n") if row))


def markup(page: Page) -> Iterator[Claim]:
    """Name the lines in elements that a template calls menus, comments, share bars …, and the author's own name."""
    for entry in page.entries:
        hints = entry.hints
        if hints is None:
            continue
        found = next((said for box in reversed(hints.boxes) if (said := _role(box, hints))), None)
        if hints.told == "title":
            continue
        if hints.told == "author" and entry.at <= page.first + NEAR:
            yield Claim(entry.number, Role.BYLINE)
        elif hints.told == "note" and entry.at > page.first:
            yield Claim(entry.number, Role.BIO, 0, 0.9, "author")
        elif found:
            yield Claim(entry.number, found[0], 0, 0.9, found[1])
        elif hints.tag == "button":
            yield Claim(entry.number, Role.WIDGET, 0, 1.0, "button")


def pulled(page: Page) -> Iterator[Claim]:
    """Name the words that a template calls a pull quote, where the essay says them too."""
    for entry in page.open:
        named = entry.hints and any(PULLED.search(name) for box in entry.hints.boxes for name in box.names)
        if named and any(entry.key in other.key for other in page.open if other is not entry):
            yield Claim(entry.number, Role.PULL_QUOTE)


def noted(page: Page) -> Iterator[Claim]:
    """Name the notes below the essay, where the markup says that they are notes."""
    for entry in page.open:
        if entry.hints and any(_notes(box) for box in entry.hints.boxes) and not entry.hints.level:
            yield Claim(entry.number, Role.NOTE)


def shaped(page: Page) -> Iterator[Claim]:
    """Name headings, quotations, captions and lines kept as they are, where the markup says so."""
    levels = _levels(page)
    for entry in page.open:
        hints = entry.hints
        if hints is None:
            continue
        if hints.level:
            yield Claim(entry.number, Role.HEADING, levels[hints.level])
        elif hints.tag == "figcaption":
            yield Claim(entry.number, Role.CAPTION)
        elif hints.tag == "pre":
            yield Claim(entry.number, Role.VERSE, sure=0.8)
        elif hints.quoted and _within(hints, "blockquote") < QUOTED:
            yield Claim(entry.number, Role.QUOTE)
        elif hints.depth and (entry.mark or hints.tag == "li"):
            yield Claim(entry.number, Role.LIST, hints.depth)


def weighed(page: Page, odds: Floats) -> Floats:
    """Return the odds that each line is the essay's with what the markup adds to them; of a text page, as they are.

    Where there is markup, no line is judged by its words alone.
    """
    if not any(entry.hints for entry in page.entries):
        return odds
    weights = table()["weights"]
    own = [entry.hints.boxes if entry.hints else () for entry in page.entries]
    body = any(_essay(box) for boxes in own for box in boxes)
    article = any(box.tag in ("article", "main") and box.share >= table()["least"] for b in own for box in b)
    added = np.array([_weight(entry, weights, body, article) for entry in page.entries], dtype=np.float32)
    return np.clip(odds, -weights["words"], weights["words"]) + added


def _weight(entry: Entry, weights: Mapping[str, Any], body: bool, article: bool) -> float:
    hints = entry.hints
    if hints is None:
        return 0.0
    sum_ = float(sum(weights[name][not vote] for name, vote in hints.votes))
    if any("document" in box.names for box in hints.boxes):
        sum_ += weights["document"]
    if body:
        sum_ += weights["essay"][not any(map(_essay, hints.boxes))]
    if article:
        sum_ += weights["article"][not any(box.tag in ("article", "main") for box in hints.boxes)]
    if any(box.tag in ("aside", "footer", "form", "header", "td") and box.share < MOST for box in hints.boxes):
        sum_ += weights["aside"]
    if hints.linked > LINKED and entry.words <= BUTTON:
        sum_ += weights["linked"]
    elif hints.linked < LINKED and entry.prose:
        sum_ += weights["prose"]
    return sum_


def _role(box: Box, hints: Hints) -> tuple[Role, str] | None:
    """Say what an element is by its name or its tag, if it does not hold the essay."""
    if box.tag in ("html", "body", "main") or (box.tag == "article" and not _talks(box)):
        return None
    if box.share <= MOST and (role := SEMANTIC.get(box.tag)):
        return role, box.tag
    if box.share <= MOST and box.tag in ("header", "footer", "aside") and not _in_article(box, hints):
        return (Role.NAV, box.tag) if hints.level != 1 else None
    for name in box.names:
        for row in table()["named"]:
            if box.share <= row.most and row.pattern.fullmatch(name) and not _holds_essay(box, hints, row.role):
                return row.role, name
    return None


def _holds_essay(box: Box, hints: Hints, role: Role) -> bool:
    """Tell whether the essay's own element stands inside this one."""
    below = hints.boxes[hints.boxes.index(box) + 1 :]
    return role is not Role.COMMENT and any(_essay(inner) for inner in below)


def _talks(box: Box) -> bool:
    comment = next(row for row in table()["named"] if row.role is Role.COMMENT)
    return any(comment.pattern.fullmatch(name) for name in box.names)


def _in_article(box: Box, hints: Hints) -> bool:
    above = hints.boxes[: hints.boxes.index(box)]
    return any(outer.tag in ("article", "main") or _essay(outer) for outer in above)


def _essay(box: Box) -> bool:
    return box.share >= table()["least"] and any(table()["essay"].fullmatch(name) for name in box.names)


def _notes(box: Box) -> bool:
    return any(
        re.fullmatch(
            r"(?:role=doc-(?:foot|end)notes?|(?:[\w-]*[-_])?(?:foot|end)notes?(?:[-_:]\S*)?|f?n-?\d+|_ftn\d+)", name
        )
        for name in box.names
    )


def _within(hints: Hints, tag: str) -> float:
    return max((box.share for box in hints.boxes if box.tag == tag), default=0.0)


def _levels(page: Page) -> dict[int, int]:
    """Give the highest headings in the essay the first level, and all below them the second."""
    used = sorted({entry.hints.level for entry in page.open if entry.hints and entry.hints.level})
    return {level: 1 if level == used[0] else 2 for level in used}
