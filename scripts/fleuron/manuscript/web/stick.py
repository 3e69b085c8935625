"""Words and marks, as a page has them -> its lines: the composing stick, filled and emptied line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fleuron.model import Box, Hints, Line, Span

SPACES = re.compile(r"[ \t\n\r\f\v\u2028\u2029\x85]+")
CALL = re.compile(r"\[\d{1,3}\]")


@dataclass(slots=True)
class Stick:
    """The line that is being set, and those that are done."""

    lines: list[Line] = field(default_factory=list)
    text: str = ""
    marks: list[tuple[str, str, int]] = field(default_factory=list)  # open: kind, address, where it began
    spans: list[Span] = field(default_factory=list)
    gap: int = 0  # blank lines before the next one

    def add(self, words: str, as_it_is: bool = False) -> None:
        """Set words; spaces in a row are one, as a browser shows them."""
        words = words if as_it_is else SPACES.sub(" ", words)
        bare = not self.text or self.text[-1] in " \t"
        self.text += words.lstrip(" ") if bare and not as_it_is else words

    def open(self, kind: str, href: str = "") -> None:
        """Begin to set words apart."""
        self.marks.append((kind, href, len(self.text)))

    def close(self, kind: str) -> None:
        """Set no more words apart so."""
        at = next((at for at in range(len(self.marks) - 1, -1, -1) if self.marks[at][0] == kind), None)
        if at is not None:
            _, href, start = self.marks.pop(at)
            self._span(start, kind, href)

    def empty(self, lead: str, hints: Hints, gap: int = 0) -> bool:
        """Put the line with those that are done, under its list mark; tell whether there was one."""
        for kind, href, start in self.marks:
            self._span(start, kind, href)
        self.marks = [(kind, href, 0) for kind, href, _ in self.marks]
        text, spans = self.text.rstrip(), tuple(sorted(self.spans, key=lambda span: (span.start, -span.end)))
        self.text, self.spans = "", []
        if text.strip():
            above = self.lines[-1].number if self.lines else 0
            shifted = tuple(_moved(span, len(lead)) for span in spans)
            self.lines.append(Line(above + 1 + (self.gap if above else 0), lead + text, shifted, hints))
            self.gap = 0
        self.gap = max(self.gap, gap)
        return bool(text.strip())

    def linked(self) -> float:
        """Return the share of the line's letters that lead elsewhere."""
        every = sum(map(str.isalnum, self.text))
        spans = [*self.spans, *(Span(start, len(self.text), kind) for kind, _, start in self.marks)]
        places = {
            at for span in spans if span.kind == "link" for at in range(span.start, min(span.end, len(self.text)))
        }
        return sum(self.text[at].isalnum() for at in places) / every if every else 0.0

    def _span(self, start: int, kind: str, href: str) -> None:
        inner = self.text[start:]
        end = start + len(inner.rstrip())
        start += len(inner) - len(inner.lstrip())
        if start < end and not (kind == "sup" and CALL.fullmatch(self.text[start:end])):
            self.spans.append(Span(start, end, kind, href))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.kind, span.href)


def standing(tag: str, boxes: tuple[Box, ...], depth: int, quoted: bool, linked: float) -> Hints:
    """Say where a line stands."""
    level = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else 0
    return Hints(tag, level, depth, quoted, round(linked, 2), boxes)
