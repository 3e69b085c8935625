"""bytes of a page saved from the web -> its lines with their hints, and its imprint; or a finding that says why not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from fleuron.cache import fingerprint, keep, recall
from fleuron.manuscript.web.imprint import named, read_imprint
from fleuron.manuscript.web.lines import lines
from fleuron.manuscript.web.mhtml import unfold
from fleuron.manuscript.web.tree import parse
from fleuron.manuscript.web.votes import voted
from fleuron.model import Box, Finding, Hints, Imprint, Line, Span

Page = tuple[tuple[Line, ...], Imprint]
ADDRESSES = ("http://", "https://", "mailto:")


def read_html(data: bytes, place: str, charset: str = "") -> Page | Finding:
    """Read a page that a browser saved; what was read once is kept, for asking the extractors takes long."""
    key = fingerprint("web", data, charset, *_makers())
    if (known := recall(key)) is not None:
        return _unpacked(json.loads(known))
    page = _read(data, place, charset)
    if not isinstance(page, Finding):
        keep(key, json.dumps(_packed(page), ensure_ascii=False).encode("utf-8", "surrogatepass"))
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
    return tuple(_linked(_sent(line, whole), "") for line in named(lines(tree), imprint)), imprint


def _sent(line: Line, whole: tuple[Box, ...]) -> Line:
    hints = line.hints or Hints()
    return replace(line, hints=replace(hints, boxes=(*whole, *(box for box in hints.boxes if box.tag != "header"))))


@cache
def _makers() -> tuple[bytes | str, ...]:
    """Return what a kept page depends on beside its bytes."""
    own = [path.read_bytes() for path in sorted(Path(__file__).parent.iterdir()) if path.is_file()]
    return (*own, version("trafilatura"), version("readability-lxml"), version("lxml"))


def _read(data: bytes, place: str, charset: str) -> Page | Finding:
    tree = parse(data, place, charset)
    if isinstance(tree, Finding):
        return tree
    imprint = read_imprint(tree)
    page = named(voted(lines(tree), tree), imprint)
    return tuple(_linked(line, imprint.url) for line in page), imprint


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


def _packed(page: Page) -> dict[str, Any]:
    """Write a page as JSON has it, each run of boxes once."""
    runs: dict[tuple[Box, ...], int] = {}
    rows = [
        [line.number, line.text, [list(astuple) for astuple in map(_row, line.spans)], _hints(line.hints, runs)]
        for line in page[0]
    ]
    imprint = asdict(page[1]) | {"sure": sorted(page[1].sure)}
    return {"lines": rows, "boxes": [[[b.tag, b.names, b.share] for b in run] for run in runs], "imprint": imprint}


def _row(span: Span) -> tuple[int, int, str, str]:
    return span.start, span.end, span.kind, span.href


def _hints(hints: Hints | None, runs: dict[tuple[Box, ...], int]) -> list[Any]:
    said = hints or Hints()
    run = runs.setdefault(said.boxes, len(runs))
    return [said.tag, said.level, said.depth, said.quoted, said.linked, run, said.votes, said.told]


def _unpacked(told: dict[str, Any]) -> Page:
    runs = [tuple(Box(tag, tuple(names), share) for tag, names, share in run) for run in told["boxes"]]
    return _lines(told["lines"], runs), _imprint(told["imprint"])


def _lines(rows: Sequence[Any], runs: Sequence[tuple[Box, ...]]) -> tuple[Line, ...]:
    return tuple(
        Line(
            number,
            text,
            tuple(Span(*span) for span in spans),
            Hints(tag, level, depth, quoted, linked, runs[run], tuple((name, vote) for name, vote in votes), said),
        )
        for number, text, spans, (tag, level, depth, quoted, linked, run, votes, said) in rows
    )


def _imprint(row: dict[str, Any]) -> Imprint:
    return Imprint(**row | {"authors": tuple(row["authors"]), "sure": frozenset(row["sure"])})
