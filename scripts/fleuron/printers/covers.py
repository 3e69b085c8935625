"""A Job that is a cover, and the book it goes around -> each thing that is not so: its size, its spine, its barcode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fleuron.printers.geometry import NEAR, Wrap, trim_offered, wrap
from fleuron.printers.job import INCH, Fault, Job, Sheet

if TYPE_CHECKING:
    from fleuron.printers import Printer
    from fleuron.printers.lines import Letter

MEANT = 0.3  # in; a trim so near to one that is listed was meant to be it
HAIR = 0.005  # in
CODED = frozenset("ISBN0123456789-> ")  # what stands in a barcode


@dataclass(frozen=True, slots=True)
class Inside:
    """The book that a cover goes around: its pages, its paper (empty: the printer's first), a leaf's thickness, in."""

    pages: int
    paper: str = ""
    leaf: float = 0


def judge(job: Job, printer: Printer, inside: Inside) -> Iterator[tuple[str, str, Fault]]:
    """Yield code, rule and fault; raises PrinterError where nobody tells how thick the paper is."""
    if len(job.sheets) != 1:
        said = f"the cover has {len(job.sheets)} pages"
        yield "PRE901", "wrap", Fault(0, said, "lay it flat on one: back, spine and front")
        return
    sheet = job.sheets[0]
    flat, fault = _laid(sheet, printer, inside)
    if fault:
        yield "PRE901", "wrap", fault
        return
    yield from (("PRE902", "spine_text", fault) for fault in _on_spine(sheet, flat, printer, inside))
    yield from (("PRE903", "barcode", fault) for fault in _in_zone(sheet, flat))


def _laid(sheet: Sheet, printer: Printer, inside: Inside) -> tuple[Wrap, Fault | None]:
    """Find for which trim a sheet is laid out; a fault where it is for none that the printer has."""
    wide, high = _size(sheet)
    trims: Mapping[str, Any] = printer.want("trims", {})
    plain = wrap(printer, (0, 0), inside.paper, inside.pages, inside.leaf)
    trim = (wide - plain.width) / 2, high - plain.height
    listed = sorted(trims.get("listed", ()), key=lambda each: abs(each[0] - trim[0]) + abs(each[1] - trim[1]))
    near = tuple(listed[0]) if listed else trim
    off = max(abs(near[0] - trim[0]), abs(near[1] - trim[1]))
    if off > NEAR and (off < MEANT or not trim_offered(trims, *trim)):
        want = wrap(printer, (near[0], near[1]), inside.paper, inside.pages, inside.leaf)
        said = (
            f"the cover is {wide:.3f} × {high:.3f} in; around {inside.pages} pages of {near[0]:g} × {near[1]:g} in "
            f"it is {want.width:.3f} × {want.height:.3f}, with a spine of {want.spine:.3f}"
        )
        return want, Fault(1, said, "lay it out anew for the pages and the paper that the book has")
    return wrap(printer, trim, inside.paper, inside.pages, inside.leaf), None


def _size(sheet: Sheet) -> tuple[float, float]:
    """Return how large a sheet is with its bleed, in inches; marks around it do not count."""
    left, bottom, right, top = sheet.bleed if "/BleedBox" in sheet.object else sheet.media
    return (right - left) / INCH, (top - bottom) / INCH


def _on_spine(sheet: Sheet, flat: Wrap, printer: Printer, inside: Inside) -> Iterator[Fault]:
    """Hold the words on the spine clear of its folds, or off it where it is too thin for any."""
    fold = flat.edge + flat.trim[0] + flat.hinge
    words = [box for box in map(_across, _glyphs(sheet)) if fold < sum(box) / 2 < fold + flat.spine]
    if words and flat.clear is None:
        least = printer.rules["spine_text"].want["pages"]
        said = f"words stand on the spine of {inside.pages} pages; {least} pages at least may have them"
        yield Fault(1, said, "leave the spine without words")
    elif words and flat.clear is not None:
        left = min(box[0] for box in words) - fold
        room = min(left, fold + flat.spine - max(box[1] for box in words))
        if room < flat.clear - HAIR:
            said = f"words on the spine stand {room:.3f} in from its fold, {flat.clear:g} in at least"
            yield Fault(1, said, "set them smaller, in the middle of the spine")


def _in_zone(sheet: Sheet, flat: Wrap) -> Iterator[Fault]:
    """Keep words out of the place where the barcode goes."""
    left, bottom, wide, high = flat.zone
    for glyph in _glyphs(sheet):
        begins, ends = _across(glyph)
        x, y = (begins + ends) / 2, (glyph.ink[1] + glyph.ink[3]) / 2 / INCH
        if left < x < left + wide and bottom < y < bottom + high and glyph.text not in CODED:
            said = f"words stand where the barcode goes, {left:.2f} in from the left and {bottom:.2f} in from the foot"
            yield Fault(1, said, f"keep {wide:g} × {high:g} in free there")
            return


def _glyphs(sheet: Sheet) -> Iterator[Letter]:
    return (glyph for line in sheet.lines for glyph in line.glyphs)


def _across(glyph: Letter) -> tuple[float, float]:
    return glyph.ink[0] / INCH, glyph.ink[2] / INCH
