"""CSS -> what engines of 2010 cannot take: they may drop the whole sheet, or refuse the whole book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

FUNCTIONS = {"attr", "calc", "clamp", "color-mix", "env", "max", "min", "rgb", "var"}
UNITS = {"ch", "dvh", "rem", "vh", "vmax", "vmin", "vw"}
SELECTORS = (":is(", ":where(", ":has(", ":not(", "::", ">>")
LAYOUTS = {"flex", "grid", "inline-flex", "inline-grid"}
READERS_OWN = {"background", "background-color", "color", "font-size", "line-height", "text-align"}
NO_COLOUR = {"currentcolor", "inherit", "none", "transparent"}
PLAIN = {"charset", "font-face"}


def lint(css: str, plain: bool) -> list[str]:
    """List each fault as "line: what"; a plain sheet may hold no at-rule but @charset and @font-face."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return [f"{line}: {fault}" for rule in rules for line, fault in _faults(rule, plain)]


def _faults(rule: Any, plain: bool) -> Iterator[tuple[int, str]]:
    if rule.type == "error":
        yield rule.source_line, rule.message
        return
    for token in _tokens([rule]):
        if token.type == "function" and token.lower_name in FUNCTIONS:
            yield token.source_line, f"{token.name}()"
        if token.type == "dimension" and token.lower_unit in UNITS:
            yield token.source_line, f"the unit {token.unit}"
    yield from _at_rule(rule, plain) if rule.type == "at-rule" else _rule(rule)


def _at_rule(rule: Any, plain: bool) -> Iterator[tuple[int, str]]:
    if plain and rule.lower_at_keyword not in PLAIN:
        yield rule.source_line, f"@{rule.at_keyword}"
    if rule.lower_at_keyword == "media" and tinycss2.serialize(rule.prelude).strip().startswith("("):
        yield rule.source_line, "@media without a medium"
    if rule.lower_at_keyword in ("media", "supports"):
        for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
            yield from _faults(inner, plain=False)


def _rule(rule: Any) -> Iterator[tuple[int, str]]:
    selectors = tinycss2.serialize(rule.prelude).strip()
    yield from ((rule.source_line, f"the selector {selectors}") for mark in SELECTORS if mark in selectors)
    whole = {"body", "html", "*"} & {selector.strip() for selector in selectors.split(",")}
    for found in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if found.type == "error":
            yield found.source_line, found.message
        elif found.type == "declaration":
            value = tinycss2.serialize(found.value).strip().lower()
            yield from ((found.source_line, fault) for fault in _declaration(found.lower_name, value, bool(whole)))


def _declaration(name: str, value: str, whole: bool) -> Iterator[str]:
    if whole and name in READERS_OWN:
        yield f"{name} on the whole text, which is the reader's"
    if name in ("color", "background", "background-color") and value not in NO_COLOUR:
        yield f"{name}: {value}, which may vanish in the dark"
    if name == "display" and value in LAYOUTS:
        yield f"display: {value}"


def _tokens(nodes: Iterable[Any]) -> Iterator[Any]:
    for node in nodes:
        yield node
        for inside in ("prelude", "content", "arguments"):
            if isinstance(found := getattr(node, inside, None), list):
                yield from _tokens(found)
