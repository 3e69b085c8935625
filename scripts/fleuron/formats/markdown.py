"""Edition -> the book as one clean Markdown file, with what book.toml says in front."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fleuron.formats.pandoc import convert, words
from fleuron.formats.safety import tidy
from fleuron.model import Book, Edition, Made
from fleuron.subjects import subject

OFF = (
    "bracketed_spans fenced_code_attributes fenced_divs header_attributes implicit_figures inline_code_attributes "
    "link_attributes native_divs native_spans raw_attribute raw_html raw_tex smart"
)
WRITER = "-".join(["markdown", *OFF.split()])


def render(edition: Edition) -> Made:
    """Make the Markdown file: parts are `#`, essays `##`; a straight quote stays straight."""
    front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in _front(edition.book))
    text = convert(edition, WRITER).decode()
    return Made(f"---\n{front}\n---\n\n{text}".encode(), words(edition), "words")


def _front(book: Book) -> Iterator[tuple[str, object]]:
    """Yield the front matter; JSON is YAML too."""
    plan = book.plan
    said: dict[str, str | list[str]] = {
        "title": plan.title,
        "subtitle": plan.subtitle,
        "author": [person.name for person in book.authors],
        "editor": [person.name for person in book.editors],
        "publisher": plan.publisher,
        "series": plan.series,
        "lang": plan.language,
        "identifier": plan.identifier,
        "rights": plan.rights,
        "description": plan.description,
        "subject": [subject(each).words for each in plan.subjects],
    }
    for key, value in said.items():
        if value:
            yield key, tidy(value) if isinstance(value, str) else [tidy(each) for each in value]
