"""Editions -> their sites: the EPUB and the PDFs they offer are stand-ins, since they have tests of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from fleuron.formats.site import render
from fleuron.model import UNDATED, Edition, Made
from formats.editions import HOSTILE, hostile
from samples import edition

FILES = {"epub": Made(b"an EPUB", 9, "documents"), "screen": Made(b"a PDF" * 400_000, 24, "pages")}


def site(of: Edition, **plan: object) -> Mapping[str, bytes]:
    """Make the site of an edition, some words of its plan changed."""
    book = replace(of.book, plan=replace(of.book.plan, **plan))
    return render(replace(of, book=book, made=MappingProxyType(FILES))).files


@cache
def plain() -> Mapping[str, bytes]:
    """Make the site of the sample book."""
    return site(edition())


@cache
def printed() -> Mapping[str, bytes]:
    """Make the site of the sample book, of which print is made too."""
    made = FILES | {"print": Made(b"a PDF", 24, "pages")}
    return render(replace(edition(), made=MappingProxyType(made))).files


@cache
def spoilt() -> Mapping[str, bytes]:
    """Make the site of the book with hostile words in every field."""
    return site(hostile(), address="javascript:alert(1)", series=HOSTILE)


@cache
def bare() -> Mapping[str, bytes]:
    """Make the site of a book that says no more than its title, of one essay by nobody."""
    of = edition()
    essay = next(division for division in of.book.divisions if division.essay)
    book = replace(of.book, editors=(), authors=(), divisions=(replace(essay, authors=()),))
    words = dict.fromkeys(("subtitle", "publisher", "rights", "description"), "")
    return site(replace(of, book=book), issued=UNDATED, isbn={}, subjects=(), **words)
