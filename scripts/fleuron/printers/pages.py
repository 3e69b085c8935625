"""A Job and what a printer wants of its pages -> each page that is not so: count, boxes, bleed, margins, blanks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from math import inf
from typing import Any

from fleuron.printers.geometry import step, trim_offered
from fleuron.printers.job import INCH, Box, Fault, Job, Sheet, beyond

SLACK = 0.15  # pt; the thickness of nothing
NEAR = 0.72  # pt; a hundredth of an inch
BLEED = 0.125  # in; what all of them want
EDGES = ("left", "foot", "right", "head")
FOLIO = re.compile(r"[\divxlc\W]{1,8}", re.IGNORECASE)


def pages(job: Job, papers: Mapping[str, Sequence[int]]) -> Iterator[Fault]:
    """A paper of the printer's holds so many pages."""
    count = len(job.sheets)
    if not any(few <= count <= many for few, many in papers.values()):
        told = "; ".join(f"{paper} {few} to {many}" for paper, (few, many) in papers.items())
        yield Fault(0, f"the book has {count} pages ({told})", "make it longer or shorter, or choose another binding")


def multiple(job: Job, of: int) -> Iterator[Fault]:
    """The pages fill their sheets."""
    short = -len(job.sheets) % of
    if short:
        yield Fault(0, f"{len(job.sheets)} pages are no multiple of {of}", f"add {short} blank at the end")


def trims(job: Job, offered: Mapping[str, Any]) -> Iterator[Fault]:
    """The trim is one that the printer offers; a page that does not say where it is cut may have bleed."""
    for size, sheets in groupby(sorted(job.sheets, key=_size), _size):
        first = next(sheets)
        wide, high = size[0] - BLEED, size[1] - 2 * BLEED
        bare = "/TrimBox" not in first.object and trim_offered(offered, wide, high)
        if not (trim_offered(offered, *size) or bare):
            said = "; ".join(f"{w:g} × {h:g}" for w, h in offered.get("listed", ()))
            yield Fault(
                first.number, f"the trim is {_by(size)}", f"choose one of the printer's (in): {said or 'ask it'}"
            )


def one_trim(job: Job, _: bool) -> Iterator[Fault]:
    """All pages are of one size."""
    sizes = Counter(map(_size, job.sheets))
    for sheet in job.sheets:
        usual = sizes.most_common(1)[0][0]
        if max(abs(a - b) for a, b in zip(_size(sheet), usual, strict=True)) > 0.005:
            said = f"the page is {_by(_size(sheet))}, the others {_by(usual)}"
            yield Fault(sheet.number, said, f"make every page {_by(usual)}")


def boxes(job: Job, _: bool) -> Iterator[Fault]:
    """The trim lies in the bleed, and the bleed in the sheet; no ArtBox says otherwise."""
    for sheet in job.sheets:
        if min(beyond(sheet.bleed, sheet.trim)) < -SLACK or min(beyond(sheet.media, sheet.bleed)) < -SLACK:
            fix = "set MediaBox, BleedBox and TrimBox one within the other"
            yield Fault(sheet.number, "the page's boxes do not lie one within the other", fix)
        if "/ArtBox" in sheet.object:
            yield Fault(sheet.number, "the page has an ArtBox", "keep the TrimBox alone")


def trim_box(job: Job, _: bool) -> Iterator[Fault]:
    """Every page says where it is cut."""
    for sheet in job.sheets:
        if "/TrimBox" not in sheet.object:
            yield Fault(sheet.number, "the page does not say where it is cut", "set a TrimBox on every page")


def uncropped(job: Job, _: bool) -> Iterator[Fault]:
    """No CropBox hides a part of the page."""
    for sheet in job.sheets:
        crop = sheet.object.get("/CropBox")
        if crop is not None and max(map(abs, beyond(sheet.media, _floats(crop)))) > SLACK:
            yield Fault(sheet.number, "a CropBox hides a part of the page", "take the CropBox out")


def upright(job: Job, _: bool) -> Iterator[Fault]:
    """Pages lie as they are read, in points."""
    for sheet in job.sheets:
        turned = int(sheet.object.get("/Rotate", 0)) % 360
        if turned:
            yield Fault(sheet.number, f"the page is turned by {turned}°", "turn the page itself, not its view")
        if float(sheet.object.get("/UserUnit", 1)) != 1:
            yield Fault(sheet.number, "the page is measured in a unit of its own", "export it in points")


def bleed(job: Job, wanted: Mapping[str, float]) -> Iterator[Fault]:
    """Where pages are larger than their trim, they are so by the printer's bleed, at each edge."""
    for sheet in job.sheets if job.bleeds else ():
        for edge, points in zip(EDGES, beyond(sheet.bleed, sheet.trim), strict=True):
            want = wanted["gutter" if edge == inner(sheet) else "edge"]
            if abs(points / INCH - want) > 0.008:
                said = f"the bleed at the {edge} is {points / INCH:.3f} in, {want:g} wanted"
                yield Fault(sheet.number, said, f"set the bleed at the {edge} to {want:g} in")


