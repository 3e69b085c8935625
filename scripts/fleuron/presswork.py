"""Edition + printer -> the files it takes: pages and gutter settled together, and what it would refuse of them."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from fleuron.formats import FORMATS
from fleuron.model import Edition, Finding, Made, Severity
from fleuron.printers.geometry import settle

if TYPE_CHECKING:
    from fleuron.printers import Printer

INCH = 72  # pt


def pages_for(edition: Edition, printer: Printer, icc: bytes = b"") -> Made:
    """Make the book's pages as a printer takes them, and find what it would refuse of them.

    Raises PrinterError where the printer wants an ICC profile and `icc` holds none.
    """
    from fleuron.printers import preflight
    from fleuron.printers.finish import finish
    from fleuron.printers.margins import margins, page_rules

    plain = FORMATS["print"].render(edition)
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


def cover_for(edition: Edition, printer: Printer, inside: Made, paper: str = "", icc: bytes = b"") -> Made:
    """Make the cover laid flat for the pages that are `inside` it, and find what the printer would refuse of it.

    Raises PrinterError where the printer has no such paper, or does not tell how thick it is.
    """
    from fleuron.formats.wrap import wrap
    from fleuron.printers import preflight
    from fleuron.printers.finish import finish
    from fleuron.printers.geometry import wrap as flat_for

    flat = flat_for(printer, trim(inside.data), paper, inside.count)
    ink = 0 if "DeviceRGB" in printer.want("spaces", ()) else printer.want("ink")
    data = finish(wrap(edition, flat, ink=ink), printer, icc, cover=True)
    name = f"{edition.book.plan.name}-wrap-{printer.id}.pdf"
    unsure = () if flat.sure else (_unsure(printer, name),)
    return Made(data, 1, "page", (*preflight(data, printer, name, cover=True), *unsure))


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
