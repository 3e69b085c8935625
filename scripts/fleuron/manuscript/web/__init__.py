"""A page saved with its markup -> its lines, as a text page has them, each with what the markup says of it."""

from fleuron.manuscript.web.page import Page, read_html, read_mhtml

__all__ = ["Page", "read_html", "read_mhtml"]
