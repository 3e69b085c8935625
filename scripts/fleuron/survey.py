"""Book -> Findings: what its editor still owes, whatever the format: notes, words left from a scaffold, twins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape, unescape
from pathlib import Path

from fleuron.heads import recto
from fleuron.model import Book, Division, Finding, Person, Severity, Theme
from fleuron.twins import twins
from fleuron.wording import own

UNEVEN = 3  # times as long as the shortest: more, and the notes on contributors do not look like one page's
SLACK = 30  # words; short notes may differ by so many
TWINS = 0.5  # of the shorter essay's rows of words stand in the other one too
RELATED = 0.2
LEFTWARD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # Hebrew, Arabic and their like
OPENING, LEFTMOST = 2000, 0.2  # of an essay's opening, so many signs: more than a quotation has


def survey(book: Book, theme: Theme) -> list[Finding]:
    """Look through a book as its managing editor would."""
    people = (*_missing_notes(book), *_uneven_notes(book), *_idle(book))
    words = (*_placeholders(book), *_unsaid(book), *_foreign(book), *_leftward(book))
    return [*people, *words, *_twins(book), *_heads(book, theme)]


def _missing_notes(book: Book) -> Iterator[Finding]:
    """Find the authors of whom nothing is told; a book without a register has no such page to fill."""
    for person in book.authors if book.plan.people else ():
        if not person.bio:
            place = person.place or next(d.essay.place for d in book.divisions if d.essay and person in d.authors)
            fix = "write bio = … under the name" if person.place else "add them to contributors.toml, with name and bio"
            yield Finding("PPL101", place, f"nothing is told of {person.name} in the notes on contributors", fix)


def _uneven_notes(book: Book) -> Iterator[Finding]:
    told = sorted((person for person in book.authors if person.bio), key=_words)
    if len(told) > 1:
        short, long = told[0], told[-1]
        if _words(long) > max(UNEVEN * _words(short), _words(short) + SLACK):
            sentence = (
                f"the notes on contributors are of unlike length: {long.name} has {_words(long)} words, "
                f"{short.name} {_words(short)}"
            )
            yield Finding("PPL102", long.place, sentence, "cut the long ones, or ask for more where they are short")


def _words(person: Person) -> int:
    return len(person.bio.split())


def _idle(book: Book) -> Iterator[Finding]:
    """Find people in the register who have no part in the book."""
    plan = book.plan
    named = {person.id for person in (*book.authors, *book.editors, *(each for _, each in book.helpers))}
    named |= {person.id for division in book.divisions for person in division.authors}
    left_out = {name for each in plan.decisions.values() for name in each.authors}
    for person in plan.people.values():
        if not person.roles and not {person.id, person.name} & (named | left_out):
            sentence = f"{person.name} is listed and has no part in the book"
            fix = f'name "{person.id}" where the part is, or take the entry out'
            yield Finding("PPL103", person.place, sentence, fix, Severity.NOTE)


def _foreign(book: Book) -> Iterator[Finding]:
    """Find whether what the book says itself (contents, credits, the site's sentences) is in its own language."""
    if not own(book.plan.language):
        sentence = (
            f"the book is in {book.plan.language}, and what it says itself (“Contents”, “Edited by” …) in English"
        )
        fix = "give the pages of matter headings of your own; the rest is as it is until fleuron has the words"
        yield Finding("LNG101", "book.toml", sentence, fix, Severity.NOTE)


def _leftward(book: Book) -> Iterator[Finding]:
    """Find the essays that are read from right to left: the pages set every line from left to right."""
    for division in book.divisions:
        if division.essay and len(LEFTWARD.findall(division.xhtml[:OPENING])) > LEFTMOST * OPENING:
            sentence = "this essay is read from right to left, and the PDFs set its lines from left to right"
            fix = "let someone who reads the language look at the pages, before they are printed"
            yield Finding("LNG102", division.essay.place, sentence, fix)


def _unsaid(book: Book) -> Iterator[Finding]:
    """Find the terms of book.toml's index that the book says nowhere."""
    indexed = next((division.xhtml for division in book.divisions if division.kind == "index"), "")
    for term, words in book.plan.index.items():
        if f">{escape(term)}: " not in indexed:
            said = " or ".join(f"“{word}”" for word in words)
            sentence = f"“{term}” is to stand in the index, and nowhere does the book say {said}"
            yield Finding("IDX101", "book.toml", sentence, "give it the words that the essays use, or take it out")


def _placeholders(book: Book) -> Iterator[Finding]:
    for place, text in _written(book):
        found = next((match[0] for pattern in _patterns() if (match := pattern.search(text))), None)
        if found:
            sentence = f"“{found}” stands here where words are still to come"
            yield Finding("PLH101", place, sentence, "write them, or take it out", gate=True)


def _written(book: Book) -> Iterator[tuple[str, str]]:
    """Yield what the editor wrote, by its place; what an author wrote may hold any words."""
    plan = book.plan
    words = (plan.title, plan.subtitle, plan.series, plan.publisher, plan.rights, plan.description, *plan.subjects)
    yield "book.toml", "\n".join((*words, *(f"{part.title}\n{part.blurb}" for part in plan.parts)))
    yield from ((person.place, f"{person.name}\n{person.bio}") for person in plan.people.values())
    for slug, decided in plan.decisions.items():
        credit = decided.permission.credit if decided.permission else ""
        yield decided.place or slug, "\n".join((decided.title, decided.short, decided.standfirst, decided.site, credit))
    yield from ((f"matter/{d.kind}.md", _plain(d)) for d in book.divisions if d.kind in plan.matter)


def _plain(division: Division) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", division.xhtml))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    lines = Path(__file__).with_name("placeholders.txt").read_text("utf-8").splitlines()
    return tuple(re.compile(line) for line in lines if line and not line.startswith("#"))


def _twins(book: Book) -> Iterator[Finding]:
    """Find essays that are one essay, scraped twice, by the rows of words they share."""
    essays = book.essays
    texts = [essay.markdown or "\n".join(verdict.text for verdict in essay.printed) for essay in essays]
    for one, other, shared in twins(texts, RELATED, book.plan.identifier):
        first, second = essays[one], essays[other]
        much = "is nearly the same text as" if shared > TWINS else "shares whole passages with"
        sentence = f"“{second.title}” {much} “{first.title}” ({first.place}): {shared:.0%} of the shorter one"
        yield Finding("TWN101", second.place, sentence, "keep one of them, or take the passages out of one")


def _heads(book: Book, theme: Theme) -> Iterator[Finding]:
    """Find the titles that do not fit over a page."""
    for division in book.divisions:
        head = recto(division, theme)
        if division.essay and head.cut:
            sentence = f"the title does not fit over a page, and has no pause to end at there: “{head.text}”"
            yield Finding("HED101", division.essay.place, sentence, 'write short = "…" into its sidecar')
        elif division.essay and head.text != (division.short or division.title):
            sentence = f"the title does not fit over a page; there it is “{head.text}”"
            fix = 'write short = "…" into its sidecar if you want another'
            yield Finding("HED102", division.essay.place, sentence, fix, Severity.NOTE)
