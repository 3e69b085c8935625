"""Edition -> a folder with the printed pages as spreads: a PDF with guides, and one picture to glance at.

The guides are the trim, the bleed, the theme's margins and grid, and what the book's printer wants left clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

import pikepdf
from fontTools.misc.transform import Transform

from fleuron.formats.contact import contact_sheet
from fleuron.formats.finish import opened, saved
from fleuron.formats.house import house
from fleuron.formats.outlines import across, outlined, plain
from fleuron.formats.pages import lay_out
from fleuron.model import Clear, Edition, Made

if TYPE_CHECKING:
    from fleuron.formats.measure import Ground

WORD, TINT = "PROOF", "0.98 0.87 0.87"
INCH, SLUG = 72, 40  # pt; the slug lies around a spread
BLEED = 0.125  # in; where no printer says otherwise
SMALL = 8  # pt, of what is written in the slug
GRID = "0.80 0.88 0.95 RG 0.25 w"
TRIM, OVER = ("0.1 0.1 0.1", "[] 0 d"), ("0.85 0.1 0.1", "[5 3] 0 d")
MARGINS, LEAST = ("0 0.5 0.75", "[] 0 d"), ("0.7 0 0.6", "[1.5 2] 0 d")


@dataclass(frozen=True, slots=True)
class Side:
    """One page of a spread: its number from 0, and the box of its trim on the sheet, in pt."""

    page: int
    left: float
    right: float
    top: float
    bottom: float = SLUG

    @property
    def recto(self) -> bool:
        return self.page % 2 == 0

    def box(self, inner: float, outer: float, head: float, foot: float) -> str:
        """Outline what lies so far (pt) inside the page's edges; less than nothing is beyond them."""
        left, right = (inner, outer) if self.recto else (outer, inner)
        wide, high = self.right - self.left - left - right, self.top - self.bottom - head - foot
        return f"{self.left + left:.2f} {self.bottom + foot:.2f} {wide:.2f} {high:.2f} re S"


def render(edition: Edition) -> Made:
    """Make the proof; its pages are those of the print PDF."""
    pages = lay_out(edition)
    data, folios = pages.link(edition, screen=False), pages.folios()
    spreads = _spreads(edition, data, folios)
    files = {"spreads.pdf": spreads, "contact-sheet.png": contact_sheet(data, folios)}
    sums = "".join(f"{sha256(each).hexdigest()}  {name}\n" for name, each in files.items())
    return Made(sums.encode(), len(folios) // 2 + 1, "spreads", files=MappingProxyType(files))


def facing(count: int) -> Iterator[tuple[int, ...]]:
    """Yield the pages that face each other, by number from 0: a recto alone, then twos."""
    yield (0,)
    yield from (tuple(range(verso, min(verso + 2, count))) for verso in range(1, count, 2))


def _spreads(edition: Edition, data: bytes, folios: Sequence[str]) -> bytes:
    from fleuron.formats.press import ground

    found = ground(house(edition))
    with opened(data) as source, pikepdf.new() as pdf:
        wide, high = (float(number) for number in source.pages[0].mediabox[2:])
        forms = [pdf.copy_foreign(page.as_form_xobject()) for page in source.pages]
        size = 2 * (wide + SLUG), high + 2 * SLUG
        under = pdf.make_stream(f"{TINT} rg\n{across(WORD, 0, 0, *size)}\nf\n{_legend(edition, size)}".encode())
        for pages in facing(len(forms)):
            sheet = pdf.add_blank_page(page_size=size)
            drawn = []
            for page in pages:
                left = SLUG + (page % 2 == 0) * wide
                side = Side(page, left, left + wide, high + SLUG)
                name = sheet.add_resource(forms[page], pikepdf.Name.XObject, pikepdf.Name(f"/Page{page + 1}"))
                shown = f"q 1 0 0 1 {side.left:.2f} {SLUG} cm {name} Do Q"
                drawn += [_grid(side, found), shown, *_guides(side, found, edition.clear, len(forms))]
                drawn.append(_written(f"{folios[page]}   (page {page + 1} of {len(forms)})", side))
            sheet.Contents = pikepdf.Array([under, pdf.make_stream("\n".join(drawn).encode())])
        _name(pdf, edition)
        return saved(pdf, force_version="1.5", object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _grid(side: Side, found: Ground) -> str:
    """Draw the lines that the text stands on."""
    left, right = (found.inner, found.outer) if side.recto else (found.outer, found.inner)
    rules, line = [f"q {GRID}"], side.top - found.head - found.first
    while line >= side.bottom + found.foot - 0.5:
        rules.append(f"{side.left + left:.2f} {line:.2f} m {side.right - right:.2f} {line:.2f} l S")
        line -= found.leading
    return "\n".join([*rules, "Q"])


def _guides(side: Side, found: Ground, clear: Clear | None, count: int) -> Iterator[str]:
    """Draw the boxes of a page: its trim and its bleed, the theme's margins, the printer's."""
    over = -INCH * (clear.bleed if clear else BLEED)
    yield _line(TRIM, side.box(0, 0, 0, 0))
    yield _line(OVER, side.box(0, over, over, over))
    yield _line(MARGINS, side.box(found.inner, found.outer, found.head, found.foot))
    if clear:
        least = (INCH * inches for inches in (clear.gutter(count), clear.outside, clear.head, clear.foot))
        yield _line(LEAST, side.box(*least))


def _line(look: tuple[str, str], path: str) -> str:
    return f"q {look[0]} RG 0.5 w {look[1]} {path} Q"


def _written(words: str, side: Side) -> str:
    """Write below a page."""
    at = Transform(SMALL, 0, 0, SMALL, (side.left + side.right) / 2, side.bottom - 2.6 * SMALL)
    return f"0.2 g\n{outlined(plain(), words, at, 0.5)}\nf"


def _legend(edition: Edition, size: tuple[float, float]) -> str:
    """Say at the head which book it is, and what the lines are."""
    told = [("trim", TRIM), ("bleed", OVER), ("margins of the theme", MARGINS)]
    told += [(f"least for {edition.clear.printer}", LEAST)] if edition.clear else []
    height, x, drawn = size[1] - 2 * SMALL, size[0] - SLUG, []
    title = outlined(plain(), edition.book.plan.title, Transform(SMALL, 0, 0, SMALL, SLUG, height))
    for words, look in reversed(told):
        drawn.append(f"{look[0]} rg\n{outlined(plain(), words, Transform(SMALL, 0, 0, SMALL, x, height), 1)}\nf")
        x -= SMALL * (0.45 * len(words) + 1)
        drawn.append(_line(look, f"{x - 16:.2f} {height + 2:.2f} m {x:.2f} {height + 2:.2f} l S"))
        x -= 28
    return "\n".join(["0.2 g", title, "f", *drawn])


def _name(pdf: pikepdf.Pdf, edition: Edition) -> None:
    made = f"D:{edition.book.plan.issued:%Y%m%d}000000Z"
    facts = {"Title": f"{edition.book.plan.title}: proof", "Creator": "fleuron", "CreationDate": made, "ModDate": made}
    for key, value in facts.items():
        pdf.docinfo[pikepdf.Name(f"/{key}")] = pikepdf.String(value)
