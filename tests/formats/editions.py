"""Nothing -> editions that try a format's patience: hostile words in every field, markup that must not live."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from fleuron.model import Division, Edition, Person
from samples import edition

HOSTILE = "& < > \" ' <b>x</b> &amp; ]]> \u202eשלום\u202c 🦊 \x00\x0b"


def hostile() -> Edition:
    """Return the sample book with hostile words in every field that an editor may fill in."""
    sample = edition()
    fields = dict.fromkeys(("title", "subtitle", "publisher", "rights", "description"), HOSTILE)
    plan = replace(sample.book.plan, **fields, subjects=(HOSTILE,))
    person = Person("x", HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    long = Person("y", "Q. " + "Endless " * 60, "")
    divisions = tuple(_spoil(division, person) for division in sample.book.divisions)
    book = replace(sample.book, plan=plan, editors=(person, long), authors=(person, long), divisions=divisions)
    return replace(sample, book=book)


def with_text(xhtml: str) -> Edition:
    """Return the sample book with these blocks added to its first essay."""
    sample = edition()
    first = next(division for division in sample.book.divisions if division.essay)
    divisions = tuple(replace(d, xhtml=d.xhtml + xhtml) if d is first else d for d in sample.book.divisions)
    return replace(sample, book=replace(sample.book, divisions=divisions))


def titled(title: str) -> Edition:
    """Return the sample book under another title."""
    sample = edition()
    return replace(sample, book=replace(sample.book, plan=replace(sample.book.plan, title=title)))


def _spoil(division: Division, person: Person) -> Division:
    essay = division.essay and replace(division.essay, title=HOSTILE, url=HOSTILE, licence=HOSTILE, site=HOSTILE)
    heading = f'<header><h1 id="{division.id}-h">{escape(HOSTILE)}</h1></header>'
    xhtml = division.xhtml and f"{heading}<p>{escape(HOSTILE)}</p>"
    return replace(division, title=HOSTILE, short=HOSTILE, xhtml=xhtml, authors=(person,), essay=essay)


def paged() -> Edition:
    """Return a longer sample book of which print is made too."""
    return replace(edition(long=3), formats=("epub", "print"))
