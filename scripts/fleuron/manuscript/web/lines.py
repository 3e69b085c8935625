"""The tree of a web page -> its visible lines: blocks parted as a browser parts them, lists with their marks.

What no reader sees is left out: scripts, styles, templates, what is hidden, what only a screen reader says. Each line
knows where in the page it stood; nothing is judged here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from fleuron.manuscript.web.elements import block, kinds, unseen, words
from fleuron.manuscript.web.stick import Stick, standing
from fleuron.model import Box, Line

PROSE = 40  # letters of a text that is no button's
CALL = re.compile(r"\W{0,2}(\d{1,3})\W{0,2}")
NOTE = re.compile(r"noteref|footnote|endnote|fnref|sdfootnote")
PRESSED = re.compile(r"(?:^|[\s_-])(?:btn|button|cta)(?:$|[\s_-])", re.I)
BACK = re.compile(r"[\s↩↵⤴↑⏎^\ufe0e\ufe0f]{1,4}")
SEMANTIC = frozenset(
    [
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "form",
        "figure",
        "figcaption",
        "blockquote",
        "section",
        "details",
    ]
)
RULE = "* * *"  # how a line across the page is written in text


@dataclass(slots=True)
class Place:
    """Where in the page the walk is."""

    stick: Stick = field(default_factory=Stick)
    blocks: list[str] = field(default_factory=lambda: ["body"])
    boxes: list[tuple[Box, ...]] = field(default_factory=lambda: [()])
    lists: list[list[int | None]] = field(default_factory=list)  # of each list, the number of its next item
    item: bool = False  # whether an item has begun, and has no line yet
    quoted: int = 0
    skipping: bool = False
    pressed: bool = False  # whether the line holds a link that is set as a button


def lines(tree: Any) -> tuple[Line, ...]:
    """Set every line of a page that its reader sees."""
    from lxml import etree

    mass = _mass(tree)
    whole = mass[tree] or 1
    place = Place()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str):
            continue
        share = mass[element] / whole
        if event == "end":
            _leave(place, element)
            _set(place, element.tail)
        elif unseen(element, share) or _enter(place, element, share):
            walk.skip_subtree()
            place.skipping = True
    _flush(place)
    return tuple(place.stick.lines)


def _mass(tree: Any) -> dict[Any, int]:
    """Count the letters of prose in every element; what leads elsewhere is none."""
    mass: dict[Any, int] = {}
    for element in reversed(list(tree.iter())):
        tag = element.tag if isinstance(element.tag, str) else ""
        own = mass.get(element, 0) + _prose(element.text)
        mass[element] = 0 if tag == "a" or tag in words()["unseen"] else own
        above = element.getparent()
        if above is not None:
            mass[above] = mass.get(above, 0) + mass[element] + _prose(element.tail)
    return mass


def _prose(text: str | None) -> int:
    size = len(text.strip()) if text else 0
    return size if size >= PROSE else 0


def _enter(place: Place, element: Any, share: float) -> bool:
    """Begin an element; tell whether all of it is done with."""
    tag = element.tag
    if tag == "br":
        _break(place)
    elif block(tag, element):
        _flush(place, tag in words()["paragraphs"] and not (tag in ("ul", "ol") and place.lists))
        _begin(place, tag, element)
    elif tag in ("td", "th") and place.stick.text.strip():
        place.stick.add("\t", as_it_is=True)
    elif tag == "a" and _led(place, element):
        return True
    elif tag != "a":
        for kind in kinds(element):
            place.stick.open(kind)
    place.boxes.append(_boxes(place.boxes[-1], element, share))
    _set(place, element.text)
    return False


def _begin(place: Place, tag: str, element: Any) -> None:
    place.blocks.append(tag)
    if tag == "hr":
        place.stick.add(RULE)
    if tag in ("ul", "ol"):
        start = element.get("start", "1")
        place.lists.append([int(start) if start.isdigit() else 1] if tag == "ol" else [None])
    elif tag == "li":
        place.item = True
    elif tag == "blockquote":
        place.quoted += 1


def _leave(place: Place, element: Any) -> None:
    tag = element.tag
    if place.skipping:
        place.skipping = False
        return
    place.boxes.pop()
    if block(tag, element):
        inner = tag in ("ul", "ol") and len(place.lists) > 1
        _flush(place, tag in words()["paragraphs"] and not inner)
        place.blocks.pop()
        if tag in ("ul", "ol"):
            place.lists.pop()
        elif tag == "li":
            place.item = False
            if place.lists and place.lists[-1][0] is not None:
                place.lists[-1][0] += 1
        elif tag == "blockquote":
            place.quoted -= 1
    for kind in kinds(element):
        place.stick.close(kind)


def _break(place: Place) -> None:
    """End a line within its paragraph; where it has no words, the paragraph ends."""
    if not _flush(place):
        place.stick.gap = 1


def _flush(place: Place, apart: bool = False) -> bool:
    """End the line; `apart` leaves a blank one below."""
    depth = len(place.lists)
    lead = ""
    if depth and "li" in place.blocks:
        number = place.lists[-1][0]
        mark = "•" if number is None else f"{number}."
        lead = "  " * depth + (f"{mark} " if place.item else "  ")
    stick = place.stick
    linked = stick.linked()
    tag = "button" if place.pressed and linked == 1 else _tag(place.blocks)
    hints = standing(tag, place.boxes[-1], depth, place.quoted > 0, linked)
    set_ = stick.empty(lead, hints, int(apart))
    place.item = place.item and not set_
    place.pressed = place.pressed and not set_
    return set_


def _tag(blocks: list[str]) -> str:
    """Name the innermost block that says what its text is."""
    plain = ("div", "section", "article", "main", "center", "span", "body", "html")
    return next((tag for tag in reversed(blocks) if tag not in plain), "p")


def _set(place: Place, text: str | None) -> None:
    """Set words; where the page keeps its own lines, as they are."""
    if not text:
        return
    if "pre" not in place.blocks:
        place.stick.add(text)
        return
    first, *rest = text.replace("\r", "").split("\n")
    place.stick.add(first, as_it_is=True)
    for line in rest:
        _break(place)
        place.stick.add(line, as_it_is=True)


def _led(place: Place, element: Any) -> bool:
    """Begin a link; the call of a note is set as [1], the way back from one is not set at all."""
    href = element.get("href", "")
    said = "".join(element.itertext())
    told = " ".join((element.get("class", ""), element.get("role", ""), element.get("id", ""), href)).lower()
    if href.startswith("#") or "#" in href:
        if said.strip() and BACK.fullmatch(said.strip()):
            return True
        raised = element.getparent().tag == "sup" or any(child.tag == "sup" for child in element)
        if (call := CALL.fullmatch(said.strip())) and (raised or NOTE.search(told)):
            place.stick.add(f"[{call[1]}]")
            return True
    before = element.getprevious()
    if before is not None and before.tag == "a" and not (before.tail or ""):
        place.stick.add(" ")  # two buttons side by side
    if href:
        place.stick.open("link", href)
        place.pressed = place.pressed or bool(PRESSED.search(element.get("class", "")))
    return False


def _boxes(above: tuple[Box, ...], element: Any, share: float) -> tuple[Box, ...]:
    """Add an element that says what it is to those around it."""
    own = element.attrib
    names = f"{own.get('class', '')} {own.get('id', '')} {own.get('itemprop', '')}".lower().split()
    names += [f"role={own['role'].lower()}"] if own.get("role") else []
    if not names and element.tag not in SEMANTIC:
        return above
    return (*above, Box(element.tag, tuple(names[:12]), round(share, 3)))
