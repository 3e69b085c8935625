"""What is drawn on a page -> the same in black ink, and so that its text copies as the author's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fleuron.link.words import text as pdf_text

DROP = 2.5  # the first letter of an essay is so many times the size of the words beside it
LUMINANCE = (0.2126, 0.7152, 0.0722)  # ITU-R BT.709, as sRGB weighs red, green and blue
COLOUR = re.compile(rb"^([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)$", re.MULTILINE)
NEUTRAL = re.compile(rb"^([\d.]+) \1 \1 (rg|RG)$", re.MULTILINE)
OPAQUE = re.compile(rb"^/[aA]1(?:\.0)? gs\n", re.MULTILINE)
SIZE = re.compile(rb"/\w+ ([\d.]+) Tf")
SAID = re.compile(
    rb"^(?:(?:\S+ ){4}(?P<x>\S+) (?P<y>\S+) Tm|/(?P<font>\w+) (?P<size>\S+) Tf|\[(?P<shown>.*)\] TJ)$", re.MULTILINE
)
CODES = re.compile(rb"<((?:[0-9a-f]{4})*)>")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of text on a page: where it begins and ends in what is drawn, and where it stands."""

    start: int
    end: int
    x: float
    y: float
    size: float
    text: str

    def stands_beside(self, drop: Run) -> bool:
        """Tell whether this run is in a line that a drop cap reaches, to the right of it."""
        return self.size * DROP <= drop.size and self.x > drop.x and 0 <= drop.y - self.y < drop.size


def ink(drawn: bytes) -> bytes:
    """Draw every colour in black ink (DeviceGray), and nothing through it."""
    return OPAQUE.sub(b"", COLOUR.sub(_gray, drawn))


def neutral(drawn: bytes) -> bytes:
    """Draw every gray in black ink, and leave the colours; what is opaque need not say so."""
    gray = NEUTRAL.sub(_same, drawn)
    plain = OPAQUE.sub(b"", gray)
    return gray if b" gs\n" in plain else plain


def _gray(colour: re.Match[bytes]) -> bytes:
    *parts, operator = colour.groups()
    light = sum(weight * float(part) for weight, part in zip(LUMINANCE, parts, strict=True))
    return b"%s %s" % (f"{light:.4g}".encode(), b"g" if operator == b"rg" else b"G")


def _same(gray: re.Match[bytes]) -> bytes:
    return b"%s %s" % (f"{float(gray[1]):.4g}".encode(), b"g" if gray[2] == b"rg" else b"G")


def joined(drawn: bytes, glyphs: Mapping[str, Mapping[int, str]]) -> bytes:
    """Let a drop cap copy as part of its word; `glyphs` tells what those of each font stand for.

    A reader that follows the lines would put the drop cap on a line of its own. One that is a word by itself may stay.
    """
    sizes = [float(size) for size in SIZE.findall(drawn)]
    if not sizes or max(sizes) < DROP * min(sizes):
        return drawn
    parts, at = [], 0
    for run, said in sorted(_said([*_runs(drawn, glyphs)]).items(), key=lambda row: row[0].start):
        opening = b"/Span<</ActualText%s>>BDC\n" % pdf_text(said)
        parts += [drawn[at : run.start], opening, drawn[run.start : run.end], b"\nEMC"]
        at = run.end
    return b"".join([*parts, drawn[at:]])


def _runs(drawn: bytes, glyphs: Mapping[str, Mapping[int, str]]) -> Iterator[Run]:
    start, x, y, size, known = 0, 0.0, 0.0, 0.0, glyphs.get("", {})
    for said in SAID.finditer(drawn):
        match said.lastgroup:
            case "y":
                start, x, y = said.start(), float(said["x"]), float(said["y"])
            case "size":
                known, size = glyphs.get(said["font"].decode(), {}), float(said["size"])
            case _:
                codes = b"".join(CODES.findall(said["shown"]))
                told = (known.get(int(codes[at : at + 4], 16), "") for at in range(0, len(codes), 4))
                yield Run(start, said.end(), x, y, size, "".join(told))


def _said(runs: Sequence[Run]) -> dict[Run, str]:
    """Find what to say for which run: a space for a drop cap, the whole word where its rest stands."""
    said: dict[Run, str] = {}
    for drop in runs:
        beside = next((run for run in runs if run.stands_beside(drop)), None) if len(drop.text) <= 2 else None
        if beside and drop.text and not beside.text[:1].isspace():
            said |= {drop: " ", beside: drop.text + beside.text}
    return said
