"""Edition + printer -> the files it takes: pages and gutter settled together, and what it would refuse of them."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from fleuron.formats import FORMATS
from fleuron.model import Edition, Made
from fleuron.printers.geometry import settle

if TYPE_CHECKING:
    from fleuron.printers import Printer


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
