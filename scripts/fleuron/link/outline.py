"""Bookmarks in order -> the tree of them that a reader sees beside the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fleuron.link.chunk import Mark
from fleuron.link.file import File
from fleuron.link.words import text


@dataclass(slots=True)
class Item:
    """A bookmark, where it leads, and those under it."""

    mark: Mark
    page: int
    number: int
    under: list[Item] = field(default_factory=list)

    @property
    def shown(self) -> int:
        """How many bookmarks are seen under this one when it is open."""
        return sum(1 + (item.shown if item.mark.open else 0) for item in self.under)


def write_outline(file: File, marks: Sequence[tuple[Mark, int]]) -> int:
    """Write the bookmarks, each with the number of its page; return the number of their root, or 0 for none."""
    if not marks:
        return 0
    root = Item(Mark("", 0, 0, 0, 0), 0, file.reserve())
    open_items = [root]
    for mark, page in marks:
        while open_items[-1].mark.level >= mark.level:
            open_items.pop()
        item = Item(mark, page, file.reserve())
        open_items[-1].under.append(item)
        open_items.append(item)
    file.put(root.number, b"<</Type/Outlines/Count %d%s>>" % (root.shown, _ends(root)))
    _write(file, root)
    return root.number


def _write(file: File, parent: Item) -> None:
    items = parent.under
    for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False):
        beside = (b"/Prev %d 0 R" % before.number if before else b"") + (
            b"/Next %d 0 R" % after.number if after else b""
        )
        count = item.shown if item.mark.open else -item.shown
        under = b"/Count %d%s" % (count, _ends(item)) if item.under else b""
        lead = b"/Dest[%d 0 R/XYZ %.6g %.6g 0]" % (item.page, item.mark.x, item.mark.y)
        told = b"/Title%s/Parent %d 0 R" % (text(item.mark.label), parent.number)
        file.put(item.number, b"<<%s%s%s%s>>" % (told, lead, beside, under))
        _write(file, item)


def _ends(item: Item) -> bytes:
    return b"/First %d 0 R/Last %d 0 R" % (item.under[0].number, item.under[-1].number)
