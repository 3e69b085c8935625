"""A document and its pictures -> each at its size, as high as so many lines, and in black ink for print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import md5
from io import BytesIO
from math import ceil
from typing import Any
from xml.etree.ElementTree import Element

from fleuron import art
from fleuron.formats.measure import Measure

RULES = "figure img { display: block; image-rendering: crisp-edges }"  # no pixels between pixels (PDF/A, 6.2.8)
HIGH = "data-high"  # px; how much of the column a picture takes
SHARE = "share-"
AIR = 0.5  # of a line, between a picture and its caption
LETTER = 0.5  # em; how wide one is in a caption, or less
SPARE = 5  # lines of a page that no picture takes: a heading may stand over it
INCH = 96  # px
ROUNDING = 0.02  # px; a page that is full to the last line must not overflow for it


@dataclass(frozen=True, slots=True)
class Halftone:
    """A picture as a document has it: its file, and how many pixels wide it is there at most."""

    data: bytes = field(repr=False)
    wide: int

    def colour(self) -> bytes:
        """Return it as the screen shows it."""
        return art.for_page(self.data, self.wide)

    def ink(self) -> Any:
        """Return it in black ink, as an object of a PDF."""
        from PIL import Image
        from weasyprint.images import RasterImage

        data = art.for_page(self.data, self.wide, gray=True)
        return RasterImage(Image.open(BytesIO(data)), "", data).get_x_object(False, 1)


def size_figures(root: Element, measure: Measure, pictures: Mapping[str, bytes]) -> Mapping[str, Halftone]:
    """Give every picture its size and a URL of its own; return them by these."""
    made: dict[str, Halftone] = {}
    parents = {child: parent for parent in root.iter() for child in parent}
    for section in root.iter("section"):
        for image in list(section.iter("img")):
            data = pictures.get(image.get("src", ""))
            if data is None:
                parents[image].remove(image)
                continue
            around = list(_around(image, parents))
            wide = _set_size(image, around, art.look(data)[:2], measure)
            url = f"{image.get('src')}/{ceil(wide / INCH * art.DENSE)}"
            made[url] = Halftone(data, ceil(wide / INCH * art.DENSE))
            image.set("src", url)
    return made


def object_name(url: str) -> str:
    """Return the name that WeasyPrint gives a picture in a PDF."""
    return f"i{md5(url.encode(), usedforsecurity=False).hexdigest()}0"


def _around(image: Element, parents: Mapping[Element, Element]) -> Iterator[Element]:
    """Yield the elements around a picture, the innermost first, its division last."""
    at = image
    while at.tag != "section":
        at = parents[at]
        yield at


def _caption_height(caption: Element | None, room: float, measure: Measure) -> float:
    """Guess how high a caption will be at the most (px)."""
    high = 0.0
    for paragraph in [] if caption is None else caption:
        style, letters = measure.style(paragraph), len("".join(paragraph.itertext()))
        high += ceil(letters * LETTER * style["font_size"] / room) * float(style["line_height"].value)
    return high


def _set_size(image: Element, around: list[Element], size: tuple[int, int], measure: Measure) -> float:
    """Fit a picture into its column, and fill its figure's last line with air; return how wide it is (px)."""
    figure, section = around[0], around[-1]
    column, height = measure.page(measure.style(section)["page"])
    room = column - sum(measure.edges(measure.style(element)) for element in around)
    share = next((name for name in figure.get("class", "").split() if name.startswith(SHARE)), f"{SHARE}100")
    line = float(measure.style(figure)["line_height"].value)
    caption = figure.find("figcaption")
    beside = _caption_height(caption, room, measure) + SPARE * line
    wide, high = art.fitted(size, int(share.removeprefix(SHARE)), room, min(height, (height - beside) / art.TALL))
    gap = AIR * line if caption is not None else 0.0
    box = ceil((high + gap) / line - 0.01) * line
    left = max(0.0, box - high - gap - ROUNDING)
    above, below = (0.0, gap) if caption is not None else (left / 2, left / 2)
    if caption is not None:
        caption.set("style", f"padding-bottom:{left:.3f}px")
    air = f"padding:{above:.3f}px 0 {below:.3f}px;box-sizing:content-box"
    image.set("style", f"{air};width:{wide:.3f}px;height:{high:.3f}px")
    image.set(HIGH, f"{box:.3f}")
    return wide
