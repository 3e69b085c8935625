"""A Job and what a printer, or the trade, wants of its type -> each thing that is not so: fonts, sizes, lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from fleuron.printers.job import Fault, Job, Sheet
from fleuron.printers.lines import Line

FILES = ("/FontFile", "/FontFile2", "/FontFile3")
BODY = 20  # glyphs: a line that may tell the size and the measure of the text
INDENT, FAR = 0.5, 4  # em; a line that begins so far in opens a paragraph, and farther in it is something else
SHORT = 1.5  # em; a line that ends so far from the edge is the last of its paragraph
RAISED = 1.5  # times the leading: more is a space between paragraphs
OVER = 3  # pt; so much of two lines on one spot is no accident of their boxes


class Frame(NamedTuple):
    """Where the text stands on the rectos or the versos, in pt, and its size."""

    left: float
    right: float
    size: float

    def holds(self, line: Line) -> bool:
        """Tell whether a line is one of the text."""
        em = self.size
        return abs(line.size - em) < 0.05 * em and self.left - em < line.left and line.right < self.right + em

    def opens(self, line: Line) -> bool:
        """Tell whether a line begins a paragraph."""
        return INDENT * self.size < line.left - self.left < FAR * self.size

    def full(self, line: Line) -> bool:
        """Tell whether a line reaches the edge."""
        return line.right > self.right - INDENT * self.size

    def ends(self, line: Line) -> bool:
        """Tell whether a line ends a paragraph."""
        return line.right < self.right - SHORT * self.size


def embedded(job: Job, _: bool) -> Iterator[Fault]:
    """Every font that is used is in the file."""
    for number, name, font in _fonts(job):
        if str(font.get("/Subtype")) != "/Type3" and _program(font) is None:
            yield Fault(number, f"the font {name} is not in the file", f"embed {name} when you export")


def static_fonts(job: Job, _: bool) -> Iterator[Fault]:
    """No font is variable: some printers' machines print them with faults."""
    for number, name, font in _fonts(job):
        program = _program(font)
        if program is not None and b"fvar" in program.read_bytes()[:1024]:
            yield Fault(number, f"the font {name} is variable", f"set it in a static cut of {name}")


def drawn_fonts(job: Job, _: bool) -> Iterator[Fault]:
    """No font is of Type 3, which a machine draws roughly."""
    for number, _name, font in _fonts(job):
        if str(font.get("/Subtype")) == "/Type3":
            yield Fault(number, "text is set in a Type 3 font", "export it with OpenType or TrueType fonts")


def visible(job: Job, _: bool) -> Iterator[Fault]:
    """No text is hidden."""
    for sheet in job.sheets:
        if any(mark.says == "hidden text" for mark in sheet.marks):
            yield Fault(sheet.number, "the page holds text that is not printed", "take out the hidden text")


def min_text(job: Job, least: float) -> Iterator[Fault]:
    """Hold text to `least` points."""
    for sheet in job.sheets:
        size = min((mark.size for mark in sheet.marks if mark.kind == "text"), default=least)
        if size < least - 0.01:
            said = f"text is {size:.2f} pt, {least:g} pt at least"
            yield Fault(sheet.number, said, f"set all text in {least:g} pt or more")


def overprinted(job: Job, _: bool) -> Iterator[Fault]:
    """No text is printed over other text: a running head fits beside its folio."""
    for sheet in job.sheets:
        lines = sorted(sheet.lines, key=lambda line: line.left)
        for place, line in enumerate(lines):
            over = [other for other in lines[place + 1 :] if other.left < line.right - OVER and _level(line, other)]
            if over:
                said = f"“{over[0].text[:24]}” is printed over “{line.text[:24]}”"
                yield Fault(sheet.number, said, "shorten the running head, or give it room")
                break


def widows(job: Job, _: bool) -> Iterator[Fault]:
    """No page begins with the last line of a paragraph."""
    heads = [lines[0].base for _sheet, _frame, lines in _bodies(job) if lines]
    for (_before, frame, before), (sheet, own, lines) in pairwise(_bodies(job)):
        broken = before and frame.full(before[-1]) and lines and lines[0].base > max(heads) - own.size
        if broken and len(lines) > 1 and own.ends(lines[0]) and not own.opens(lines[0]) and _over(own, *lines[:2]):
            yield Fault(sheet.number, f"a widow: the page begins with “{lines[0].text[:24]}”", "mend it in the layout")


