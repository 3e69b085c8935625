"""Chunks in reading order -> one PDF: pages counted, folios set, fonts cut, and every tree of the chunks made one."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fleuron.link.chunk import FONTS, PAGES, Chunk, Font, Mark, form
from fleuron.link.file import File
from fleuron.link.folios import Setter
from fleuron.link.fonts import write_fonts
from fleuron.link.outline import write_outline
from fleuron.link.words import text

SCREEN = b"sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says of itself: `info` by its keys (ISO 32000-1, 14.3.3), the same as XMP, the profile of sRGB."""

    info: Mapping[str, str]
    language: str
    xmp: bytes = field(repr=False)
    profile: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the book a chunk stands: its first page, counted from 0, that page's folio, and what its numbers are."""

    chunk: Chunk
    page: int
    folio: int
    numbers: list[int]  # by local number
    key: int  # of its first page in the parent tree

    def number(self, page: int) -> int:
        """Return the number of one of its pages."""
        return self.numbers[PAGES + page]


def numbered(counts: Sequence[int], front: int, first: int = 1) -> Iterator[tuple[int, int]]:
    """Yield the first page of each chunk, counted from 0, and its folio: from `first` anew after the first `front`."""
    page = body = 0
    for place, count in enumerate(counts):
        body = page if place == front else body
        yield page, page - body + (first if place >= front else 1)
        page += count + count % 2


def link(
    chunks: Sequence[Chunk],
    faces: Mapping[str, bytes],
    about: About,
    *,
    front: int,
    screen: bool,
    under: bytes = b"",
    first: int = 1,
) -> bytes:
    """Link chunks, of which the first `front` have roman folios; `faces` are the font files by their SHA-256.

    For the screen the PDF is tagged, and has links, bookmarks and labels. Else it has pages only, an even number of
    them, in black ink, and no feature later than PDF 1.4. What is drawn `under` is on every page, behind all else;
    `first` is the folio on which the body opens.
    """
    file = File(packed=screen)
    places = list(_places(chunks, front, first, file, screen=screen))
    drawn, fonts = _set_folios(places, faces)
    numbers = write_fonts(file, fonts, faces)
    tree, document = file.reserve(), file.reserve() if screen else 0
    under_all = file.add(file.stream(zlib.compress(under, 9)))
    seen: dict[tuple[str, bytes], int] = {}
    kids: list[int] = []
    for place, folio in zip(places, drawn, strict=True):
        place.numbers[:PAGES] = document, _font_list(file, place, numbers)
        _share(file, place, seen, screen=screen)
        _write(file, place, folio, tree, [under_all] if under else [], screen=screen)
        kids += [place.number(page) for page in range(len(place.chunk.leaves))]
        if len(kids) % 2 and not (screen and place is places[-1]):
            kids.append(_blank(file, place, tree, under_all))
    file.put(tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), _list(kids)))
    root = b"<</Type/Catalog/Pages %d 0 R" % tree
    root += _for_screen(file, places, document, about, front) if screen else b""
    info = b"".join(b"/%s%s" % (key.encode(), text(said)) for key, said in about.info.items())
    return file.close(file.add(root + b">>"), file.add(b"<<%s>>" % info))


def _places(chunks: Sequence[Chunk], front: int, first: int, file: File, *, screen: bool) -> Iterator[Place]:
    key = 0
    for chunk, (page, folio) in zip(
        chunks, numbered([len(chunk.leaves) for chunk in chunks], front, first), strict=True
    ):
        count = len(chunk.leaves) + len(chunk.streams) + chunk.objects.count + chunk.extras.count * screen
        own = file.reserve(count)
        yield Place(chunk, page, folio, [0] * PAGES + list(range(own, own + count)), key)
        key += chunk.parents.count


def _set_folios(places: Sequence[Place], faces: Mapping[str, bytes]) -> tuple[list[list[bytes]], list[Font]]:
    """Draw the folios of each page; return them, and all the fonts of the book."""
    setter = Setter(faces)
    drawn = [
        [
            b"\n".join(setter.set(slot, place.folio + number, place.chunk.fonts[slot.font]) for slot in leaf.slots)
            for number, leaf in enumerate(place.chunk.leaves)
        ]
        for place in places
    ]
    return drawn, [*(font for place in places for font in place.chunk.fonts.values()), *setter.fonts()]


def _font_list(file: File, place: Place, numbers: Mapping[tuple[str, str], int]) -> int:
    """Write which fonts the pages of a chunk have, by the names that they give them."""
    ours = {name: numbers[font.face, font.name] for name, font in place.chunk.fonts.items()}
    theirs = {name: place.numbers[number] for name, number in place.chunk.own.items()}
    listed = (b"/%s %d 0 R" % (name.encode(), number) for name, number in (ours | theirs).items())
    return file.add(b"<<%s>>" % b"".join(listed))


