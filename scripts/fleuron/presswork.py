"""Edition + printer -> the files it takes: pages and gutter settled together, and what it would refuse of them."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from fleuron.errors import PrinterError
from fleuron.formats import FORMATS
from fleuron.model import Clear, Edition, Finding, Made, Press, Severity
from fleuron.printers.geometry import paper_of, settle

if TYPE_CHECKING:
    from fleuron.printers import Printer

INCH = 72  # pt


def press(edition: Edition, printer: Printer) -> dict[str, Made]:
    """Make the pages and the cover as a printer takes them, as book.toml asks for them.

    Raises PrinterError where the printer has no such paper, or wants an ICC profile and the book names none; a cover
    whose size nobody tells is a finding.
    """
    wanted = edition.book.plan.press
    paper, icc = paper_of(printer, wanted.paper), _profile(wanted)
    inside = pages_for(edition, printer, icc)
    try:
        cover = cover_for(edition, printer, inside, replace(wanted, paper=paper), icc)
    except PrinterError as error:
        place = f"{edition.book.plan.name}-wrap-{printer.id}.pdf"
        fix = "say in book.toml what it is printed on: paper, and leaf where the paper is no printer's own"
        found = Finding("PRE802", place, str(error), fix, Severity.WARNING)
        return {f"print-{printer.id}": replace(inside, findings=(*inside.findings, found))}
    return {f"print-{printer.id}": inside, f"wrap-{printer.id}": cover}


def clear(printer: Printer) -> Clear:
    """Return what a printer wants left clear on pages without bleed."""
    wants = {key: printer.rules[key].want for key in ("gutter", "outside", "head", "foot", "bleed")}
    gutters = tuple((float(most), float(inches)) for most, inches in wants["gutter"])
    outside, head, foot = (float(wants[key][0]) for key in ("outside", "head", "foot"))
    return Clear(printer.name, gutters, outside, head, foot, float(wants["bleed"]["edge"]))


def _profile(wanted: Press) -> bytes:
    try:
        return wanted.icc.read_bytes() if wanted.icc else b""
    except OSError as error:
        raise PrinterError(f"The ICC profile {wanted.icc} cannot be read: {error.strerror}") from error


def pages_for(edition: Edition, printer: Printer, icc: bytes = b"") -> Made:
    """Make the book's pages as a printer takes them, and find what it would refuse of them.

    Raises PrinterError where the printer wants an ICC profile and `icc` holds none.
    """
    from fleuron.printers import preflight
    from fleuron.printers.finish import finish
    from fleuron.printers.margins import margins, page_rules

    plain = edition.made.get("print") or FORMATS["print"].render(edition)
    found, laid = margins(plain.data), {"": plain}

    def lay_out(gutter: float) -> int:
        rules = page_rules(found, printer, gutter)
        if rules not in laid:
            laid[rules] = FORMATS["print"].render(_ruled(edition, rules))
        return laid[rules].count

    gutter, _ = settle(lay_out, printer)
    made = laid[page_rules(found, printer, gutter)]
    data = finish(made.data, printer, icc)
    name = f"{edition.book.plan.name}-print-{printer.id}.pdf"
    return Made(data, count(data), "pages", (*made.findings, *preflight(data, printer, name)))


def cover_for(edition: Edition, printer: Printer, inside: Made, wanted: Press, icc: bytes = b"") -> Made:
    """Make the cover laid flat for the pages that are `inside` it, and find what the printer would refuse of it.

    Raises PrinterError where the printer has no such paper, or does not tell how thick it is.
    """
    from fleuron.formats.wrap import wrap
    from fleuron.printers import fits, preflight
    from fleuron.printers.covers import Inside
    from fleuron.printers.finish import finish
    from fleuron.printers.geometry import wrap as flat_for

    flat = flat_for(printer, trim(inside.data), wanted.paper, inside.count, wanted.leaf)
    ink = 0 if "DeviceRGB" in printer.want("spaces", ()) else printer.want("ink")
    data = finish(wrap(edition, flat, ink=ink), printer, icc, cover=True)
    name = f"{edition.book.plan.name}-wrap-{printer.id}.pdf"
    told = [] if flat.sure else [_unsure(printer, name)]
    told += [_mixed(printer, name)] if ink and edition.book.plan.cover else []
    around = Inside(inside.count, wanted.paper, wanted.leaf)
    judged = (*preflight(data, printer, name, cover=True), *fits(data, printer, around, name))
    return Made(data, 1, "page", (*judged, *told))


def trim(data: bytes) -> tuple[float, float]:
    """Return the width and the height of a book's pages, in inches."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        left, bottom, right, top = document[0].get_trimbox()
        return round((right - left) / INCH, 4), round((top - bottom) / INCH, 4)
    finally:
        document.close()


def _unsure(printer: Printer, name: str) -> Finding:
    sentence = f"{printer.name}: not every measure of this cover is the printer's own word"
    return Finding("PRE801", name, sentence, "lay it over the printer's own template before you send it", Severity.NOTE)


def _mixed(printer: Printer, name: str) -> Finding:
    sentence = f"{printer.name}: the picture of the cover is mixed from four inks by a plain rule, not by a profile"
    fix = "look at a printed proof before you sell it, or bring the picture to the printer's profile yourself"
    return Finding("PRE803", name, sentence, fix, Severity.NOTE)


def count(data: bytes) -> int:
    """Count the pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def _ruled(edition: Edition, rules: str) -> Edition:
    """Add rules to the theme's sheet for print."""
    css = MappingProxyType({**edition.theme.css, "print": edition.theme.css["print"] + rules})
    return replace(edition, theme=replace(edition.theme, css=css))
