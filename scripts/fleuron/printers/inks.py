"""A Job and what a printer wants of ink and pictures -> each thing that is not so: colours, coverage, rules, pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pikepdf

from fleuron.printers.job import Fault, Job
from fleuron.printers.marks import Mark

DARK = 0.35  # the lightest gray that a reader takes for black text
FULL = 0.9  # of black ink: what is meant to be black
LONG = 5  # times as long as wide: a filled box that is a rule
GROUND = 36  # pt; a filled box as wide as this is a ground, whatever its shape


def spaces(job: Job, allowed: Sequence[str]) -> Iterator[Fault]:
    """Every colour is in a space that the printer takes."""
    for sheet in job.sheets:
        used = {mark.ink.space for mark in sheet.marks if mark.kind != "odd"}
        for space in sorted(each for each in used if each.split(":")[0] not in (*allowed, "Pattern")):
            fix = f"export it in {' or '.join(allowed)}, not {space}"
            yield Fault(sheet.number, f"something is coloured in {space}", fix)


def unregistered(job: Job, _: bool) -> Iterator[Fault]:
    """Nothing is printed in all inks at once, as only register marks are."""
    for sheet in job.sheets:
        if any(mark.ink.space == "Separation:All" for mark in sheet.marks):
            yield Fault(sheet.number, "something is drawn in the register colour", "draw it in black")


def ink(job: Job, most: float) -> Iterator[Fault]:
    """Hold the inks that lie over one another to `most` percent."""
    for sheet in job.sheets:
        total = max((100 * sum(mark.ink.tints) for mark in sheet.marks if mark.ink.space == "DeviceCMYK"), default=0)
        if total > most + 0.5:
            fix = f"reduce its colours to {most:g} % in all"
            yield Fault(sheet.number, f"{total:.0f} % of ink lie over one another, {most:g} % at most", fix)


def image_ink(job: Job, most: float) -> Iterator[Fault]:
    """Hold the inks of every picture to `most` percent."""
    for sheet in job.sheets:
        for mark in sheet.marks:
            total = _coverage(mark) if mark.kind == "image" and mark.ink.space in ("DeviceCMYK", "ICC4") else 0
            if total > most + 0.5:
                fix = f"convert the picture to a profile that keeps to {most:g} %"
                yield Fault(sheet.number, f"a picture has {total:.0f} % of ink, {most:g} % at most", fix)


def black_text(job: Job, _: bool) -> Iterator[Fault]:
    """Black text is printed in black ink alone, and whole."""
    for sheet in job.sheets:
        for mark in sheet.marks:
            said = _unblack(mark) if mark.kind == "text" else ""
            if said:
                yield Fault(sheet.number, f"black text is {said}", "set text in black alone (100 % K, gray 0)")


def transparency(job: Job, allowed: bool) -> Iterator[Fault]:
    """One sees through nothing."""
    for sheet in job.sheets if not allowed else ():
        said = [mark.says for mark in sheet.marks if mark.says.startswith("transparency")]
        if str(sheet.object.get("/Group", {}).get("/S", "")) == "/Transparency":
            said.append("transparency: the page is a group")
        if said:
            yield Fault(sheet.number, said[0], "flatten transparency when you export")


def plain_tones(job: Job, _: bool) -> Iterator[Fault]:
    """Nothing changes the printer's own tones."""
    for sheet in job.sheets:
        if any(mark.says.startswith("tones") for mark in sheet.marks):
            fix = "export it without halftones and transfer functions"
            yield Fault(sheet.number, "the page sets a halftone or a transfer function", fix)


def min_rule(job: Job, least: float) -> Iterator[Fault]:
    """Hold rules to `least` points."""
    for sheet in job.sheets:
        thin = [width for mark in sheet.marks for width in _rule(mark) if width < least - 0.005]
        if thin:
            said = f"a rule is {min(thin):.2f} pt thick, {least:g} pt at least"
            yield Fault(sheet.number, said, f"draw rules {least:g} pt thick or more")


def min_image(job: Job, least: float) -> Iterator[Fault]:
    """Hold pictures to `least` pixels to the inch at the size they are printed."""
    for sheet in job.sheets:
        few = [mark.size for mark in sheet.marks if mark.kind == "image" and 0 < mark.size < least - 1]
        if few:
            said = f"a picture has {min(few):.0f} pixels to the inch, {least:g} at least"
            yield Fault(sheet.number, said, "find a larger picture, or print it smaller")


def max_image(job: Job, most: float) -> Iterator[Fault]:
    """Hold pictures to `most` pixels to the inch at the size they are printed."""
    for sheet in job.sheets:
        many = [mark.size for mark in sheet.marks if mark.kind == "image" and mark.size > most + 1]
        if many:
            said = f"a picture has {max(many):.0f} pixels to the inch, {most:g} at most"
            yield Fault(sheet.number, said, f"reduce it to {most:g} pixels to the inch")


def _coverage(mark: Mark) -> float:
    """Return the most ink that a picture lays on one spot, in percent."""
    try:
        picture = pikepdf.PdfImage(mark.object).as_pil_image()
    except (pikepdf.PdfError, NotImplementedError, ValueError, OSError):
        return 0
    if picture.mode != "CMYK":
        return 0
    return float(np.asarray(picture, dtype=np.uint16).sum(axis=2).max()) / 2.55


def _unblack(mark: Mark) -> str:
    space, tints = mark.ink.space, mark.ink.tints
    if space == "DeviceCMYK" and len(tints) == 4 and tints[3] >= FULL and max(tints[:3]) > 0:
        return f"printed in more than one ink ({100 * sum(tints):.0f} %)"
    if space in ("DeviceGray", "DeviceRGB") and tints and 0 < max(tints) <= DARK:
        return f"dark gray ({100 * (1 - max(tints)):.0f} %), and printed as dots"
    return ""


def _rule(mark: Mark) -> Iterator[float]:
    """Give the thickness of a stroke, or of a filled box that is long and thin, in pt."""
    if not mark.seen:
        return
    if mark.kind == "stroke":
        yield mark.size
    elif mark.kind == "fill" and mark.box:
        sides = sorted((mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]))
        if LONG * sides[0] < sides[1] >= GROUND:
            yield sides[0]