def _share(file: File, place: Place, seen: dict[tuple[str, bytes], int], *, screen: bool) -> None:
    """Write the streams of a chunk; what another one brought already, a picture in both, is not written again."""
    first = PAGES + len(place.chunk.leaves)
    inks = {} if screen else {which: (head, body) for which, head, body in place.chunk.inks}
    streams = (inks.get(which, stream) for which, stream in enumerate(place.chunk.streams))
    for local, (head, body) in enumerate(streams, first):
        same = seen.setdefault((head, body), place.numbers[local]) if " 0 R" not in head else place.numbers[local]
        if same == place.numbers[local]:
            file.put(same, file.stream(body, _moved(head, place)[2:-2]))
        place.numbers[local] = same


def _write(file: File, place: Place, folios: Sequence[bytes], tree: int, under: Sequence[int], *, screen: bool) -> None:
    """Write the pages of a chunk, and on the screen all that hangs on them."""
    chunk = place.chunk
    resources = file.add(_moved(f"{chunk.resources[:-2]}/Font {FONTS} 0 R>>", place))
    pages = []
    for number, (leaf, folio) in enumerate(zip(chunk.leaves, folios, strict=True)):
        drawn = [*under, file.add(file.stream((screen and leaf.colour) or leaf.ink))]
        drawn += [file.add(file.stream(folio, b""))] if folio else []
        page = b"<</Type/Page/Parent %d 0 R%s" % (tree, leaf.boxes.encode())
        page += b"/Resources %d 0 R/Contents[%s]" % (resources, _list(drawn))
        if screen:
            links = b"/Annots[%s]" % _list(place.numbers[link] for link in leaf.links) if leaf.links else b""
            page += b"/Tabs/S/StructParents %d%s" % (place.key + number, links)
        pages.append(page + b">>")
    file.pack(place.number(0), pages)
    forms = [chunk.objects, chunk.extras] if screen else [chunk.objects]
    objects = [filled for form in forms for filled in form.fill(place.numbers, place.key)]
    if objects:
        file.pack(place.number(len(pages) + len(chunk.streams)), objects)


def _moved(object: str, place: Place) -> bytes:
    """Put the numbers of the book in the place of the local ones."""
    return form([object]).fill(place.numbers, place.key)[0]


def _blank(file: File, place: Place, tree: int, under: int) -> int:
    boxes = place.chunk.leaves[-1].boxes.encode()
    return file.add(b"<</Type/Page/Parent %d 0 R%s/Resources<<>>/Contents[%d 0 R]>>" % (tree, boxes, under))


def _for_screen(file: File, places: Sequence[Place], document: int, about: About, front: int) -> bytes:
    """Write what a reader on the screen finds besides the pages; return the entries that lead there."""
    marks = [(mark, place.number(mark.page)) for place in places for mark in place.chunk.marks]
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
    for place in places:
        for mark in place.chunk.places:
            named.setdefault(text(mark.label), (mark, place.number(mark.page)))
    rows = (
        b"%s[%d 0 R/XYZ %.6g %.6g 0]" % (name, page, mark.x, mark.y) for name, (mark, page) in sorted(named.items())
    )
    return file.add(b"<</Names[%s]>>" % b"".join(rows))


def _labels(places: Sequence[Place], front: int) -> bytes:
    """Number the pages as their folios do: i, ii … then 1, 2 …"""
    ranges = {0: b"r"} | ({places[front].page: b"D"} if front < len(places) else {})
    return b"<</Nums[%s]>>" % b"".join(b"%d<</S/%s>>" % each for each in ranges.items())


def _write_tags(file: File, places: Sequence[Place], document: int) -> int:
    """Write the tree of tags and its index by page; return the number of its root."""
    root = file.reserve()
    tags = _list(place.numbers[tag] for place in places for tag in place.chunk.tags)
    file.put(document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (root, tags))
    index = file.add(b"<</Kids[%s]>>" % _list(file.add(_parents(place)) for place in places))
    file.put(root, b"<</Type/StructTreeRoot/ParentTree %d 0 R/K[%d 0 R]>>" % (index, document))
    return root


def _parents(place: Place) -> bytes:
    entries = place.chunk.parents.fill(place.numbers, place.key)
    rows = b" ".join(b"%d %s" % row for row in enumerate(entries, place.key))
    return b"<</Limits[%d %d]/Nums[%s]>>" % (place.key, place.key + len(entries) - 1, rows)


def _list(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
