"""Objects of a chunk as PDF -> a form: what they say, with holes for the numbers that a book gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LOCAL = re.compile(r"\((?:[^\\()]|\\.)*\)|\b(\d+) 0 R\b|/StructParent (\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Form:
    """So many objects as PDF, parted by a mark that none has; `%d` stands where a local number goes.

    Of the `numbers`, those below nought are keys of the parent tree: -1 is the first of the chunk's.
    """

    count: int
    text: str
    numbers: tuple[int, ...]

    def fill(self, numbers: Sequence[int], key: int) -> list[bytes]:
        """Return the objects with the numbers of a book, by the local ones, and its keys, from the first on."""
        told = tuple([numbers[each] if each >= 0 else key - 1 - each for each in self.numbers])
        return (self.text.encode("latin-1") % told).split(b"\0") if self.count else []


def form(objects: Sequence[str]) -> Form:
    """Make a form of objects that hold local numbers, or keys of the parent tree, counted from nought."""
    numbers: list[int] = []

    def hole(found: re.Match[str]) -> str:
        if found[1] or found[2]:
            numbers.append(int(found[1]) if found[1] else -1 - int(found[2]))
        return "%d 0 R" if found[1] else "/StructParent %d" if found[2] else found[0]

    text = LOCAL.sub(hole, "\0".join(objects).replace("%", "%%"))
    return Form(len(objects), text, tuple(numbers))
