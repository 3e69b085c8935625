"""A PDF of WeasyPrint's -> a PDF to give away: its text copies as words, and its bytes are always the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Operator, String

DROP = 2.5  # the first letter of an essay is so many times the size of the words beside it
MAPPED = re.compile(rb"<([0-9a-f]+)> <([0-9a-f]+)>\n")
HYPHEN, SOFT_HYPHEN = b"<2010>", b"<00ad>"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of text on a page: where it begins and ends among the instructions, and where it stands."""

    start: int
    end: int
    x: float
    y: float
    size: float
    text: str

    def stands_beside(self, drop: Run) -> bool:
        """Tell whether this run is in a line that a drop cap reaches, to the right of it."""
        return self.size * DROP <= drop.size and self.x > drop.x and 0 <= drop.y - self.y < drop.size


def opened(data: bytes) -> pikepdf.Pdf:
    """Open a PDF from memory."""
    return pikepdf.open(BytesIO(data))


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    """Return the file; its /ID is made from its content."""
    out = BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(out, deterministic_id=True, **how)
    return out.getvalue()


def mend_text(pdf: pikepdf.Pdf) -> None:
    """Let copied text be the author's: the layout's hyphens become soft ones, a drop cap joins its word."""
    maps = {name: _soften(font) for name, font in _fonts(pdf).items()}
    for page in pdf.pages:
        read = pikepdf.parse_content_stream(page)
        said = _said(list(_runs(read, maps)))
        if said:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(_say(read, said))))


def _fonts(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {name: font for page in pdf.pages for name, font in page.resources.get("/Font", {}).items()}


def _soften(font: Any) -> dict[int, str]:
    """Map the hyphen of the layout (U+2010, which no text of ours holds) to a soft one; return the font's map."""
    table = font.ToUnicode.read_bytes().replace(HYPHEN, SOFT_HYPHEN)
    font.ToUnicode.write(table)
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in MAPPED.findall(table)}


def _runs(read: Sequence[Any], maps: Mapping[str, Mapping[int, str]]) -> Iterator[Run]:
    start, x, y, size, known = 0, 0.0, 0.0, 0.0, maps.get("", {})
    for place, (operands, operator) in enumerate(read):
        match str(operator):
            case "Tm":
                start, x, y = place, float(operands[4]), float(operands[5])
            case "Tf":
                known, size = maps[str(operands[0])], float(operands[1])
            case "TJ":
                yield Run(start, place, x, y, size, "".join(_decoded(piece, known) for piece in operands[0]))


def _decoded(piece: Any, known: Mapping[int, str]) -> str:
    if not isinstance(piece, String):
        return ""
    codes = bytes(piece)
    return "".join(known.get(codes[at] << 8 | codes[at + 1], "") for at in range(0, len(codes), 2))


def _said(runs: Sequence[Run]) -> dict[int, str]:
    """Find what to say at which instruction: a space for a drop cap, the whole word where its rest stands.

    A reader that follows the lines would put the drop cap on a line of its own. One that is a word by itself may stay.
    """
    said: dict[int, str] = {}
    for drop in runs:
        beside = next((run for run in runs if run.stands_beside(drop)), None) if len(drop.text) <= 2 else None
        if beside and not beside.text[:1].isspace():
            said |= {drop.start: " ", drop.end: "", beside.start: drop.text + beside.text, beside.end: ""}
    return said


def _say(read: Sequence[Any], said: Mapping[int, str]) -> Iterator[Any]:
    for place, instruction in enumerate(read):
        if said.get(place):
            yield [Name.Span, Dictionary(ActualText=String(said[place]))], Operator("BDC")
        yield instruction
        if said.get(place) == "":
            yield [], Operator("EMC")
