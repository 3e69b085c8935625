"""Words -> XHTML: a paragraph and the header of a division, with every mark of the words escaped."""

from __future__ import annotations

from html import escape


def p(kind: str, text: str) -> str:
    """Set a paragraph of plain words, its line ends kept; no words, no paragraph."""
    return block(kind, escape(text).replace("\n", "<br/>"))


def block(kind: str, xhtml: str) -> str:
    """Set a paragraph of what is XHTML already."""
    attribute = f' class="{kind}"' if kind else ""
    return f"<p{attribute}>{xhtml}</p>" if xhtml else ""


def link(target: str, words: str) -> str:
    """Link words to an address, or to an id in the book."""
    return f'<a href="{escape(target)}">{escape(words)}</a>'


def header(slug: str, title: str, *lines: tuple[str, str]) -> str:
    """Open a division with its title (XHTML) and the lines of plain words under it."""
    return f'<header><h1 id="{slug}-h">{title}</h1>{"".join(p(kind, line) for kind, line in lines)}</header>'
