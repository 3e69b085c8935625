"""The editor's picture -> the front of a cover laid flat, over its bleed: in RGB, or in four inks for a press.

No profile of a press is free to be given away, so the four inks are mixed by a plain rule, as the colours of a theme
are: the darker a colour is, the more of it is black, and all inks together keep to what the printer takes.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Name

from fleuron import art

if TYPE_CHECKING:
    from fleuron.model import Picture
    from fleuron.printers.geometry import Wrap

INCH, DENSE = 72, 300  # pt; px to the inch, beyond which a picture is reduced


def lay_front(pdf: pikepdf.Pdf, picture: Picture, flat: Wrap, ink: float) -> None:
    """Draw a picture over the front of a cover, cut to its shape; in CMYK of `ink` percent at most, where given."""
    wide, high = flat.trim[0] + flat.edge, flat.height
    image = _image(pdf, art.filling(picture.data, wide / high, round(DENSE * wide)), ink)
    page = pdf.pages[0]
    name = page.add_resource(image, Name.XObject, Name.Front)
    at = f"{INCH * wide:.4f} 0 0 {INCH * high:.4f} {INCH * (flat.width - wide):.4f} 0 cm"
    page.contents_add(f"q {at} {name} Do Q".encode())


def _image(pdf: pikepdf.Pdf, jpeg: bytes, ink: float) -> pikepdf.Stream:
    from PIL import Image

    with Image.open(BytesIO(jpeg)) as picture:
        size = {"Width": picture.width, "Height": picture.height, "BitsPerComponent": 8}
        if not ink:
            space = {"Filter": Name.DCTDecode, "ColorSpace": Name.DeviceRGB}
            return pikepdf.Stream(pdf, jpeg, Type=Name.XObject, Subtype=Name.Image, **size, **space)
        inks = zlib.compress(in_four(picture, ink), 9)
    space = {"Filter": Name.FlateDecode, "ColorSpace": Name.DeviceCMYK}
    return pikepdf.Stream(pdf, inks, Type=Name.XObject, Subtype=Name.Image, **size, **space)


def in_four(picture: Any, most: float) -> bytes:
    """Mix each pixel of an RGB picture from four inks, `most` percent in all; by the rule for a theme's colours."""
    import numpy as np

    dark = 1 - np.asarray(picture, dtype=np.float32) / 255
    black = dark.min(axis=2, keepdims=True) ** 2
    inks = np.where(black < 1, (dark - black) / np.maximum(1 - black, 1e-6), 0)
    inks *= np.minimum(1, (most / 100 - black) / np.maximum(inks.sum(axis=2, keepdims=True), 1e-6))
    mixed: bytes = np.floor(255 * np.concatenate([inks, black], axis=2)).astype(np.uint8).tobytes()
    return mixed
