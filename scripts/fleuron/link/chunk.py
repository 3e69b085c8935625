"""The nouns of the linker -> bytes and back: a chunk is kept as JSON and blobs, which can be read but not run."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import Any, TypeAlias

DOCUMENT, FONTS, PAGES = 0, 1, 2  # local numbers: of the element that all tags hang on, of the fonts, of page 1
REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|\b(\d+) 0 R\b", re.DOTALL)  # or a string, which holds none
LOCAL = re.compile(r"\((?:[^\\()]|\\.)*\)|\b(\d+) 0 R\b|/StructParent (\d+)", re.DOTALL)
Glyphs: TypeAlias = Mapping[int, tuple[str, float]]  # glyph -> the text it stands for, its width in 1/1000 em


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


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a folio: `text`, with {} for the number, set at `x` (px) between the other instructions.

    `sample` is what stood there when `x` was measured; `align` is how much of a wider number goes to its left: 0 to 1.
    """

    text: str
    sample: str
    roman: bool
    align: float
    font: str
    size: float  # px
    x: float
    before: str
    between: str  # `x` and the glyphs
    after: str
    features: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Font:
    """The glyphs of a face that a chunk shows: `face` is the SHA-256 of its file; the metrics are in 1/1000 em."""

    face: str
    name: str
    family: str
    flags: int
    ascent: int
    descent: int
    glyphs: Glyphs


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its boxes as PDF, its links by their numbers, its folios, and its runs of text by what they are of.

    `lead` is where the first of the links leads; `ink` is what is drawn, deflated, in black ink; `colour` the same in
    colours, where it has any.
    """

    boxes: str
    links: tuple[int, ...]
    lead: str
    slots: tuple[Slot, ...]
    runs: tuple[tuple[str, str], ...]
    ink: bytes = field(repr=False)
    colour: bytes = field(repr=False, default=b"")


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark, or a place to lead to if its level is 0: the page of the chunk, and the point on it (pt)."""

    label: str
    page: int
    x: float
    y: float
    level: int = 0
    open: bool = True


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pages made up once, the first of them a recto.

    In what is PDF, `n 0 R` is a local number: DOCUMENT, FONTS, from PAGES the pages, then the `streams` and `objects`
    that they are drawn with, then `extras`, the links and tags that hang on them.
    `tags` hang on the document; `parents` are the entries of the parent tree, those of the pages first. `resources`
    are those of the pages but for the fonts: `fonts` are the book's, `own` those that the chunk brings, by number.
    `left` are the openings of paragraphs whose lines are not ours. `inks` are the streams that have colours, by their
    places among the `streams`, in black ink.
    """

    leaves: tuple[Leaf, ...]
    streams: tuple[tuple[str, bytes], ...] = field(repr=False)
    objects: Form = field(repr=False)
    extras: Form = field(repr=False)
    resources: str
    fonts: Mapping[str, Font]
    own: Mapping[str, int]
    tags: tuple[int, ...]
    parents: Form = field(repr=False)
    marks: tuple[Mark, ...]
    places: tuple[Mark, ...]
    left: tuple[str, ...] = ()
    inks: tuple[tuple[int, str, bytes], ...] = field(default=(), repr=False)

    def __bytes__(self) -> bytes:
        blobs: list[bytes] = []

        def length(blob: bytes) -> int:
            blobs.append(blob)
            return len(blob)

        told = json.dumps(asdict(self), default=length, separators=(",", ":")).encode()
        return b"".join((len(told).to_bytes(8, "big"), told, *blobs))


def parse(data: bytes) -> Chunk:
    """Read a chunk; raises ValueError, KeyError or TypeError where it is none."""
    file = BytesIO(data)
    told = json.loads(file.read(int.from_bytes(file.read(8), "big")))
    return Chunk(
        leaves=tuple(_leaf(leaf, file) for leaf in told["leaves"]),
        streams=tuple((head, file.read(size)) for head, size in told["streams"]),
        objects=_form(told["objects"]),
        extras=_form(told["extras"]),
        resources=told["resources"],
        fonts={name: _font(font) for name, font in told["fonts"].items()},
        own=told["own"],
        tags=tuple(told["tags"]),
        parents=_form(told["parents"]),
        marks=tuple(Mark(**mark) for mark in told["marks"]),
        places=tuple(Mark(**place) for place in told["places"]),
        left=tuple(told["left"]),
        inks=tuple((place, head, file.read(size)) for place, head, size in told["inks"]),
    )


def _form(told: Mapping[str, Any]) -> Form:
    return Form(told["count"], told["text"], tuple(told["numbers"]))


def _leaf(told: dict[str, Any], file: BytesIO) -> Leaf:
    ink, colour = file.read(told["ink"]), file.read(told["colour"])
    slots = tuple(Slot(**slot) for slot in told["slots"])
    return Leaf(told["boxes"], tuple(told["links"]), told["lead"], slots, tuple(map(tuple, told["runs"])), ink, colour)


def _font(told: dict[str, Any]) -> Font:
    glyphs = {int(glyph): (text, width) for glyph, (text, width) in told["glyphs"].items()}
    return Font(**told | {"glyphs": glyphs})
