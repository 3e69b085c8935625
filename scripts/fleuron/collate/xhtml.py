"""Words -> XHTML: a paragraph and the header of a division, with every mark of the words escaped."""

from __future__ import annotations

from html import escape


def p(kind: str, text: str, language: str = "") -> str:
    """Set a paragraph of plain words, its line ends kept; no words, no paragraph."""
    return block(kind, escape(text).replace("\n", "<br/>"), language)


def block(kind: str, xhtml: str, language: str = "") -> str:
    """Set a paragraph of what is XHTML already; `language` where it is not that of the text around it."""
    told = "".join(f' {key}="{escape(value)}"' for key, value in (("class", kind), ("lang", language)) if value)
    return f"<p{told}>{xhtml}</p>" if xhtml else ""


def link(target: str, words: str) -> str:
    """Link words to an address, or to an id in the book."""
    return f'<a href="{escape(target)}">{escape(words)}</a>'


def header(slug: str, title: str, *lines: tuple[str, str]) -> str:
    """Open a division with its title (XHTML) and the lines of plain words under it."""
    return f'<header><h1 id="{slug}-h">{title}</h1>{"".join(p(kind, line) for kind, line in lines)}</header>'
