"""Divisions -> the index: each term that the text marks, and the divisions where it is marked.

A term is marked in Markdown, `[empathy]{.index}` or `[Rogers]{.index as="Rogers, Carl"}`, or sought in the text by the
words that `[index]` in book.toml gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape, unescape
from itertools import count

from fleuron.collate.xhtml import block
from fleuron.model import Division

MARK = re.compile(r'<span class="index"')
TERM = re.compile(r'<span id="([^"]+)" class="index"(?: (?:data-)?as="([^"]*)")?>(.*?)</span>', re.DOTALL)
RUN = re.compile(r'<(h[1-6]|a)\b.*?</\1>|<span class="index".*?</span>|<[^>]*>|(?P<words>[^<]+)', re.DOTALL)


def mark(slug: str, xhtml: str, sought: Mapping[str, Sequence[str]]) -> str:
    """Mark where a division first says each term that is sought, and give each mark an id for the index to lead to."""
    for term, words in sought.items():
        xhtml = _first(xhtml, term, words)
    numbers = count(1)
    return MARK.sub(lambda found: f'<span id="{slug}-term-{next(numbers)}"{found[0][5:]}', xhtml)


def _first(xhtml: str, term: str, words: Sequence[str]) -> str:
    """Mark the first of some words; headings and links are left alone. Small letters stand for capitals too."""
    either = "|".join(re.escape(escape(word, quote=False)) for word in words)
    said = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE if either.islower() else 0)
    for run in RUN.finditer(xhtml):
        if run["words"] and (found := said.search(xhtml, *run.span())):
            span = f'<span class="index" data-as="{escape(term)}">{found[0]}</span>'
            return xhtml[: found.start()] + span + xhtml[found.end() :]
    return xhtml


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
