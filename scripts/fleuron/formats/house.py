"""Edition -> House: the style in which all pages of a book are made up, without any of its text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from fleuron.model import Edition, Face, Theme

ELSEWHERE = "elsewhere:"  # opens a link that leads out of its chunk


@dataclass(frozen=True, slots=True)
class House:
    """The sheet, the faces that it names by their `address`, the language of the text, the pictures by theirs."""

    css: str
    faces: tuple[Face, ...]
    language: str
    pictures: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)

    def with_pictures_of(self, html: str) -> House:
        """Return the house with no other pictures than a text shows, so that it travels light."""
        shown = tuple((name, data) for name, data in self.pictures if name in html)
        return self if shown == self.pictures else replace(self, pictures=shown)


def house(edition: Edition) -> House:
    """Return the style of an edition."""
    pictures = {picture.address: picture.data for picture in edition.book.pictures}
    return replace(styled(edition.theme, edition.book.plan.language), pictures=tuple(sorted(pictures.items())))


def styled(theme: Theme, language: str) -> House:
    """Write the CSS that says in a theme's stead where its faces are and what its ornament is."""
    faces = "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"font-style:{'italic' if face.italic else 'normal'};src:url({address(face.data)})}}\n"
        for face in theme.faces
    )
    words = f':root{{--ornament:"{theme.words.get("ornament", "")}"}}\n'
    return House(faces + words + theme.css["print"], theme.faces, language)


def address(face: bytes) -> str:
    """Return a URL that stands for a font file."""
    return f"face:{sha256(face)}"


def sha256(data: bytes) -> str:
    """Return the sum by which a font file is known."""
    return hashlib.sha256(data).hexdigest()
