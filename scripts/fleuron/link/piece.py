"""Chunk and its place in the book -> a part of the file: its pages with their folios, and all that hangs on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fleuron.link.chunk import FONTS, PAGES, Card, Chunk, Font
from fleuron.link.file import Part, Sheet
from fleuron.link.folios import Setter
from fleuron.link.forms import form

SLACK = 64  # numbers; of those that a chunk is given, so that one tag more in it moves no other chunk


@dataclass(frozen=True, slots=True)
class Frame:
    """What all parts of a file have in common: what it is for, and the numbers of what they hang on."""

    screen: bool
    tree: int  # of the pages
    document: int  # the element that all tags hang on
    blank: int  # the stream that is on every page, behind all else
    under: bool  # whether anything is drawn there


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the book a chunk stands, and what of the rest of the book it names."""

    first: int  # of its numbers
    page: int  # its first, counted from 0
    folio: int  # of that page
    key: int  # of that page in the parent tree
    blank: bool  # whether a page without text comes after it
    streams: tuple[int, ...]  # their numbers: its own, or of those that another chunk has brought
    fonts: tuple[tuple[str, int], ...]  # by its names for them

    def __str__(self) -> str:
        """Return all that is written into the part: where the chunk stands does not matter, but for its folio."""
        return repr((self.first, self.folio, self.key, self.blank, self.streams, self.fonts))


def own(card: Card, *, screen: bool) -> int:
    """Return how many numbers the objects of a chunk have."""
    return card.pages + len(card.streams) + card.objects + card.extras * screen


def extent(card: Card, *, screen: bool) -> int:
    """Return how many numbers a chunk is given: its objects', and those of what it takes to write them."""
    count = own(card, screen=screen) + 2 * card.pages + (6 if screen else 3)
    return count + -count % SLACK if screen else count


def blank(card: Card, spot: Spot, *, screen: bool) -> int:
    """Return the number of the page without text that comes after a chunk."""
    return spot.first + own(card, screen=screen)


def parents(card: Card, spot: Spot) -> int:
    """Return the number of a chunk's node of the parent tree."""
    return spot.first + own(card, screen=True) + 1


def bind(chunk: Chunk, card: Card, spot: Spot, frame: Frame, setter: Setter) -> tuple[Part, tuple[Font, ...]]:
    """Write a chunk in its place; return the part, and the fonts of its folios."""
    sheet = Sheet(spot.first, packed=frame.screen)
    sheet.reserve(own(card, screen=frame.screen) + 1 + frame.screen)
    numbers = [0] * PAGES + list(range(spot.first, spot.first + own(card, screen=frame.screen)))
    _write_streams(sheet, chunk, numbers, spot, frame)
    numbers[:PAGES] = frame.document, sheet.add(_fonts(chunk, numbers, spot))
    _write_pages(sheet, chunk, numbers, spot, frame, setter)
    if frame.screen:
        sheet.put(parents(card, spot), _parents(chunk, numbers, spot.key))
    if spot.blank:
        boxes = chunk.leaves[-1].boxes.encode()
        empty = b"<</Type/Page/Parent %d 0 R%s/Resources<<>>/Contents[%d 0 R]>>" % (frame.tree, boxes, frame.blank)
        sheet.put(blank(card, spot, screen=frame.screen), empty)
    return sheet.part(extent(card, screen=frame.screen)), setter.fonts()


def _write_streams(sheet: Sheet, chunk: Chunk, numbers: list[int], spot: Spot, frame: Frame) -> None:
    """Write the streams of a chunk, but for those that another one has brought already: a picture in both."""
    inks = {} if frame.screen else {which: (head, body) for which, head, body in chunk.inks}
    streams = [inks.get(which, stream) for which, stream in enumerate(chunk.streams)]
    first = PAGES + len(chunk.leaves)
    ours = numbers[first : first + len(streams)]
    numbers[first : first + len(streams)] = spot.streams
    for number, told, (head, body) in zip(ours, spot.streams, streams, strict=True):
        if told == number:
            sheet.put(number, sheet.stream(body, _moved(head, numbers, spot.key)[2:-2]))


def _fonts(chunk: Chunk, numbers: Sequence[int], spot: Spot) -> bytes:
    """Write which fonts the pages of a chunk have, by the names that they give them."""
    theirs = {name: numbers[number] for name, number in chunk.own.items()}
    listed = (b"/%s %d 0 R" % (name.encode(), number) for name, number in (dict(spot.fonts) | theirs).items())
    return b"<<%s>>" % b"".join(listed)


def _write_pages(sheet: Sheet, chunk: Chunk, numbers: Sequence[int], spot: Spot, frame: Frame, setter: Setter) -> None:
    """Write the pages of a chunk, and on the screen all that hangs on them."""
    resources = sheet.add(_moved(f"{chunk.resources[:-2]}/Font {FONTS} 0 R>>", numbers, spot.key))
    pages = []
    for number, leaf in enumerate(chunk.leaves):
        folio = b"\n".join(setter.set(slot, spot.folio + number, chunk.fonts[slot.font]) for slot in leaf.slots)
        drawn = [frame.blank] if frame.under else []
        drawn.append(sheet.add(sheet.stream((frame.screen and leaf.colour) or leaf.ink)))
        drawn += [sheet.add(sheet.stream(folio, b""))] if folio else []
        page = b"<</Type/Page/Parent %d 0 R%s" % (frame.tree, leaf.boxes.encode())
        page += b"/Resources %d 0 R/Contents[%s]" % (resources, listed(drawn))
        if frame.screen:
            links = b"/Annots[%s]" % listed(numbers[link] for link in leaf.links) if leaf.links else b""
            page += b"/Tabs/S/StructParents %d%s" % (spot.key + number, links)
        pages.append(page + b">>")
    sheet.pack(spot.first, pages)
    forms = [chunk.objects, chunk.extras] if frame.screen else [chunk.objects]
    sheet.pack(
        spot.first + len(pages) + len(chunk.streams), [each for one in forms for each in one.fill(numbers, spot.key)]
    )


def _parents(chunk: Chunk, numbers: Sequence[int], key: int) -> bytes:
    entries = chunk.parents.fill(numbers, key)
    rows = b" ".join(b"%d %s" % row for row in enumerate(entries, key))
    return b"<</Limits[%d %d]/Nums[%s]>>" % (key, key + len(entries) - 1, rows)


def _moved(object: str, numbers: Sequence[int], key: int) -> bytes:
    """Put the numbers of the book in the place of the local ones."""
    return form([object]).fill(numbers, key)[0]


def listed(numbers: Iterable[int]) -> bytes:
    """Write references to objects."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


def pages(card: Card, spot: Spot, *, screen: bool) -> Iterator[int]:
    """Yield the numbers of the pages of a chunk, and of the one without text after it."""
    yield from range(spot.first, spot.first + card.pages)
    if spot.blank:
        yield blank(card, spot, screen=screen)
