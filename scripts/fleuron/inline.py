"""A line's words and what is set apart in them -> the same after each change to the words, and at last Markdown.

Where a page is plain text its writer sets words apart by hand: *so*, _so_ or **so**. A footnote's asterisk, 5*3,
snake_case and a row of stars are not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from fleuron.model import Line, Span

STARRED = re.compile(r"(?<![\w*\\/:])(\*{1,3})(?=[^\W_]|[\"“‘'(¿¡«])([^*\n\u2029]+?)(?<=[^\s*(“‘])\1(?![\w*])")
LINED = re.compile(r"(?<![\w\\/:.=&?#@-])(_)(?=[^\W_]|[\"“‘'(¿¡«])([^_\n\u2029]+?)(?<=[^\s_(“‘])\1(?![\w*(<\[])")
STARS = {1: ("em",), 2: ("strong",), 3: ("strong", "em")}
SIGNS = {"em": "*", "strong": "**", "sub": "~", "sup": "^"}
PIECE = re.compile(r"\w+|\s+|[^\w\s]")
MARKUP = re.compile(r"([\\`*_\[\]{}<>$~^|@\"'])|&(?=#?\w+;)|(?<=\.)\.|(?<=-)-|(?<=!)(?=\[)")
OPENING = re.compile(r"^(?:([#+:=%-])|(\(?\w{1,9})([.)]))")
UNSAFE = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C", "&": "&amp;", " ": "%20"})


class Apart(NamedTuple):
    """Words, and what is set apart in them."""

    text: str
    spans: tuple[Span, ...] = ()


def gathered(lines: Sequence[Line]) -> Apart:
    """Return the words of some lines as one text, with what their markup sets apart."""
    text, spans = "", []
    for line in lines:
        text += " " if text else ""
        spans += [Span(s.start + len(text), s.end + len(text), s.kind, s.href) for s in line.spans]
        text += line.text
    return Apart(text, tuple(spans))


def apart(lines: Sequence[Line], text: str) -> Apart:
    """Say what is set apart in the text that some lines have come to: by markup, or else by hand."""
    if any(line.hints for line in lines):
        was = gathered(lines)
        return Apart(text, carried(was.spans, was.text, text))
    return unstarred(text)


def unstarred(text: str) -> Apart:
    """Take the stars and low lines off words that were set apart by hand."""
    if "*" not in text and "_" not in text:
        return Apart(text)
    found = sorted([*STARRED.finditer(text), *LINED.finditer(text)], key=lambda match: (match.start(), -match.end()))
    gone: dict[int, int] = {}
    for match in found:
        if any(char.isalpha() for char in match[2]):
            gone |= {match.start(): len(match[1]), match.end() - len(match[1]): len(match[1])}
    kept = [(match, match.start() in gone) for match in found]
    spans = [
        Span(_left(gone, match.start(2)), _left(gone, match.end(2)), kind)
        for match, set_ in kept
        if set_
        for kind in STARS[len(match[1])]
    ]
    for at in sorted(gone, reverse=True):
        text = text[:at] + text[at + gone[at] :]
    return Apart(text, tuple(spans))


def _left(gone: dict[int, int], at: int) -> int:
    return at - sum(size for start, size in gone.items() if start < at)


def carried(spans: Iterable[Span], old: str, new: str) -> tuple[Span, ...]:
    """Find what was set apart in a text in what has become of it: the same words, between whatever marks."""
    spans = tuple(spans)
    if not spans or old == new:
        return spans
    places = _places(PIECE.findall(old), PIECE.findall(new))
    moved = (Span(places[s.start][1], places[s.end][0], s.kind, s.href) for s in spans if s.end < len(places))
    return tuple(trimmed for span in moved if (trimmed := _trimmed(span, new)))


def _places(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Say for each place of the old text where it is in the new one: as an end, and as a beginning."""
    ends, starts = [0], [0]
    at = 0
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        size, was = sum(map(len, new[k:m])), sum(map(len, old[i:j]))
        steps = range(1, was + 1)
        moved = [at + step for step in steps] if tag == "equal" else [at] * (was - 1) + [at + size] * bool(was)
        starts[-1] = at if tag == "equal" else starts[-1]
        ends += moved
        starts += moved
        at += size
    return list(zip(ends, starts, strict=True))


def _trimmed(span: Span, text: str) -> Span | None:
    inner = text[span.start : span.end]
    start = span.start + len(inner) - len(inner.lstrip())
    end = span.start + len(inner.rstrip())
    return Span(start, end, span.kind, span.href) if start < end else None


def cut(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return what is set apart in a part of a text, from where that begins."""
    inside = [span for span in spans if span.start < end and span.end > start]
    return tuple(Span(max(s.start, start) - start, min(s.end, end) - start, s.kind, s.href) for s in inside)


def markdown(text: str, spans: Iterable[Span] = ()) -> str:
    """Write a paragraph in pandoc's Markdown; what Markdown would read of its own words is escaped."""
    said = "".join(_written(text, 0, len(text), _nested(spans))).strip()
    return OPENING.sub(lambda mark: f"\\{mark[1]}" if mark[1] else f"{mark[2]}\\{mark[3]}", said)


def escaped(text: str) -> str:
    """Escape what Markdown would read as markup anywhere in a line."""
    return MARKUP.sub(lambda mark: "\\" + mark[0], text)


def _nested(spans: Iterable[Span]) -> list[Span]:
    """Let none cross another: what would is cut at the edge of the one that began before."""
    open_: list[Span] = []
    done: list[Span] = []
    for span in sorted(dict.fromkeys(spans), key=lambda span: (span.start, -span.end)):
        open_ = [outer for outer in open_ if outer.end > span.start]
        end = min([span.end, *(outer.end for outer in open_)])
        if not any(outer.kind == span.kind for outer in open_):
            done.append(Span(span.start, end, span.kind, span.href))
            open_.append(done[-1])
    return done


def _written(text: str, start: int, end: int, spans: list[Span]) -> Iterator[str]:
    at = start
    while spans:
        outer, *rest = spans
        inner = [span for span in rest if span.start < outer.end]
        met = at == outer.start > start or any(span.start == outer.end for span in rest)
        said = _set(text, outer, "".join(_written(text, outer.start, outer.end, inner)), met)
        before = escaped(text[at : outer.start])
        yield f"{before[:-1]}\\!" if before.endswith("!") and said.startswith("[") else before  # it is no picture
        yield said
        at, spans = outer.end, rest[len(inner) :]
    yield escaped(text[at:end])


def _set(text: str, span: Span, inner: str, met: bool) -> str:
    """Write one run of words; where stars would meet other stars or stand in a word, its kind is said in words."""
    if span.kind == "link":
        return f"[{inner}](<{span.href.translate(UNSAFE)}>)"
    if span.kind not in SIGNS:
        return inner  # code: a book of essays has no face for it
    sign = SIGNS[span.kind]
    beside = text[span.start - 1 : span.start] + text[span.end : span.end + 1]
    plain = inner.isalnum() if span.kind in ("sub", "sup") else not any(map(str.isalnum, beside))
    if plain and not met and not (inner.startswith(sign[0]) or inner.endswith(sign[0])):
        return f"{sign}{inner}{sign}"
    return f"[{inner}]{{.{span.kind}}}"
