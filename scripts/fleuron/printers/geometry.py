"""A printer, its paper and a count of pages -> inches: the gutter, the spine, the cover laid flat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from fleuron.errors import PrinterError
from fleuron.names import meant, series

if TYPE_CHECKING:
    from fleuron.printers import Printer

NEAR = 0.0105  # in; trims are told to two places


@dataclass(frozen=True, slots=True)
class Wrap:
    """A cover laid flat, in inches: back, spine and front side by side, `edge` of bleed or turn-in around them.

    `hinge` lies between the spine and each board. `zone` is where the barcode goes: left, bottom, width, height, from
    the lower left corner of the sheet. `clear` is what spine text keeps from the folds; None where it may have none.
    """

    trim: tuple[float, float]
    spine: float
    edge: float
    hinge: float
    zone: tuple[float, float, float, float]
    clear: float | None
    sure: bool = True  # the printer itself tells each of the measures

    @property
    def width(self) -> float:
        return 2 * (self.trim[0] + self.edge + self.hinge) + self.spine

    @property
    def height(self) -> float:
        return self.trim[1] + 2 * self.edge


def step(table: Sequence[Sequence[float]], pages: int) -> float:
    """Read a table of (up to so many pages, inches); beyond its end the last row holds."""
    return next((inches for most, inches in table if pages <= most), table[-1][1])


def gutter(printer: Printer, pages: int) -> float:
    """Return the least inner margin, in inches, for a book of so many pages."""
    return step(printer.rules["gutter"].want, pages)


def spine(printer: Printer, paper: str, pages: int, caliper: float = 0) -> float:
    """Return the width of the spine in inches; `caliper` is the thickness of a leaf where paper is the printer's own.

    Raises PrinterError where the printer has no such paper, or does not tell how thick it is.
    """
    known = paper_of(printer, paper)
    how: Mapping[str, Any] | None = printer.rules["spine"].want.get(known)
    if how is None:
        raise PrinterError(f"{printer.name} does not tell how thick its {known} paper is: see its cover template")
    if "table" in how:
        return _between(how["table"], pages, printer.name)
    if "caliper" in how and not caliper:
        raise PrinterError(f"{printer.name}: say how thick a leaf of your paper is (caliper, in inches)")
    page = 1 / how["per_inch"] if "per_inch" in how else how.get("page", caliper / 2)
    return float(pages * page + how.get("base", 0))


def paper_of(printer: Printer, paper: str) -> str:
    """Return the paper asked for, or the printer's first; raises PrinterError where it has none of that name."""
    papers = tuple(printer.rules["pages"].want)
    if paper and paper not in papers:
        near = meant(paper, papers)
        raise PrinterError(
            f"{printer.name} has no paper {paper} ({f'did you mean {near}?' if near else f'it has {series(papers)}'})"
        )
    return paper or papers[0]


def trim_offered(trims: Mapping[str, Any], width: float, height: float) -> bool:
    """Tell whether a size, in inches, is one of those listed, or lies between the two that any may."""
    least, most = trims.get("between", ((1, 1), (0, 0)))
    listed = any(abs(width - w) <= NEAR and abs(height - h) <= NEAR for w, h in trims.get("listed", ()))
    return listed or (least[0] <= width <= most[0] and least[1] <= height <= most[1])


def wrap(printer: Printer, trim: tuple[float, float], paper: str, pages: int, caliper: float = 0) -> Wrap:
    """Return the size of the cover laid flat; raises PrinterError as `spine` does."""
    width = spine(printer, paper, pages, caliper)
    rules = printer.rules
    edge, hinge = (float(rules["wrap"].want[key]) for key in ("edge", "hinge"))
    bar = rules["barcode"].want
    left = edge + trim[0] - bar["spine"] - bar["zone"][0]
    zone = (left, edge + bar["foot"], *bar["zone"])
    sure = all(rules[key].confirmed for key in ("wrap", "spine", "barcode", "spine_text"))
    return Wrap(trim, width, edge, hinge, zone, _clear(rules["spine_text"].want, pages, width), sure)


def settle(lay_out: Callable[[float], int], printer: Printer) -> tuple[float, int]:
    """Find a gutter that suits the pages it makes: `lay_out` is given one, in inches, and returns the pages.

    A wider gutter is never given up again: so it settles, since the printer's table ends.
    """
    inches = gutter(printer, 1)
    while True:
        pages = lay_out(inches)
        wanted = gutter(printer, pages)
        if wanted <= inches:
            return inches, pages
        inches = wanted


def _between(table: Sequence[Sequence[float]], pages: int, name: str) -> float:
    for (few, thin), (many, thick) in pairwise(table):
        if few <= pages <= many:
            return thin + (thick - thin) * (pages - few) / (many - few)
    raise PrinterError(f"{name} tells the spine from {table[0][0]} to {table[-1][0]} pages, and this book has {pages}")


def _clear(told: Mapping[str, float], pages: int, width: float) -> float | None:
    if pages < told["pages"]:
        return None
    return told["narrow_clear"] if width < told.get("narrow", 0) else told["clear"]
