"""Book, theme -> Findings: the pictures that are lost, that nobody describes, and that are too small to be printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fleuron.art import fitted
from fleuron.model import Book, Essay, Finding, Picture, Role, Severity, Theme
from fleuron.names import series

COVER, CROPPED = 0.635, 0.1  # of a cover: its shape, width to height; how much of a picture may be cut
LEAST = 300  # px to the inch, as every printer that we know wants it; PRE409 holds each to its own word
FEW = "PIC110"  # matters to print alone
INCH = 72  # pt
PAGE = re.compile(r"@page\s*\{([^{}]*)\}")
SIZE = re.compile(r"\bsize:\s*([\d.]+)(in|mm|pt)\s+([\d.]+)(in|mm|pt)")
MARGIN = re.compile(r"\bmargin:\s*((?:[\d.]+(?:in|mm|pt)\s*){1,4})")
POINTS = {"in": 72.0, "mm": 72 / 25.4, "pt": 1.0}


def gallery(book: Book, theme: Theme) -> list[Finding]:
    """Look through the pictures of a book."""
    return [
        *_cropped(book.plan.cover),
        *_orphans(book.essays),
        *(f for picture in book.pictures for f in _judged(picture, theme)),
    ]


def _cropped(cover: Picture | None) -> Iterator[Finding]:
    """Find out whether the picture for the cover has another shape than covers have."""
    shape = cover.size[0] / cover.size[1] if cover else COVER
    lost = 1 - min(shape, COVER) / max(shape, COVER)
    if cover and lost > CROPPED:
        sides = "its sides are" if shape > COVER else "its head and its foot are"
        sentence = f"“{cover.file}” has another shape than the cover: {sides} cut, {100 * lost:.0f} % of it in all"
        fix = "make it 1.5 to 1.6 times as high as it is wide, with nothing near its edges that must be seen"
        yield Finding("PIC113", cover.place, sentence, fix)


def _orphans(essays: Iterable[Essay]) -> Iterator[Finding]:
    """Find captions and credits that stand under nothing: a scraped page has lost its pictures."""
    for essay in essays:
        taken = {number for picture in essay.pictures for number in picture.told}
        told = [v for v in essay.printed if v.role in (Role.CAPTION, Role.CREDIT) and v.line.number not in taken]
        if told and not essay.markdown:
            lines = series([str(verdict.line.number) for verdict in told])
            sentence = f"the captions of pictures that the book does not have are printed (line {lines})"
            place = f"{essay.place}:{told[0].line.number}"
            fix = (
                "give the picture back with [[pictures]] in its sidecar, cut the line with [[rulings]] "
                '(role = "widget"), or let it stand'
            )
            yield Finding("PIC101", place, sentence, fix, Severity.NOTE)


def _judged(picture: Picture, theme: Theme) -> Iterator[Finding]:
    if not picture.described:
        sentence = f"nobody says in words what “{picture.file}” shows"
        fix = 'write alt = "…" for those who cannot see it, or decorative = true where it only adorns'
        yield Finding("PIC109", picture.place, sentence, fix, gate=True)
    if (room := _room(theme)) and (ppi := _ppi(picture, *room)) < LEAST - 0.5:
        wide = picture.size[0] / LEAST
        sentence = (
            f"“{picture.file}” is printed {picture.size[0] / ppi:.1f} in wide, with {ppi:.0f} pixels to the inch; "
            f"{LEAST} are wanted, and it has them at {wide:.1f} in"
        )
        share = int(picture.width * ppi / LEAST)
        fix = f'find a larger one, or write width = "{share}%"' if share else "find a larger one"
        yield Finding(FEW, picture.place, sentence, fix, gate=True)


def _ppi(picture: Picture, measure: float, height: float) -> float:
    """Return the pixels to the inch at which a picture is printed."""
    return picture.size[0] / (fitted(picture.size, picture.width, measure, height)[0] / INCH)


def _room(theme: Theme) -> tuple[float, float] | None:
    """Read off a theme's sheet how wide and high its text is (pt); None where it does not say so in one rule."""
    page = PAGE.search(theme.css.get("print", ""))
    size, margin = (SIZE.search(page[1]), MARGIN.search(page[1])) if page else (None, None)
    if not size or not margin:
        return None
    top, *others = (float(number) * POINTS[unit] for number, unit in re.findall(r"([\d.]+)(in|mm|pt)", margin[1]))
    right, bottom, left = _sides(top, *others)
    wide, high = float(size[1]) * POINTS[size[2]], float(size[3]) * POINTS[size[4]]
    return wide - left - right, high - top - bottom


def _sides(top: float, *others: float) -> tuple[float, float, float]:
    """Return the margins that CSS means: right, bottom and left, whether it names one, two, three or four."""
    right = others[0] if others else top
    return right, others[1] if others[1:] else top, others[2] if others[2:] else right
