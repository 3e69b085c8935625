"""The tree of a page and its lines -> what other extractors would keep of them: a vote each, and none is the judge."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from fleuron.manuscript.web.lines import lines
from fleuron.model import Line

LARGEST = 60_000  # elements; asking about more takes minutes
ENOUGH = 120  # letters; who keeps fewer has found no essay, and has no vote
SHORT = 30  # letters of a line that must be found as a line, since any text may hold it


def voted(page: Sequence[Line], tree: Any) -> tuple[Line, ...]:
    """Give each line the votes of those who found an essay on the page."""
    kept = {}
    if sum(1 for _ in tree.iter()) <= LARGEST:
        kept = {
            name: said for name, ask in ASKED.items() if len((said := _asked(ask, tree)).replace("\n", "")) > ENOUGH
        }
    return tuple(_with_votes(line, kept) for line in page)


def _with_votes(line: Line, kept: dict[str, str]) -> Line:
    if line.hints is None or not kept:
        return line
    own = _letters(line.text)
    votes = tuple((name, _holds(said, own)) for name, said in kept.items())
    return replace(line, hints=replace(line.hints, votes=votes))


def _holds(said: str, own: str) -> bool:
    return f"\n{own}\n" in said if len(own) < SHORT else own in said


def _asked(ask: Callable[[Any], Iterator[str]], tree: Any) -> str:
    """Return the letters of what one of them keeps, line by line; whoever fails has no vote."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        return "\n".join(["", *map(_letters, ask(tree)), ""])
    except Exception:  # they fail in many ways on damaged pages, and the page is read all the same
        return ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _trafilatura(tree: Any) -> Iterator[str]:
    from trafilatura import extract

    said = extract(deepcopy(tree), include_comments=False, include_tables=True) or ""
    return (line.removeprefix("- ") for line in said.split("\n"))


def _readability(tree: Any) -> Iterator[str]:
    from lxml import etree, html
    from readability import Document

    summary = Document(etree.tostring(tree, encoding="unicode", method="html")).summary(html_partial=True)
    return (_unmarked(line.text) for line in lines(html.document_fromstring(summary)))


def _unmarked(text: str) -> str:
    """Take the list mark off a line."""
    first, _, rest = text.strip().partition(" ")
    return rest if first == "•" or first.rstrip(".").isdigit() else text


ASKED: dict[str, Callable[[Any], Iterator[str]]] = {"trafilatura": _trafilatura, "readability": _readability}
