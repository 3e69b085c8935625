"""Chapters + Plan -> Book: the divisions in the field's order, each with what stands on its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape

from fleuron.model import UNDATED, Book, Chapter, Division, Essay, PartPlan, Person, Plan
from fleuron.names import series, slugify, sort_name

FRONT = (
    "half-title",
    "title",
    "copyright",
    "dedication",
    "epigraph",
    "contents",
    "foreword",
    "preface",
    "introduction",
)
BACK = ("afterword", "acknowledgments", "contributors", "credits", "colophon")  # The Chicago Manual of Style, 1.4
TITLES: Mapping[str, str] = {
    "half-title": "Half title",
    "title": "Title page",
    "copyright": "Copyright",
    "contents": "Contents",
    "contributors": "Contributors",
    "credits": "Credits",
}
UNHEADED = frozenset({"half-title", "title", "copyright", "dedication", "epigraph", "colophon"})
HEADING = re.compile(r"\s*<h1[^>]*>(.*?)</h1>\s*", re.DOTALL)
NUMBERS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def collate(chapters: Iterable[Chapter], plan: Plan, matter: Mapping[str, str]) -> Book:
    """Put the chapters, and the matter (XHTML by its name), in the order that the plan asks for."""
    shelf = {chapter.essay.slug: _essay(chapter, plan) for chapter in chapters}
    parts = [(part, [shelf[slug] for slug in part.essays if slug in shelf]) for part in plan.parts]
    essays = [division for _, group in parts for division in group]
    editors = tuple(_person(name, plan) for name in plan.editors)
    authors = tuple(dict.fromkeys(person for essay in essays for person in essay.authors))
    pages = _generated(plan, editors, authors, essays) | dict(matter)
    body = [
        division
        for number, (part, group) in enumerate(parts, 1)
        if group
        for division in (*_part(number, part), *group)
    ]
    front, back = (
        [_division(kind, zone, pages[kind]) for kind in kinds if kind in pages]
        for zone, kinds in (("front", FRONT), ("back", BACK))
    )
    return Book(plan, editors, authors, (*front, *body, *back))


def _essay(chapter: Chapter, plan: Plan) -> Division:
    essay = chapter.essay
    slug = f"essay-{essay.slug}"
    authors = tuple(_person(name, plan) for name in essay.authors)
    header = _header(slug, essay.title, ("standfirst", essay.standfirst), ("byline", _names(authors)))
    xhtml = header + chapter.xhtml + _p("origin", _origin(essay))
    return Division(slug, "essay", "body", essay.title, xhtml, essay.short, authors, essay)


def _part(number: int, part: PartPlan) -> Iterator[Division]:
    if part.title:
        label = f"Part {NUMBERS[number - 1] if number <= len(NUMBERS) else number}"
        slug = f"part-{number}"
        title = f'<span class="label">{label}</span> {escape(part.title)}'
        xhtml = f'<header><h1 id="{slug}-h">{title}</h1></header>{_p("blurb", part.blurb)}'
        yield Division(slug, "part", "body", part.title, xhtml)


def _division(kind: str, zone: str, xhtml: str) -> Division:
    """Make a division of matter; a heading that opens it becomes its title (the title page keeps the book's)."""
    opening = None if kind == "title" else HEADING.match(xhtml)
    title = re.sub(r"<[^>]+>", "", opening[1]) if opening else TITLES.get(kind, escape(kind.capitalize()))
    rest = xhtml[opening.end() :] if opening else xhtml
    header = (
        ""
        if kind in UNHEADED or not xhtml
        else f'<header><h1 id="{kind}-h">{opening[1] if opening else title}</h1></header>'
    )
    return Division(kind, kind, zone, unescape(title), header + rest)


def _generated(
    plan: Plan, editors: Sequence[Person], authors: Sequence[Person], essays: Sequence[Division]
) -> dict[str, str]:
    pages = {
        "half-title": _p("", plan.title),
        "title": _title(plan, editors),
        "copyright": _copyright(plan),
        "contents": "",
        "contributors": "".join(_contributor(person, essays) for person in authors),
        "credits": "".join(_p("", _credit(division)) for division in essays if _origin(division.essay)),
    }
    return {kind: xhtml for kind, xhtml in pages.items() if xhtml or kind == "contents"}


def _title(plan: Plan, editors: Sequence[Person]) -> str:
    return (
        f'<h1 id="title-h">{escape(plan.title)}</h1>'
        + (f'<p class="subtitle" role="doc-subtitle">{escape(plan.subtitle)}</p>' if plan.subtitle else "")
        + _p("editors", f"Edited by {_names(editors)}" if editors else "")
        + _p("publisher", plan.publisher)
    )


def _copyright(plan: Plan) -> str:
    """State what a reader, a library and a shop look for, and nothing that the editor has not said."""
    isbn = "; ".join(f"{number} ({format})" for format, number in plan.isbn.items())
    return "".join(
        _p("", line)
        for line in (
            plan.rights or "Text copyright the individual contributors.",
            f"First published {plan.issued.year}{' by ' + plan.publisher if plan.publisher else ''}."
            if plan.issued != UNDATED
            else "",
            f"ISBN {isbn}" if isbn else "",
            "Set in EB Garamond, under the SIL Open Font License 1.1. Made with fleuron.",
        )
    )


def _contributor(person: Person, essays: Sequence[Division]) -> str:
    titles = [f"“{division.title}”" for division in essays if person in division.authors]
    bio = person.bio or f"is the author of {series(titles)}."
    return f'<p class="contributor"><strong>{escape(person.name)}</strong> {escape(bio)}</p>'


def _credit(division: Division) -> str:
    essay = division.essay
    by = f" by {_names(division.authors)}" if division.authors else ""
    return f"“{division.title}”{by}. {_origin(essay)} {essay.url}".strip() if essay else ""


def _origin(essay: Essay | None) -> str:
    """Say where an essay first appeared, and by what licence it stands here."""
    if essay is None:
        return ""
    place = ", ".join(filter(None, (essay.site, essay.published)))
    licence = f"Licence: {essay.licence}." if essay.licence else ""
    return " ".join(filter(None, (f"First published: {place}." if place else "", licence)))


def _names(people: Sequence[Person]) -> str:
    return series([person.name for person in people])


def _person(name: str, plan: Plan) -> Person:
    """Find a person by id or name; a name that nobody has registered stands for itself."""
    known = {person.name.casefold(): person for person in plan.people.values()}
    stranger = Person(slugify(name), name, sort_name(name))
    return plan.people.get(name) or known.get(name.casefold()) or stranger


def _header(slug: str, title: str, *lines: tuple[str, str]) -> str:
    return f'<header><h1 id="{slug}-h">{escape(title)}</h1>{"".join(_p(kind, line) for kind, line in lines)}</header>'


def _p(kind: str, text: str) -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f"<p{attribute}>{escape(text)}</p>" if text else ""
