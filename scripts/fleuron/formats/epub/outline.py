"""Pages of the EPUB -> its contents: what the reader finds there, essays under their parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fleuron.formats.epub.leaves import BEFORE_CONTENTS, Leaf
from fleuron.formats.safety import tidy
from fleuron.wording import Wording

UNLISTED = BEFORE_CONTENTS | {"contents", "colophon"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents, with the lines under it."""

    file: str
    title: str
    by: str  # those who wrote it, as the contents name them
    under: tuple[Entry, ...] = ()

    @property
    def label(self) -> str:
        """Return the line as plain text, for readers that show no more."""
        return " ".join(filter(None, (self.title, self.by)))


def outline(leaves: Iterable[Leaf], said: Wording) -> tuple[Entry, ...]:
    """List the divisions a reader looks for; a part holds the essays that follow it."""
    top: list[tuple[Leaf, list[Entry]]] = []
    for leaf in leaves:
        division = leaf.division
        if division.kind in UNLISTED:
            continue
        if division.kind == "essay" and top and top[-1][0].division.kind == "part":
            top[-1][1].append(_entry(leaf, said))
        else:
            top.append((leaf, []))
    return tuple(_entry(leaf, said, under) for leaf, under in top)


def _entry(leaf: Leaf, said: Wording, under: Iterable[Entry] = ()) -> Entry:
    names = said.series([tidy(person.name) for person in leaf.division.authors])
    by = said["by-names"].format(names) if names else ""
    return Entry(leaf.file, tidy(leaf.division.title) or leaf.division.kind, by, tuple(under))
