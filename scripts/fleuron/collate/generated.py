"""Book -> the pages that nobody writes: title, copyright, contributors, credits (XHTML by name)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from html import escape
from itertools import groupby

from fleuron.collate.credits import credit, picture_credits
from fleuron.collate.people import join
from fleuron.collate.xhtml import block, link, p
from fleuron.model import UNDATED, Book, Division, Person, Plan
from fleuron.wording import wording

CALLED = {"epub": "EPUB", "screen": "PDF"}


def generated(book: Book, set_in: str) -> dict[str, str]:
    """Write the pages of a book whose divisions are its essays alone; contents are left to the formats."""
    plan = book.plan
    credits = "".join(credit(division, plan) for division in book.divisions) + picture_credits(book)
    pages = {
        "half-title": p("", plan.title),
        "series": p("", plan.series),
        "title": _title(book),
        "copyright": _copyright(plan, bool(credits), set_in),
        "contributors": _notes(book),
        "credits": credits,
    }
    return {kind: xhtml for kind, xhtml in pages.items() if xhtml} | {"contents": ""}


def _title(book: Book) -> str:
    plan = book.plan
    said = wording(plan.language)
    rows = [("editor", each) for each in book.editors] + [*book.helpers]
    names = [said[f"by-{role}"].format(join((each for _, each in group), said)) for role, group in groupby(rows, _role)]
    return (
        f'<h1 id="title-h">{escape(plan.title)}</h1>'
        + (f'<p class="subtitle" role="doc-subtitle">{escape(plan.subtitle)}</p>' if plan.subtitle else "")
        + p("editors", "\n".join(names))
        + p("publisher", plan.publisher)
    )


def _role(row: tuple[str, Person]) -> str:
    return row[0]


def _copyright(plan: Plan, credited: bool, set_in: str) -> str:
    """State what a reader, a library and a shop look for, and nothing that the editor has not said."""
    said = wording(plan.language)
    isbn = "; ".join(f"{number} ({CALLED.get(format, said['print'])})" for format, number in plan.isbn.items())
    issued = said["issued-by" if plan.publisher else "issued"].format(plan.issued.year, plan.publisher)
    english = said.language == "en"
    lines = (
        escape(plan.rights or said["rights"]),
        said["credited"].format(link("#credits", said["credits"])) if credited else "",
        escape(issued) if plan.issued != UNDATED else "",
        escape(f"ISBN {isbn}") if isbn else "",
        escape(f"{set_in if english else ''} {said['made']}".strip()),
    )
    return "".join(block("", line) for line in lines) + ("" if english else p("", set_in, "en"))


def _noted(book: Book) -> tuple[Person, ...]:
    """List who gets a note: every author and translator, and whoever else has something told of them."""
    translators = [each for role, each in book.helpers if role == "translator"]
    others = [each for each in (*book.editors, *(each for _, each in book.helpers)) if each.bio]
    return tuple(dict.fromkeys((*book.authors, *translators, *others)))


def _notes(book: Book) -> str:
    written: dict[Person, list[int]] = defaultdict(list)
    turned: dict[str, list[int]] = defaultdict(list)
    for at, division in enumerate(book.divisions):
        for person in dict.fromkeys(division.authors):
            written[person].append(at)
        for name in dict.fromkeys(_translators(division, book.plan)):
            turned[name].append(at)

    def known(person: Person) -> str:
        by_both = sorted({*turned.get(person.id, ()), *turned.get(person.name, ())})
        return _known_for(book, written.get(person, ()), by_both)

    people = sorted(_noted(book), key=lambda person: person.sort.casefold())
    return "".join(_note(person, person.bio or known(person)) for person in people)


def _note(person: Person, bio: str) -> str:
    """Write a note on a contributor: the name stands out once, where the biography begins with it or before it."""
    opens = bio.startswith(person.name) and re.match(r"\W", bio[len(person.name) :])
    rest = bio[len(person.name) :] if opens else bio
    rest = rest if rest != bio or not person.bio else f" {bio}"
    more = " " + link(person.url, re.sub(r"^https?://(www\.)?|/$", "", person.url)) if person.url else ""
    return block("contributor", f"<strong>{escape(person.name)}</strong>{escape(rest)}{more}")


def _known_for(book: Book, written: Iterable[int], turned: Iterable[int]) -> str:
    """Name the divisions that somebody has written, and those that he or she has translated."""
    said = wording(book.plan.language)
    own, others = ([said["quoted"].format(book.divisions[at].title) for at in each] for each in (written, turned))
    did = [said["author-of"].format(said.series(own))] if own else []
    did += [said["translator-of"].format(said.series(others))] if others else []
    return f" {said.series(did)}."


def _translators(division: Division, plan: Plan) -> tuple[str, ...]:
    essay = division.essay
    return plan.decisions[essay.slug].translators if essay and essay.slug in plan.decisions else ()
