"""Book -> its pictures as files for a screen, by the address that its text gives them; always the same files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from fleuron import art
from fleuron.formats.safety import XHTML
from fleuron.model import Book
from fleuron.names import slugify

MEDIA = {"png": "image/png", "jpg": "image/jpeg"}
FOLDER = "images"
TAKEN = ("cover",)


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture that was made ready: the name of its file, which all kinds of disk take, and what is in it."""

    file: str
    media: str
    data: bytes = field(repr=False)


def plates(book: Book) -> Mapping[str, Plate]:
    """Make the pictures of a book ready, each once."""
    made: dict[str, Plate] = {}
    taken = set(TAKEN)
    for picture in book.pictures:
        if picture.address not in made:
            data = art.for_screen(picture.data)
            stem = slugify(PurePosixPath(picture.file).stem)
            name = next(n for n in (stem, *(f"{stem}-{k}" for k in range(2, len(taken) + 3))) if n not in taken)
            taken.add(name)
            made[picture.address] = Plate(f"{name}.{art.ending(data)}", MEDIA[art.ending(data)], data)
    return made


def hang(section: etree._Element, shown: Mapping[str, Plate], folder: str) -> None:
    """Lead the pictures of a division to their files; one that the book does not have goes."""
    for image in list(section.iter(f"{{{XHTML}}}img")):
        plate = shown.get(image.get("src", ""))
        if plate:
            image.set("src", f"{folder}{plate.file}")
        else:
            image.tag = "lost"
    etree.strip_elements(section, "lost", with_tail=False)


def shares(book: Book) -> str:
    """Write the CSS for pictures that are to be narrower than the text."""
    widths = sorted({picture.width for picture in book.pictures if picture.width < 100})
    return "".join(f".share-{width} img {{ width: {width}%; }}\n" for width in widths)
