"""A style of WeasyPrint's and a property that nothing sets -> its value, inherited or initial, without a look at CSS.

Most of what a style is asked for is such a property, some sixty times for each element.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from weasyprint.css import (
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
    PHYSICAL_FUNCTIONS,
    ComputedStyle,
)

COMPUTE = ComputedStyle.__missing__
ODD = frozenset({"float", "display", "position", "page"}) | {
    name for name in INITIAL_VALUES if name.startswith("text_decoration_")
}  # these hang on one another, or are handed down in ways of their own
PLAIN = frozenset(INITIAL_VALUES) - ODD - frozenset(INITIAL_NOT_COMPUTED - INHERITED)


def missing(style: Any, name: str) -> Any:
    """Do as `ComputedStyle.__missing__`."""
    parent, set_ = style.parent_style, style.cascaded
    if name not in PLAIN or name in set_ or parent is None:
        return COMPUTE(style, name)
    if name in PHYSICAL_FUNCTIONS and _logical(name, style["direction"]) in set_:
        return COMPUTE(style, name)
    value = style[name] = parent[name] if name in INHERITED else INITIAL_VALUES[name]
    return value


@cache
def _logical(name: str, direction: str) -> str:
    """Return what a property of one side is called by the direction of the text."""
    return str(PHYSICAL_FUNCTIONS[name](block="ttb", inline=direction))
