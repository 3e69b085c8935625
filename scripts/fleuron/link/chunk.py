"""The nouns of the linker -> bytes and back: a chunk is kept as JSON and blobs, which can be read but not run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import Any, TypeAlias

from fleuron.link.forms import Form

DOCUMENT, FONTS, PAGES = 0, 1, 2  # local numbers: of the element that all tags hang on, of the fonts, of page 1
REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|\b(\d+) 0 R\b", re.DOTALL)  # or a string, which holds none
Glyphs: TypeAlias = Mapping[int, tuple[str, float]]  # glyph -> the text it stands for, its width in 1/1000 em


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

    `lead` is where the first link leads; `ink` is what is drawn, deflated, in black ink; `colour` is it in colours.
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
    that they are drawn with, then `extras`, the links and tags that hang on them. `tags` hang on the document;
    `parents` are the entries of the parent tree, those of the pages first. `resources` are those of the pages but for
    the fonts: `fonts` are the book's, `own` those that the chunk brings, by number. `left` are the openings of
    paragraphs whose lines are not ours, `lacking` the letters that no face has. `inks` are the streams that have
    colours, by their places among the `streams`, in black ink.
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
    lacking: str = ""
    inks: tuple[tuple[int, str, bytes], ...] = field(default=(), repr=False)

    def __bytes__(self) -> bytes:
        blobs: list[bytes] = []

        def length(blob: bytes) -> int:
            blobs.append(blob)
            return len(blob)

        told = json.dumps(asdict(self), default=length, separators=(",", ":")).encode()
        return b"".join((len(told).to_bytes(8, "big"), told, *blobs))


@dataclass(frozen=True, slots=True)
class Card:
    """What the linker has to know of a chunk that lies unopened; the names are those of the chunk's own parts.

    Of `streams` and `inked`, those for print, there is a sum each, by which the same one of another chunk is known;
    it is empty where a stream refers to others, and is the chunk's alone.
    """

    pages: int
    objects: int
    extras: int
    parents: int
    boxes: str  # of a page
    streams: tuple[str, ...]
    inked: tuple[str, ...]
    fonts: Mapping[str, Font]
    tags: tuple[int, ...]
    marks: tuple[Mark, ...]
    places: tuple[Mark, ...]
    left: tuple[str, ...]
    lacking: str


@dataclass(frozen=True, slots=True)
class Sheaf:
    """A chunk that need not be opened: a name that no other chunk has, its card, and what opens it."""

    name: str
    card: Card
    open: Callable[[], Chunk] = field(repr=False)


def card(chunk: Chunk) -> Card:
    """Write down what is known of a chunk."""
    inks = {which: (head, body) for which, head, body in chunk.inks}
    return Card(
        len(chunk.leaves),
        chunk.objects.count,
        chunk.extras.count,
        chunk.parents.count,
        chunk.leaves[-1].boxes,
        tuple(_sum(*stream) for stream in chunk.streams),
        tuple(_sum(*inks.get(which, stream)) for which, stream in enumerate(chunk.streams)),
        chunk.fonts,
        chunk.tags,
        chunk.marks,
        chunk.places,
        chunk.left,
        chunk.lacking,
    )


def _sum(head: str, body: bytes) -> str:
    return "" if " 0 R" in head else sha256(head.encode("latin-1") + b"\0" + body).hexdigest()


def read_card(told: Mapping[str, Any]) -> Card:
    """Read a card, the glyphs of its fonts in columns; raises KeyError, TypeError or ValueError where it is none."""
    marks = {key: tuple(Mark(**mark) for mark in told[key]) for key in ("marks", "places")}
    plain = {key: tuple(told[key]) for key in ("streams", "inked", "tags", "left")}
    fonts = {name: Font(**font | {"glyphs": _columns(*font["glyphs"])}) for name, font in told["fonts"].items()}
    return Card(**{**told, **marks, **plain, "fonts": fonts})


def _columns(glyphs: Sequence[int], texts: Sequence[str], widths: Sequence[float]) -> Glyphs:
    return dict(zip(glyphs, zip(texts, widths, strict=True), strict=True))


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
        fonts={name: read_font(font) for name, font in told["fonts"].items()},
        own=told["own"],
        tags=tuple(told["tags"]),
        parents=_form(told["parents"]),
        marks=tuple(Mark(**mark) for mark in told["marks"]),
        places=tuple(Mark(**place) for place in told["places"]),
        left=tuple(told["left"]),
        lacking=told["lacking"],
        inks=tuple((place, head, file.read(size)) for place, head, size in told["inks"]),
    )


def _form(told: Mapping[str, Any]) -> Form:
    return Form(told["count"], told["text"], tuple(told["numbers"]))


def _leaf(told: dict[str, Any], file: BytesIO) -> Leaf:
    ink, colour = file.read(told["ink"]), file.read(told["colour"])
    slots = tuple(Slot(**slot) for slot in told["slots"])
    return Leaf(told["boxes"], tuple(told["links"]), told["lead"], slots, tuple(map(tuple, told["runs"])), ink, colour)


def read_font(told: dict[str, Any]) -> Font:
    """Read a font from what `asdict` makes of one; raises KeyError, TypeError or ValueError where it is none."""
    glyphs = {int(glyph): (text, width) for glyph, (text, width) in told["glyphs"].items()}
    return Font(**told | {"glyphs": glyphs})
