"""Edition -> print PDF: the pages as a printer wants them, one ink, every font in the file, nothing to click."""

from __future__ import annotations

from fleuron.formats.pages import lay_out
from fleuron.model import Edition, Made


def render(edition: Edition) -> Made:
    """Make the print PDF; its count of pages is even, as sheets have two sides."""
    pages = lay_out(edition)
    data = pages.link(edition, screen=False)
    return Made(data, pages.count + pages.count % 2, "pages", tuple(pages.left_to_layout()))
