"""Chapters + Plan -> Book: the divisions in the field's order, each with what stands on its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape, unescape

from fleuron.collate.credits import origin
from fleuron.collate.generated import generated
from fleuron.collate.index import index, mark
from fleuron.collate.people import helpers, join, person
from fleuron.collate.xhtml import header, p
from fleuron.model import Book, Chapter, Decisions, Division, PartPlan, Person, Plan
from fleuron.names import nameless
from fleuron.wording import called, wording

FRONT = (
    *("half-title", "series", "title", "copyright", "dedication", "epigraph", "contents"),
    *("foreword", "preface", "introduction"),
)
BACK = (
    *("acknowledgments", "afterword", "notes", "contributors", "credits", "index", "colophon"),
)  # The Chicago Manual of Style, 1.4
UNHEADED = frozenset({"half-title", "series", "title", "copyright", "dedication", "epigraph", "colophon"})
HEADING = re.compile(r"\s*<h1[^>]*>(.*?)</h1>\s*", re.DOTALL)


def collate(chapters: Iterable[Chapter], plan: Plan, matter: Mapping[str, str], set_in: str = "") -> Book:
    """Put the chapters, and the matter (XHTML by its name), in the order that the plan asks for.

    `set_in` is what the copyright page says of the theme's faces.
    """
    shelf = {chapter.essay.slug: _essay(chapter, plan) for chapter in chapters}
    parts = [(part, [shelf[slug] for slug in part.essays if slug in shelf]) for part in plan.parts]
    essays = [division for _, group in parts for division in group]
    editors = tuple(person(name, plan) for name in plan.editors)
    named = dict.fromkeys(author for essay in essays for author in essay.authors)
    authors = tuple(author for author in named if not nameless(author.name))
    book = Book(plan, editors, authors, tuple(essays), helpers(plan, essays))
    pages = generated(book, set_in) | dict(matter)
    front = [_matter(kind, "front", pages[kind], plan) for kind in FRONT if kind in pages]
    body = [d for number, (part, group) in enumerate(parts, 1) if group for d in (*_part(number, part, plan), *group)]
    back = [_matter(kind, "back", pages[kind], plan) for kind in BACK if kind in pages]
    if terms := index([*front, *body, *back]):
        back = sorted([*back, _matter("index", "back", terms, plan)], key=lambda division: BACK.index(division.kind))
    return replace(book, divisions=(*front, *body, *back))


def mark_draft(book: Book) -> Book:
    """Say on the title page that the book may not be published yet."""
    said = wording(book.plan.language)["draft"]
    divisions = (replace(d, xhtml=d.xhtml + p("draft", said)) if d.kind == "title" else d for d in book.divisions)
    return replace(book, divisions=tuple(divisions))


def _essay(chapter: Chapter, plan: Plan) -> Division:
    essay = chapter.essay
    slug = f"essay-{essay.slug}"
    decided = plan.decisions.get(essay.slug, Decisions())
    authors = tuple(person(name, plan) for name in essay.authors)
    translators = [person(name, plan) for name in decided.translators]
    said = wording(plan.language)
    byline = join(authors, said) + (f"\n{said['translated-by'].format(join(translators, said))}" if translators else "")
    ours = plan.language if essay.language not in ("", plan.language) else ""
    opener = header(slug, escape(essay.title), ("standfirst", essay.standfirst), ("byline", byline.strip()))
    xhtml = opener + mark(slug, chapter.xhtml, plan.index) + p("origin", origin(essay, plan), ours)
    return Division(slug, "essay", "body", essay.title, xhtml, essay.short, authors, essay)


def _part(number: int, part: PartPlan, plan: Plan) -> Iterator[Division]:
    if part.title:
        label = wording(plan.language).part(number)
        slug = f"part-{number}"
        title = f'<span class="label">{label}</span> {escape(part.title)}'
        yield Division(slug, "part", "body", part.title, header(slug, title) + p("blurb", part.blurb))


def _matter(kind: str, zone: str, xhtml: str, plan: Plan) -> Division:
    """Make a division of matter; a heading that opens it becomes its title, who wrote it is named under it."""
    opening = HEADING.match(xhtml) if kind not in UNHEADED else None
    title = re.sub(r"<[^>]+>", "", opening[1]) if opening else escape(called(kind, plan.language))
    rest = xhtml[opening.end() :] if opening else xhtml
    authors: Sequence[Person] = [each for each in plan.people.values() if kind in each.roles]
    headed = xhtml and kind not in UNHEADED
    opener = (
        header(kind, opening[1] if opening else title, ("byline", join(authors, wording(plan.language))))
        if headed
        else ""
    )
    said = mark(kind, rest, plan.index if kind in plan.matter else {})
    return Division(kind, kind, zone, unescape(title), opener + said, authors=tuple(authors))