def orphans(job: Job, _: bool) -> Iterator[Fault]:
    """No page ends with the first line of a paragraph."""
    for (sheet, frame, lines), (_after, other, after) in pairwise(_bodies(job)):
        runs_on = bool(after) and after[0].left < other.left + INDENT * other.size
        if runs_on and len(lines) > 1 and frame.opens(lines[-1]) and frame.full(lines[-1]):
            above = lines[-2]
            if above.left < frame.left + INDENT * frame.size or frame.ends(above):
                said = f"an orphan: the page ends with “{lines[-1].text[:24]}”"
                yield Fault(sheet.number, said, "mend it in the layout")


def ladders(job: Job, rungs: int) -> Iterator[Fault]:
    """Hyphens do not stand above one another in `rungs` lines or more."""
    for sheet, _own, lines in _bodies(job):
        runs = [len(list(run)) for hyphened, run in groupby(line.hyphened for line in lines) if hyphened]
        if max(runs, default=0) >= rungs:
            yield Fault(sheet.number, f"{max(runs)} lines on end are hyphened", "mend it in the layout")


def page_hyphen(job: Job, _: bool) -> Iterator[Fault]:
    """No word is broken over the turn of a page."""
    for sheet, _own, lines in _bodies(job):
        if lines and lines[-1].hyphened:
            yield Fault(sheet.number, f"the page ends in a hyphen: “{lines[-1].text[-16:]}”", "mend it in the layout")


def loose(job: Job, most: float) -> Iterator[Fault]:
    """The words of a full line do not stand more than `most` em apart."""
    for sheet, frame, lines in _bodies(job):
        wide = [line for line in lines if frame.full(line) and line.gap > most]
        if wide:
            worst = max(wide, key=lambda line: line.gap)
            said = f"{len(wide)} loose lines, {worst.gap:.2f} em between the words of “{worst.text[:24]}”"
            yield Fault(sheet.number, said, "allow hyphens, or mend the lines")


def frames(job: Job) -> dict[int, Frame]:
    """Find where the text stands: on rectos (1) and on versos (0)."""
    found = {side: _frame([sheet for sheet in job.sheets if sheet.number % 2 == side]) for side in (0, 1)}
    return {side: frame for side, frame in found.items() if frame}


def _bodies(job: Job) -> Iterator[tuple[Sheet, Frame, list[Line]]]:
    """Give the lines of the text on each sheet, from the head to the foot."""
    found = frames(job)
    for sheet in job.sheets:
        frame = found.get(sheet.number % 2)
        if frame:
            lines = sorted((line for line in sheet.lines if frame.holds(line)), key=lambda line: -line.base)
            yield sheet, frame, lines


def _frame(sheets: list[Sheet]) -> Frame | None:
    long = [line for sheet in sheets for line in sheet.lines if len(line.glyphs) > BODY]
    if not long:
        return None
    size = _usual([line.size for line in long])
    text = [line for line in long if abs(line.size - size) < 0.5]
    return Frame(_usual([line.left for line in text]), _usual([line.right for line in text]), size)


def _usual(values: list[float]) -> float:
    """Return the value that most of them are near to, by halves of a point."""
    return Counter(round(2 * value) for value in values).most_common(1)[0][0] / 2


def _level(one: Line, other: Line) -> bool:
    """Tell whether two lines stand at one height, of which each has letters enough to be text."""
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared > 0.5 * min(one.top - one.bottom, other.top - other.bottom) and other.left >= one.left


def _over(frame: Frame, first: Line, second: Line) -> bool:
    """Tell whether a paragraph ends between two lines that follow: the second is indented, or set apart."""
    return frame.opens(second) or first.base - second.base > RAISED * 1.3 * frame.size


def _fonts(job: Job) -> Iterator[tuple[int, str, Any]]:
    """Give each font that is used once, with the first page it is used on."""
    seen = set()
    for sheet in job.sheets:
        for mark in sheet.marks:
            if mark.kind == "text" and mark.object is not None and mark.object.objgen not in seen:
                seen.add(mark.object.objgen)
                yield sheet.number, str(mark.object.get("/BaseFont", "/unnamed"))[1:].split("+")[-1], mark.object


def _program(font: Any) -> Any:
    """Return the font's file, where it is in the PDF."""
    whole = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    told = whole.get("/FontDescriptor", {})
    return next((told[key] for key in FILES if key in told), None)
