"""Pages of a PDF -> one PNG of all its spreads, small and numbered: the book at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil, sqrt
from typing import TYPE_CHECKING

from fleuron.formats.outlines import plain_file

if TYPE_CHECKING:
    import pypdfium2

WIDEST, NARROWEST = 190, 60  # px, of a page
MOST = 24e6  # px, of the sheet
SHAPE = 1.5  # of the sheet: so many times as wide as high
GAP, LABEL = 26, 16  # px: between spreads, of the figures below them
DESK, EDGE, INK = 224, 150, 40  # grays


def contact_sheet(data: bytes, folios: Sequence[str]) -> bytes:
    """Draw every spread of a book; a page is told by its folio."""
    import pypdfium2
    from PIL import Image, ImageDraw, ImageFont

    document = pypdfium2.PdfDocument(data)
    try:
        wide, high = _size(document[0], len(folios))
        count = len(folios) // 2 + 1
        step, down = 2 * wide + GAP, high + GAP + LABEL
        columns = min(count, ceil(sqrt(SHAPE * count * down / step)))
        sheet = Image.new("L", (GAP + columns * step, GAP + ceil(count / columns) * down), DESK)
        pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(plain_file(), LABEL)
        for number, folio in enumerate(folios, 1):
            row, column = divmod(number // 2, columns)
            x, y = GAP + column * step + number % 2 * wide, GAP + row * down
            drawn = document[number - 1].render(scale=wide / document[0].get_width(), grayscale=True)
            sheet.paste(drawn.to_pil().resize((wide, high)), (x, y))
            pen.rectangle((x, y, x + wide - 1, y + high - 1), outline=EDGE)
            pen.text((x + wide // 2, y + high + 3), folio, INK, font, anchor="ma")
    finally:
        document.close()
    out = BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def _size(page: pypdfium2.PdfPage, count: int) -> tuple[int, int]:
    """Return the size of a page on the sheet, in px: smaller where there are many."""
    shape = page.get_height() / page.get_width()
    wide = round(max(NARROWEST, min(WIDEST, sqrt(MOST / (count * shape)))))
    return wide, round(wide * shape)
