"""A page as WeasyPrint made it up -> the page without its margins, and those drawn: heads as they are, folios as slots.

Folios are set when the book is linked, in black ink: a margin box with one may hold words besides, but no running head.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint.document import Page
from weasyprint.draw import draw_stacking_context
from weasyprint.formatting_structure.boxes import MarginBox, TextBox
from weasyprint.pdf.stream import Stream
from weasyprint.stacking import StackingContext

from fleuron.errors import ThemeError
from fleuron.formats.drawing import ink
from fleuron.formats.measure import features
from fleuron.link.chunk import Slot

SYSTEMS = {"decimal": False, "lower-roman": True}
ALIGN = {"start": 0.0, "left": 0.0, "justify": 0.0, "center": 0.5, "right": 1.0, "end": 1.0}
SET = re.compile(rb"(.* )([\d.]+)( [\d.]+ Tm\n/(\w+) ([\d.]+) Tf\n)\[[^]]*\] TJ(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Margins:
    """What stands around the text of one page: what is drawn already, as an artifact, and the folios to set."""

    drawn: bytes
    slots: tuple[Slot, ...]


def take_off(page: Page, fonts: dict[Any, Any]) -> Margins:
    """Take the margin boxes off a page, and draw them; `fonts` gets the glyphs."""
    box = page._page_box
    margins = [child for child in box.children if isinstance(child, MarginBox)]
    box.children = [child for child in box.children if not isinstance(child, MarginBox)]
    folios = [margin for margin in margins if _counts(margin)]
    draw = _painter(page, fonts)
    heads = b"\n".join(draw(margin) for margin in margins if margin not in folios)
    opening = b"/Artifact <</Type /Pagination>> BDC\nq\n1 0 0 -1 0 %.6g cm\n.75 0 0 .75 0 0 cm\n" % (page.height * 0.75)
    closing = b"\nQ\nEMC"
    slots = tuple(_slot(margin, opening + ink(draw(margin)) + closing) for margin in folios)
    return Margins(opening + heads + closing if heads else b"", slots)


def _painter(page: Page, fonts: dict[Any, Any]) -> Callable[[MarginBox], bytes]:
    def draw(margin: MarginBox) -> bytes:
        nothing = pydyf.Dictionary({"ExtGState": pydyf.Dictionary()})
        stream = Stream(fonts, (0, 0, page.width, page.height), nothing, {}, None, {}, None)
        draw_stacking_context(stream, StackingContext.from_box(margin, page._page_box))
        return bytes(stream.data.partition(b"stream\n")[2].rpartition(b"\nendstream")[0])

    return draw


def _counts(margin: MarginBox) -> list[str]:
    """Return how a margin box numbers the page: nothing where it does not."""
    return [style for name, style in _counters(margin) if name == "page"]


def _counters(margin: MarginBox) -> Iterator[tuple[str, str]]:
    content = margin.style["content"]
    for kind, told in content if isinstance(content, tuple) else ():
        if kind == "counter()":
            yield told[0], told[-1]


def _slot(margin: MarginBox, drawn: bytes) -> Slot:
    texts = [box for box in margin.descendants() if isinstance(box, TextBox)]
    found, styles = SET.fullmatch(drawn), _counts(margin)
    parts = [told if kind == "string" else "{}" for kind, told in margin.style["content"]]
    if not found or len(texts) != 1 or parts.count("{}") != 1 or styles[0] not in SYSTEMS:
        raise ThemeError(
            f"The margin box {margin.at_keyword} of the theme's print.css has a folio and more: it may hold one "
            f"number, as {' or '.join(SYSTEMS)}, and words in quotes; give a running head a box of its own."
        )
    before, x, between, font, size, after = (part.decode("ascii") for part in found.groups())
    text, style = texts[0], margin.style
    align = ALIGN[style["text_align_all"]]
    roman = SYSTEMS[styles[0]]
    return Slot(
        "".join(parts), text.text, roman, align, font, float(size), float(x), before, between, after, features(style)
    )
