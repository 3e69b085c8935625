"""An element of a page -> what it is to a reader: a block, a way of setting words apart, or nothing to be seen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
SLANTED = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
MOST = 0.5  # the share of the page's prose that no hidden element holds


@cache
def words() -> Mapping[str, frozenset[str]]:
    """Read what kind of element each tag is."""
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return {name: frozenset(tags.split()) for name, tags in tomllib.loads(text).items()}


def kinds(element: Any) -> Iterator[str]:
    """Name the ways in which an element sets its words apart."""
    tag, style = element.tag, element.get("style", "")
    if tag == "a" and element.get("href"):
        yield "link"
    for kind in ("code", "sub", "sup"):
        if tag in words()[kind]:
            yield kind
    if tag in words()["em"] or (tag in ("span", "font") and SLANTED.search(style)):
        yield "em"
    if tag in words()["strong"] or (tag in ("span", "font") and BOLD.search(style)):
        yield "strong"


def unseen(element: Any, share: float) -> bool:
    """Tell whether a reader does not see an element; what holds most of the page will be shown by a script."""
    if element.tag in words()["unseen"]:
        return True
    own = element.attrib
    hidden = "hidden" in own or (element.tag == "dialog" and "open" not in own) or HIDDEN.search(own.get("style", ""))
    spoken = words()["spoken"] & set(own.get("class", "").split())
    return bool((hidden or spoken) and share < MOST)


def block(tag: str, element: Any) -> bool:
    """Tell whether an element stands on lines of its own."""
    if tag in ("td", "th"):
        return any(child.tag in words()["paragraphs"] or child.tag == "div" for child in element)
    return tag in words()["paragraphs"] or tag in words()["blocks"]
