"""Edition -> screen PDF: the printed pages, tagged (PDF/UA-1, PDF/A-2a), with bookmarks, links and page labels."""

from __future__ import annotations

from fleuron.formats.pages import lay_out
from fleuron.model import Edition, Made


def render(edition: Edition) -> Made:
    """Make the screen PDF; its pages are those of the print PDF, so that a reader of either can cite the other."""
    pages = lay_out(edition)
    data = pages.link(edition, screen=True)
    return Made(data, pages.count, "pages")
