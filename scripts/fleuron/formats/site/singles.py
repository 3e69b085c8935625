"""Edition -> a small EPUB of each essay, for a reader who wants that one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5

from fleuron.formats import epub
from fleuron.formats.safety import tidy
from fleuron.model import Book, Division, Edition
from fleuron.wording import Wording, wording


def singles(edition: Edition) -> Mapping[str, bytes]:
    """Make the EPUBs, by their paths in the site."""
    essays = [(d, d.essay) for d in edition.book.divisions if d.essay]
    return {
        f"essays/{essay.slug}.epub": epub.render(
            replace(edition, book=_alone(division, edition.book), formats=(), made=MappingProxyType({}))
        ).data
        for division, essay in essays
    }


def _alone(division: Division, book: Book) -> Book:
    """Make a book of one essay: its title page names the anthology it is from."""
    plan = book.plan
    said = wording(plan.language)
    by = said.series([person.name for person in division.authors])
    title = Division("title", "title", "front", said["title"], _title(division, by, _from(plan.title, said)))
    alone = replace(
        plan,
        title=division.title,
        subtitle="",
        language=book.language(division),
        editors=(),
        identifier=uuid5(NAMESPACE_URL, f"{plan.identifier}#{division.id}").urn,
        isbn={},
        description=f"{_from(tidy(plan.title), said)}.",
    )
    return Book(alone, (), division.authors, (title, division))


def _from(title: str, said: Wording) -> str:
    return said["from"].format(said["quoted"].format(title))


def _title(division: Division, by: str, whole: str) -> str:
    lines = (("editors", by), ("publisher", whole))
    words = "".join(f'<p class="{kind}">{escape(line)}</p>' for kind, line in lines if line)
    return f'<h1 id="title-h">{escape(division.title)}</h1>{words}'
