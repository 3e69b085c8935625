"""A Markdown text -> what the label at its head says of it, as note programs and web presses write one, and the rest.

A label is lines of `key: value` between two lines of three hyphens, one of them with a key that such programs write:
two voices between two rules are the author's. Keys that no book needs are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fleuron.model import Imprint

LABEL = re.compile(
    r"\s*---[ \t]*\n((?=[\w-]+:)(?:(?:[\w-]+:.*|[ \t]+\S.*|- .*|[ \t]*)\n)+)(?:---|[.]{3})[ \t]*(?:\n|$)"
)
ROW = re.compile(r"^([\w-]+):[ \t]*(.*(?:\n(?:[ \t]+\S|- ).*)*)", re.MULTILINE)
PARTS = re.compile(r"\n[ \t]*(?:- *)?|,[ \t]*(?=[^]]*\])|[\[\]]")
KNOWN = re.compile(
    r"^(?:title|authors?|date|created|updated|site|url|permalink|slug|id|tags|categories|keywords|description|layout"
    r"|type|status|draft|lang|language|aliases):",
    re.MULTILINE | re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://\S+")


def labelled(markdown: str) -> tuple[Imprint, str]:
    """Part the label from a text; one that has none is given back whole."""
    text = re.sub(r"\r\n?", "\n", markdown.removeprefix("\ufeff"))
    label = LABEL.match(text)
    if not label or not KNOWN.search(label[1]):
        return Imprint(), markdown
    said = {row[1].lower(): tuple(_values(row[2])) for row in ROW.finditer(label[1])}
    title, site, url, date = (next(iter(said.get(key, ())), "") for key in ("title", "site", "url", "date"))
    authors = said.get("author") or said.get("authors") or ()
    told = {"title": title, "authors": authors, "site": site, "published": date}
    address = url if ADDRESS.fullmatch(url) else ""
    sure = frozenset(key for key, value in told.items() if value)
    rest = "\n" * label[0].count("\n") + text[label.end() :]  # its lines keep their numbers
    return Imprint(title, authors, site, address, date[:10], sure), rest


def _values(text: str) -> Iterator[str]:
    """Yield the values of a row: one, or a list in brackets or of lines of its own."""
    for part in PARTS.split(text):
        value = part.strip()
        if value:
            yield value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
