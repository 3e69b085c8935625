"""book.toml -> Findings: the numbers and codes by which the trade knows a book, and which of them are mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fleuron.manuscript.tables import fault, place_of
from fleuron.model import Finding, Severity
from fleuron.subjects import intended, miswritten, subject


def isbns(table: Mapping[str, Any], book: Path) -> list[Finding]:
    """Find the ISBNs whose check digit is wrong (ISO 2108)."""
    sentence = "the ISBN {} is mistyped: its last digit does not fit the others"
    return [
        fault("MAN310", place_of(book, book.name, isbn), sentence.format(isbn), "copy it again from the agency's list")
        for isbn in table.get("isbn", {}).values()
        if not _sound(re.sub("[ -]", "", isbn))
    ]


def _sound(isbn: str) -> bool:
    if len(isbn) == 13 and isbn.isdigit():
        return sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(isbn)) % 10 == 0
    digits = [10 if digit == "X" else int(digit) for digit in isbn]
    return len(isbn) == 10 and sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11 == 0


def subjects(table: Mapping[str, Any], book: Path) -> Iterator[Finding]:
    """Find the subjects that are almost a code, and the codes that we do not know."""
    for text in dict.fromkeys(table.get("subjects", ())):
        where = place_of(book, book.name, text)
        if miswritten(text):
            near = intended(text)
            sentence = f'"{text}" is no code of BISAC or Thema' + (f' (did you mean "{near}"?)' if near else "")
            fix = f"write {near or 'it as PSY028000 is written'}, or say it in words"
            yield Finding("MAN316", where, sentence, fix)
        elif not (told := subject(text)).known:
            sentence = f"{text} has the form of a code of {told.authority}, and is none that we know"
            yield Finding("MAN317", where, sentence, f"look it up in the list of {told.authority}", Severity.NOTE)
