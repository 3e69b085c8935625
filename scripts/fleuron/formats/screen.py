"""Edition -> screen PDF: the printed pages, tagged (PDF/UA-1, PDF/A-2a), with bookmarks, links and page labels."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from fleuron.formats.draft import mark
from fleuron.formats.finish import mend_text, opened, saved
from fleuron.formats.lasting import make_lasting
from fleuron.formats.pages import first_of_body, lay_out
from fleuron.formats.tagging import join, numbered
from fleuron.model import Edition, Made


def render(edition: Edition) -> Made:
    """Make the screen PDF; its pages are those of the print PDF, so that a reader of either can cite the other."""
    pages = lay_out(edition)
    with numbered():
        pdf = opened(pages.copy().write_pdf(pdf_variant="pdf/ua-1"))
    join(pdf)
    mend_text(pdf)
    make_lasting(pdf)
    if edition.draft:
        mark(pdf)
    _label(pdf, first_of_body(edition, pages))
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines
    return Made(saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate), len(pdf.pages), "pages")


def _label(pdf: pikepdf.Pdf, body: int) -> None:
    """Number the pages as their folios do: i, ii … then 1, 2 …"""
    ranges = {0: Name.r} | ({body: Name.D} if body < len(pdf.pages) else {})
    numbers = [part for start, style in ranges.items() for part in (start, Dictionary(S=style))]
    pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))
