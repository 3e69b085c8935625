"""Chunks in reading order -> one PDF: pages counted, folios set, fonts cut, and every tree of the chunks made one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from fleuron.cache import fingerprint
from fleuron.link.binder import Binder, Piece
from fleuron.link.chunk import PAGES, Font, Mark, Sheaf
from fleuron.link.file import File
from fleuron.link.folios import Setter
from fleuron.link.fonts import write_fonts
from fleuron.link.outline import write_outline
from fleuron.link.piece import Frame, Spot, bind, extent, listed, pages, parents
from fleuron.link.words import text
from fleuron.program import code

Place: TypeAlias = tuple[Sheaf, Spot]
SCREEN = b"sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says of itself: `info` by its keys (ISO 32000-1, 14.3.3), the same as XMP, the profile of sRGB."""

    info: Mapping[str, str]
    language: str
    xmp: bytes = field(repr=False)
    profile: bytes = field(repr=False)


def numbered(counts: Sequence[int], front: int, first: int = 1) -> Iterator[tuple[int, int]]:
    """Yield the first page of each chunk, counted from 0, and its folio: from `first` anew after the first `front`."""
    page = body = 0
    for place, count in enumerate(counts):
        body = page if place == front else body
        yield page, page - body + (first if place >= front else 1)
        page += count + count % 2


def link(
    sheaves: Sequence[Sheaf],
    faces: Mapping[str, bytes],
    about: About,
    *,
    front: int,
    screen: bool,
    under: bytes = b"",
    first: int = 1,
    shelf: str = "",
) -> bytes:
    """Link chunks, of which the first `front` have roman folios; `faces` are the font files by their SHA-256.

    For the screen the PDF is tagged, and has links, bookmarks and labels. Else it has pages only, an even number of
    them, in black ink, and no feature later than PDF 1.4. What is drawn `under` is on every page, behind all else;
    `first` is the folio on which the body opens. What stands on a `shelf` as it stood before is not bound again.
    """
    file = File(packed=screen)
    frame = Frame(screen, file.reserve(), file.reserve(), file.reserve(), bool(under))
    file.put(frame.blank, file.stream(zlib.compress(under, 9)))
    kinds = dict.fromkeys((font.face, font.name) for sheaf in sheaves for font in sheaf.card.fonts.values())
    numbers = {kind: file.reserve() for kind in kinds}
    places = list(zip(sheaves, _spots(sheaves, front, first, file, numbers, screen=screen), strict=True))
    folios = list(_lay(file, places, frame, Setter(faces), shelf))
    shown = (font for sheaf in sheaves for font in sheaf.card.fonts.values())
    write_fonts(file, [*shown, *folios], faces, numbers)
    kids = [number for sheaf, spot in places for number in pages(sheaf.card, spot, screen=screen)]
    file.put(frame.tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), listed(kids)))
    root = b"<</Type/Catalog/Pages %d 0 R" % frame.tree
    root += _for_screen(file, places, frame.document, about, front) if screen else b""
    info = b"".join(b"/%s%s" % (key.encode(), text(said)) for key, said in about.info.items())
    return file.close(file.add(root + b">>"), file.add(b"<<%s>>" % info))


def _spots(
    sheaves: Sequence[Sheaf],
    front: int,
    first: int,
    file: File,
    fonts: Mapping[tuple[str, str], int],
    *,
    screen: bool,
) -> Iterator[Spot]:
    """Give each chunk its place, its numbers, and the streams that it shares with those before it."""
    counts = [sheaf.card.pages for sheaf in sheaves]
    seen: dict[str, int] = {}
    key = 0
    for sheaf, (page, folio) in zip(sheaves, numbered(counts, front, first), strict=True):
        card = sheaf.card
        number = file.reserve(extent(card, screen=screen))
        sums = enumerate(card.streams if screen else card.inked, number + card.pages)
        streams = tuple(seen.setdefault(each, at) if each else at for at, each in sums)
        named = tuple((name, fonts[font.face, font.name]) for name, font in card.fonts.items())
        odd = card.pages % 2 == 1 and not (screen and sheaf is sheaves[-1])
        yield Spot(number, page, folio, key, odd, streams, named)
        key += card.parents


def _lay(file: File, places: Sequence[Place], frame: Frame, setter: Setter, shelf: str) -> Iterator[Font]:
    """Lay down all chunks; yield the fonts of their folios."""
    binder = Binder(fingerprint("bound", code(__name__), shelf, str(frame)) if shelf else "")
    for sheaf, spot in places:
        key = fingerprint(sheaf.name, str(spot))
        part, fonts = binder.piece(key, partial(_bound, sheaf, spot, frame, setter))
        file.lay(spot.first, part)
        yield from fonts
    binder.close()


def _bound(sheaf: Sheaf, spot: Spot, frame: Frame, setter: Setter) -> Piece:
    return bind(sheaf.open(), sheaf.card, spot, frame, setter)


def _for_screen(file: File, places: Sequence[Place], document: int, about: About, front: int) -> bytes:
    """Write what a reader on the screen finds besides the pages; return the entries that lead there."""
    marks = [(mark, spot.first + mark.page) for sheaf, spot in places for mark in sheaf.card.marks]
    profile = file.add(file.stream(zlib.compress(about.profile, 6), b"/N 3/Filter/FlateDecode"))
    intent = b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(%s)/Info(%s)%s>>]" % (
        *(SCREEN, SCREEN),
        b"/DestOutputProfile %d 0 R" % profile,
    )
    metadata = file.add(file.stream(about.xmp, b"/Type/Metadata/Subtype/XML"))
    outline = write_outline(file, marks)
    entries = b"/Outlines %d 0 R/PageMode/UseOutlines" % outline if outline else b""
    return (
        entries
        + intent
        + b"/Names<</Dests %d 0 R>>/PageLabels %s/StructTreeRoot %d 0 R/Metadata %d 0 R/Lang%s%s"
        % (
            _write_places(file, places),
            _labels(places, front),
            _write_tags(file, places, document),
            metadata,
            text(about.language),
            b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>",
        )
    )


def _write_places(file: File, places: Sequence[Place]) -> int:
    """Write the name tree of all that links lead to (ISO 32000-1, 7.9.6)."""
    named: dict[bytes, tuple[Mark, int]] = {}
    for sheaf, spot in places:
        for mark in sheaf.card.places:
            named.setdefault(text(mark.label), (mark, spot.first + mark.page))
    rows = (
        b"%s[%d 0 R/XYZ %.6g %.6g 0]" % (name, page, mark.x, mark.y) for name, (mark, page) in sorted(named.items())
    )
    return file.add(b"<</Names[%s]>>" % b"".join(rows))


def _labels(places: Sequence[Place], front: int) -> bytes:
    """Number the pages as their folios do: i, ii … then 1, 2 …"""
    ranges = {0: b"r"} | ({places[front][1].page: b"D"} if front < len(places) else {})
    return b"<</Nums[%s]>>" % b"".join(b"%d<</S/%s>>" % each for each in ranges.items())


def _write_tags(file: File, places: Sequence[Place], document: int) -> int:
    """Write the tree of tags and its index by page; return the number of its root."""
    root = file.reserve()
    tags = listed(spot.first + tag - PAGES for sheaf, spot in places for tag in sheaf.card.tags)
    file.put(document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (root, tags))
    index = file.add(b"<</Kids[%s]>>" % listed(parents(sheaf.card, spot) for sheaf, spot in places))
    file.put(root, b"<</Type/StructTreeRoot/ParentTree %d 0 R/K[%d 0 R]>>" % (index, document))
    return root
