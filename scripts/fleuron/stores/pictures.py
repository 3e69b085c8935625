"""An Epub and what a store wants of its cover and its pictures -> each thing that is not so."""

from __future__ import annotations

from collections.abc import Iterator

from fleuron.stores.container import NS, Epub, Fault, Item, Picture, parsed, resolved


def cover(epub: Epub, _: bool) -> Iterator[Fault]:
    """A picture is named as the cover."""
    if epub.cover() is None:
        yield "package", "it names no picture as its cover", 'mark it in the manifest with properties="cover-image"'


def cover_format(epub: Epub, formats: list[str]) -> Iterator[Fault]:
    """The cover is of one of these formats."""
    yield from (
        (p.path, f"the cover is a {p.format}", f"save it as {' or '.join(formats)}")
        for p in _cover(epub)
        if p.format not in formats
    )


def cover_colour(epub: Epub, modes: list[str]) -> Iterator[Fault]:
    """The cover is in one of these colour modes."""
    yield from (
        (p.path, f"the cover's colours are {p.mode}", "save it in RGB") for p in _cover(epub) if p.mode not in modes
    )


def cover_least(epub: Epub, least: list[int]) -> Iterator[Fault]:
    """Hold the cover to the least width and height, in px."""
    for p in _cover(epub):
        if p.width < least[0] or p.height < least[1]:
            yield p.path, f"the cover has {p.width} × {p.height} px", f"make it {least[0]} × {least[1]} px or more"


def cover_most(epub: Epub, most: int) -> Iterator[Fault]:
    """Hold both sides of the cover to `most` px."""
    for p in _cover(epub):
        if max(p.width, p.height) > most:
            yield p.path, f"the cover has {p.width} × {p.height} px", f"make no side longer than {most} px"


def cover_shape(epub: Epub, between: list[float]) -> Iterator[Fault]:
    """Hold the cover to a shape: its width by its height lies between two numbers."""
    for p in _cover(epub):
        if not between[0] <= p.width / p.height <= between[1]:
            yield (
                p.path,
                f"the cover is {p.width / p.height:.2f} times as wide as high",
                "make it upright, about 2 by 3",
            )


def cover_page(epub: Epub, wanted: bool) -> Iterator[Fault]:
    """The book begins with its cover, or does not, as the store wants it."""
    shown = bool(epub.spine and _shows_cover(epub, epub.spine[0]))
    if wanted and not shown:
        yield "spine", "the cover is not the first page of the book", "begin the book with a page that shows the cover"
    if not wanted and shown:
        yield epub.spine[0].path, "the cover is a page of the book too", "leave it out: the store adds the cover itself"


def picture_pixels(epub: Epub, most: int) -> Iterator[Fault]:
    """Hold every picture to `most` px in all."""
    for p in epub.pictures():
        if p.width * p.height > most:
            yield (
                p.path,
                f"it has {p.width * p.height / 1e6:.1f} million px",
                f"make it {most / 1e6:g} million px or fewer",
            )


def picture_modes(epub: Epub, refused: list[str]) -> Iterator[Fault]:
    """No picture is in one of these colour modes."""
    yield from ((p.path, f"its colours are {p.mode}", "save it in RGB") for p in epub.pictures() if p.mode in refused)


def opaque(epub: Epub, _: bool) -> Iterator[Fault]:
    """One sees through no picture."""
    yield from ((p.path, "one sees through it", "put a ground behind the picture") for p in epub.pictures() if p.clear)


def _cover(epub: Epub) -> Iterator[Picture]:
    cover = epub.cover()
    yield from (picture for picture in epub.pictures() if cover and picture.path == cover.path)


def _shows_cover(epub: Epub, item: Item) -> bool:
    root = parsed(epub.files.get(item.path, b""))
    cover = epub.cover()
    if root is None or cover is None:
        return False
    shown = root.xpath("//h:img/@src | //@*[local-name()='href' and local-name(..)='image']", namespaces=NS)
    return cover.path in {resolved(str(source), item.path) for source in shown}
