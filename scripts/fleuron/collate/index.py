"""Divisions -> the index: each term that the text marks, and the divisions where it is marked.

A term is marked in Markdown: `[empathy]{.index}`, or `[Rogers]{.index as="Rogers, Carl"}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from itertools import count

from fleuron.collate.xhtml import block
from fleuron.model import Division

MARK = re.compile(r'<span class="index"')
TERM = re.compile(r'<span id="([^"]+)" class="index"(?: (?:data-)?as="([^"]*)")?>(.*?)</span>', re.DOTALL)


def mark(slug: str, xhtml: str) -> str:
    """Give each marked term of a division an id, for the index to lead to."""
    numbers = count(1)
    return MARK.sub(lambda found: f'<span id="{slug}-term-{next(numbers)}"{found[0][5:]}', xhtml)


def index(divisions: Iterable[Division]) -> str:
    """Collect the terms, sorted without regard to case; no marks, no index."""
    terms: dict[str, list[str]] = {}
    for division in divisions:
        seen = set()
        for name, said, words in TERM.findall(division.xhtml):
            term = unescape(said or re.sub(r"<[^>]+>", "", words))
            if term not in seen:
                place = f'<a href="#{name}">{escape(division.short or division.title)}</a>'
                terms.setdefault(term, []).append(place)
                seen.add(term)
    lines = sorted(terms.items(), key=lambda row: row[0].casefold())
    return "".join(block("term", f"{escape(term)}: {'; '.join(places)}") for term, places in lines)
