"""bytes of a page saved from the web -> its lines with their hints, and its imprint; or a finding that says why not."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from fleuron.cache import fingerprint, keep, recall
from fleuron.manuscript.web.imprint import named, read_imprint
from fleuron.manuscript.web.lines import lines
from fleuron.manuscript.web.mhtml import unfold
from fleuron.manuscript.web.tree import parse
from fleuron.manuscript.web.votes import voted
from fleuron.model import Box, Finding, Hints, Imprint, Line
from fleuron.plain import dumps, loads
from fleuron.program import installed, ours

ADDRESSES = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read: its lines, and what it states of itself."""

    lines: tuple[Line, ...]
    imprint: Imprint


def read_html(data: bytes, place: str, charset: str = "") -> Page | Finding:
    """Read a page that a browser saved; what was read once is kept, for asking the extractors takes long."""
    key = fingerprint("web", data, charset, ours("manuscript", "model"), installed())
    with suppress(ValueError, TypeError):
        if (known := recall(key)) is not None:
            return loads(Page, known)
    page = _read(data, place, charset)
    if not isinstance(page, Finding):
        keep(key, dumps(page))
    return page


def read_mhtml(data: bytes, place: str) -> Page | Finding:
    """Read a page that a browser saved with all its parts in one file."""
    inner = unfold(data, place)
    return inner if isinstance(inner, Finding) else read_html(*inner)


def read_sent(html: bytes, place: str) -> Page | Finding:
    """Read what an author sent, and pandoc wrote as a page: nobody's template is around it, and nobody is asked."""
    tree = parse(html, place, "utf-8")
    if isinstance(tree, Finding):
        return tree
    imprint = read_imprint(tree)
    whole = (Box("body", ("document",), 1.0),)
    return Page(tuple(_linked(_sent(line, whole), "") for line in named(lines(tree), imprint)), imprint)


def _sent(line: Line, whole: tuple[Box, ...]) -> Line:
    hints = line.hints or Hints()
    return replace(line, hints=replace(hints, boxes=(*whole, *(box for box in hints.boxes if box.tag != "header"))))


def _read(data: bytes, place: str, charset: str) -> Page | Finding:
    tree = parse(data, place, charset)
    if isinstance(tree, Finding):
        return tree
    imprint = read_imprint(tree)
    page = named(voted(lines(tree), tree), imprint)
    return Page(tuple(_linked(line, imprint.url) for line in page), imprint)


def _linked(line: Line, base: str) -> Line:
    """Make the addresses of a line whole; a link that leads nowhere outside the page is none."""
    spans = (replace(span, href=_whole(span.href, base)) for span in line.spans)
    return replace(line, spans=tuple(span for span in spans if span.kind != "link" or span.href))


def _whole(href: str, base: str) -> str:
    if not href or href.startswith("#"):
        return ""
    try:
        whole = urljoin(base, href.strip())
    except ValueError:
        return ""
    return whole if whole.startswith(ADDRESSES) and not any(map(str.isspace, whole)) else ""
