"""Edition -> a Word file for the copy-editor: every kind of paragraph in a style of its own name, notes as notes."""

from __future__ import annotations

from fleuron.formats.pandoc import convert, words
from fleuron.formats.safety import tidy
from fleuron.model import Edition, Made


def render(edition: Edition) -> Made:
    """Make the Word file."""
    plan = edition.book.plan
    said = [("title", plan.title), ("subtitle", plan.subtitle), ("lang", plan.language)]
    said += [("author", person.name) for person in edition.book.editors or edition.book.authors]
    options = [f"--metadata={name}={tidy(value)}" for name, value in said if value]
    return Made(convert(edition, "docx", options), words(edition), "words")
