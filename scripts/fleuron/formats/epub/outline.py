"""Pages of the EPUB -> its contents: what the reader finds there, essays under their parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fleuron.formats.epub.leaves import BEFORE_CONTENTS, Leaf
from fleuron.formats.safety import tidy
from fleuron.model import Division
from fleuron.names import series

UNLISTED = BEFORE_CONTENTS | {"contents", "colophon"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents, with the lines under it."""

    file: str
    title: str
    authors: str
    under: tuple[Entry, ...] = ()

    @property
    def label(self) -> str:
        """Return the line as plain text, for readers that show no more."""
        return f"{self.title} by {self.authors}" if self.authors else self.title


def outline(leaves: Iterable[Leaf]) -> tuple[Entry, ...]:
    """List the divisions a reader looks for; a part holds the essays that follow it."""
    top: list[tuple[Leaf, list[Entry]]] = []
    for leaf in leaves:
        division = leaf.division
        if division.kind in UNLISTED:
            continue
        if division.kind == "essay" and top and top[-1][0].division.kind == "part":
            top[-1][1].append(_entry(leaf))
        else:
            top.append((leaf, []))
    return tuple(_entry(leaf, under) for leaf, under in top)


def authors(division: Division) -> str:
    """Join the names of those who wrote a division as in a sentence."""
    return series([tidy(person.name) for person in division.authors])


def _entry(leaf: Leaf, under: Iterable[Entry] = ()) -> Entry:
    return Entry(leaf.file, tidy(leaf.division.title) or leaf.division.kind, authors(leaf.division), tuple(under))
