"""Edition -> the cover in the sizes that pages, feeds and shared links show."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from fleuron.formats import cover
from fleuron.model import Edition

COVER, THUMB, CARD = ("cover.jpg", 1000, 1600), ("cover-400.jpg", 400, 640), ("card.jpg", 1200, 630)  # px
QUALITY = 86
CLOTH = 40  # px; the strip of the cover's edge whose colour goes on round it


def pictures(edition: Edition) -> Mapping[str, bytes]:
    """Draw the cover once, and scale it; a shared link shows it whole on a field of its own cloth."""
    from PIL import Image

    file, width, height = COVER
    whole = Image.open(BytesIO(cover.jpeg(edition, width, height))).convert("RGB")
    small = whole.resize(THUMB[1:], Image.Resampling.LANCZOS)
    card = Image.new("RGB", CARD[1:], whole.resize((1, 1), box=(0, 0, CLOTH, CLOTH)).getpixel((0, 0)))
    tall = CARD[2] - 2 * CLOTH
    front = whole.resize((tall * width // height, tall), Image.Resampling.LANCZOS)
    card.paste(front, ((CARD[1] - front.width) // 2, CLOTH))
    return {file: _jpeg(whole), THUMB[0]: _jpeg(small), CARD[0]: _jpeg(card)}


def _jpeg(picture: object) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)  # type: ignore[attr-defined]
    return out.getvalue()
