"""Nothing -> the noun of what is shown: a picture, as it lies in the manuscript, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath

from fleuron.model.page import Permission


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, what it shows in words, and the line that it follows.

    `after` opens that line, as the editor says; `line` is its number. `told` are the lines of the page that are its
    caption and its credit. A picture in Markdown stands where the text names it, and has none of the three.
    """

    file: str  # from the manuscript's folder: art/couch.jpg
    data: bytes = field(repr=False)
    size: tuple[int, int]  # px, upright
    alt: str = ""
    decorative: bool = False  # it says nothing that a reader who does not see it would miss
    caption: str = ""
    credit: str = ""
    width: int = 100  # percent of the measure
    permission: Permission | None = None
    after: str = ""
    line: int = 0
    told: tuple[int, ...] = ()
    place: str = ""  # where the editor wrote it

    @property
    def address(self) -> str:
        """Return a URL that stands for the file, and changes with it."""
        return f"art:{sha256(self.data).hexdigest()}"

    @property
    def spoken(self) -> str:
        """Return what is read aloud in the picture's stead; nothing for one that only adorns."""
        return "" if self.decorative else self.alt or self.caption or self.name

    @property
    def described(self) -> bool:
        """Tell whether somebody has said in words what the picture shows, or that it shows nothing."""
        return self.decorative or bool(self.alt)

    @property
    def name(self) -> str:
        """Return the file's name in plain words."""
        return " ".join(re.split(r"[\W_]+", PurePosixPath(self.file).stem)).strip() or "picture"
