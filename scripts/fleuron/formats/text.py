"""Edition -> the book as plain text: one line a paragraph, a blank line between two."""

from __future__ import annotations

from fleuron.formats.pandoc import convert, words
from fleuron.formats.safety import tidy
from fleuron.model import Edition, Made


def render(edition: Edition) -> Made:
    """Make the text file."""
    plan = edition.book.plan
    title = "\n".join(filter(None, (tidy(plan.title), tidy(plan.subtitle))))
    return Made(f"{title}\n\n{convert(edition, 'plain').decode()}".encode(), words(edition), "words")