def bleed_reaches(job: Job, wanted: float) -> Iterator[Fault]:
    """What reaches the edge of a page goes on to the edge of its bleed."""
    for sheet in job.sheets:
        for mark in sheet.marks:
            if mark.box is None or not mark.seen or mark.kind not in ("image", "fill"):
                continue
            over = beyond(mark.box, sheet.trim)
            short = [edge for edge, points in zip(EDGES, over, strict=True) if -NEAR < points < wanted * INCH - NEAR]
            short = [edge for edge in short if edge != inner(sheet)]
            if short:
                said = f"ink reaches the {short[0]} edge of the page and not {wanted:g} in beyond"
                yield Fault(sheet.number, said, f"draw it {wanted:g} in beyond the trim, or inside the margins")


def marks(job: Job, allowed: bool) -> Iterator[Fault]:
    """Nothing is drawn outside the bleed: no crop marks, no colour bars."""
    for sheet in job.sheets if not allowed else ():
        out = [mark for mark in sheet.marks if mark.box and mark.seen and _outside(mark.box, sheet.bleed)]
        if out:
            said = f"{len(out)} marks are drawn outside the bleed"
            yield Fault(sheet.number, said, "export it without crop and registration marks")


def last_blank(job: Job, _: bool) -> Iterator[Fault]:
    """The last page is left to the printer's barcode."""
    if job.sheets and job.sheets[-1].inked:
        yield Fault(len(job.sheets), "the last page is not blank", "end the book with a blank page")


def blank_folios(job: Job, _: bool) -> Iterator[Fault]:
    """A blank page has no folio."""
    for sheet in job.sheets:
        said = "".join(line.text for line in sheet.lines)
        drawn = any(mark.seen for mark in sheet.marks if mark.kind != "text")
        if FOLIO.fullmatch(said) and not drawn:
            yield Fault(sheet.number, f"the page is blank but for its folio, {said}", "print no folio on blank pages")


def blank_run(job: Job, least: int) -> Iterator[Fault]:
    """Blank pages do not follow one another within the book."""
    blank, run = [not sheet.inked for sheet in job.sheets], 0
    for sheet in job.sheets:
        if not any(not each for each in blank[sheet.number :]):
            return
        run = run + 1 if blank[sheet.number - 1] else 0
        if run == least:
            yield Fault(sheet.number - least + 1, f"{least} blank pages follow one another", "take one of them out")


def gutter(job: Job, table: Sequence[Sequence[float]]) -> Iterator[Fault]:
    """Text keeps clear of the spine, as the number of pages asks."""
    yield from _margin(job, "gutter", step(table, len(job.sheets)), inner)


def outside(job: Job, wants: Sequence[float]) -> Iterator[Fault]:
    """Text keeps clear of the fore-edge."""
    yield from _margin(job, "fore-edge", wants[job.bleeds], outer)


def head(job: Job, wants: Sequence[float]) -> Iterator[Fault]:
    """Text keeps clear of the head."""
    yield from _margin(job, "head", wants[job.bleeds], lambda _: "head")


def foot(job: Job, wants: Sequence[float]) -> Iterator[Fault]:
    """Text keeps clear of the foot."""
    yield from _margin(job, "foot", wants[job.bleeds], lambda _: "foot")


def inner(sheet: Sheet) -> str:
    """Name the edge that is bound."""
    return "left" if sheet.number % 2 else "right"


def outer(sheet: Sheet) -> str:
    """Name the edge that opens."""
    return "right" if sheet.number % 2 else "left"


def room(sheet: Sheet, edge: str) -> float:
    """Return how far the text keeps from an edge of the trim, in inches; a page without text keeps all of it."""
    ink = (
        *(
            min((line.left for line in sheet.lines), default=inf),
            min((line.bottom for line in sheet.lines), default=inf),
        ),
        *(
            max((line.right for line in sheet.lines), default=-inf),
            max((line.top for line in sheet.lines), default=-inf),
        ),
    )
    return -beyond(ink, sheet.trim)[EDGES.index(edge)] / INCH


def _margin(job: Job, name: str, want: float, edge: Callable[[Sheet], str]) -> Iterator[Fault]:
    for sheet in job.sheets:
        left = room(sheet, edge(sheet))
        if left < want - 0.002:
            said = f"text stands {left:.3f} in from the {name}, {want:g} in wanted"
            yield Fault(sheet.number, said, f"widen the margin at the {name} to {want:g} in")


def _outside(box: Box, bleed: Box) -> bool:
    return box[2] <= bleed[0] or box[0] >= bleed[2] or box[3] <= bleed[1] or box[1] >= bleed[3]


def _size(sheet: Sheet) -> tuple[float, float]:
    """Return the trim's width and height, in inches."""
    left, bottom, right, top = sheet.trim
    return round((right - left) / INCH, 3), round((top - bottom) / INCH, 3)


def _by(size: tuple[float, float]) -> str:
    return f"{size[0]:g} × {size[1]:g} in"


def _floats(array: Any) -> Box:
    left, bottom, right, top = (float(number) for number in array)
    return left, bottom, right, top
