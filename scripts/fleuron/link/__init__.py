"""Chunks -> one PDF: made up once, linked as often as the book changes; knows pages and objects, not essays.

A `Chunk` is a run of pages that opens on a recto, with all that hangs on them: what is drawn, links, tags, bookmarks,
places to lead to. Nothing in it knows where in the book it will stand: its objects are numbered from nought, its folios
are slots, its fonts are lists of glyphs. `link` counts the pages, moves the numbers, sets the folios, cuts one subset
of each face for the whole book, and joins the trees. So one edit costs one chunk, and the link is linear in pages.
"""

from fleuron.link.book import About, link, numbered
from fleuron.link.chunk import Card, Chunk, Font, Leaf, Mark, Sheaf, Slot, card, parse, read_card
from fleuron.link.forms import Form, form
from fleuron.link.words import roman

__all__ = [
    "About",
    "Card",
    "Chunk",
    "Font",
    "Form",
    "Leaf",
    "Mark",
    "Sheaf",
    "Slot",
    "card",
    "form",
    "link",
    "numbered",
    "parse",
    "read_card",
    "roman",
]
