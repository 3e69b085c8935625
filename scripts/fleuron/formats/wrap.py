"""Edition + the sheet a printer prints its cover on -> back, spine and front as one page, with the barcode."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Name, String

from fleuron.formats import barcode, cover
from fleuron.formats.finish import opened, saved
from fleuron.formats.front import lay_front
from fleuron.formats.safety import tidy
from fleuron.model import Edition
from fleuron.names import series

if TYPE_CHECKING:
    from fleuron.printers.geometry import Wrap

SHEET = Path(__file__).with_suffix(".css")
FRONT = (5, 8)  # in; what cover.css is drawn for
LARGEST, LEAST = 15, 6  # pt, of the words on the spine
FILLED = 0.72  # of the spine's clear width that they take
ROOT_KEYS = ("/Outlines", "/Names", "/PageMode", "/Lang", "/Metadata", "/ViewerPreferences")
PAGE_KEYS = ("/Annots", "/Tabs", "/Group")
COLOUR = re.compile(rb"^([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)$", re.MULTILINE)
OPAQUE = re.compile(rb"^/[aA]1\.0 gs\n", re.MULTILINE)


def wrap(edition: Edition, flat: Wrap, *, ink: float = 0) -> bytes:
    """Set the cover laid flat as a PDF of one page; in CMYK of `ink` percent at most where that is given.

    The barcode stands in the printer's zone, where the book has an ISBN for print.
    """
    pdf = opened(_set(edition, flat))
    page = pdf.pages[0]
    for thing, keys in ((pdf.Root, ROOT_KEYS), (page.obj, PAGE_KEYS)):
        for key in keys:
            if key in thing:
                del thing[key]
    content = OPAQUE.sub(b"", page.Contents.read_bytes())
    page.Contents = pdf.make_stream(b"q\n%s\nQ\n" % (_in_cmyk(content, ink) if ink else content))
    plan = edition.book.plan
    if plan.cover:
        lay_front(pdf, plan.cover, flat, ink)
    isbn = plan.isbn.get("print", "")
    if barcode.digits_of(isbn):
        zone = [72 * inches for inches in flat.zone]
        code = barcode.price_code(plan.press.price)
        page.contents_add(barcode.drawn(isbn, zone, edition.theme.faces[0].data, code))
    _cut(page, flat)
    _name(pdf, edition)
    return saved(pdf, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable)


def spine_size(flat: Wrap) -> float:
    """Return the size of the words on the spine, in pt; 0 where it may have none, or they would be too small."""
    if flat.clear is None:
        return 0
    size = min(LARGEST, FILLED * 72 * (flat.spine - 2 * flat.clear))
    return size if size >= LEAST else 0


def _set(edition: Edition, flat: Wrap) -> bytes:
    from weasyprint import HTML

    html = _html(edition, flat)
    size = f"@page {{ size: {flat.width:.4f}in {flat.height:.4f}in; margin: 0 }}"
    rules = cover.faces(edition.theme, html) + edition.theme.css["cover"] + SHEET.read_text("utf-8") + size
    data: bytes = HTML(string=f"<style>{rules}</style>{html}").write_pdf()
    return data


def _html(edition: Edition, flat: Wrap) -> str:
    plan = edition.book.plan
    wide, high = flat.trim
    fold = flat.edge + wide + flat.hinge  # where the back ends and the spine begins
    scale = min(wide / FRONT[0], high / FRONT[1])
    left = fold + flat.spine + flat.hinge + (wide - scale * FRONT[0]) / 2
    top = flat.edge + (high - scale * FRONT[1]) / 2
    front = f"left:{left:.4f}in;top:{top:.4f}in;width:5in;height:8in;transform:scale({scale:.4f});transform-origin:0 0"
    return f"""<body lang="{escape(plan.language)}">
<div class="back" style="left:{flat.edge}in;top:{flat.edge}in;width:{wide}in;height:{high}in">
<div class="copy">{"".join(f"<p>{escape(line)}</p>" for line in tidy(plan.description).splitlines() if line)}</div>
<p class="imprint">{escape(tidy(plan.publisher))}</p></div>
{_spine(edition, flat, fold)}
{"" if plan.cover else f'<div class="front" style="{front}">{cover.front(edition)}</div>'}</body>"""


def _spine(edition: Edition, flat: Wrap, fold: float) -> str:
    """Set editors and title along the spine, read from the head down (ISO 6357)."""
    size = spine_size(flat)
    if not size:
        return ""
    people = series([tidy(person.name) for person in edition.book.editors])
    place = f"left:{fold + flat.spine:.4f}in;top:{flat.edge}in;width:{flat.trim[1]}in;height:{flat.spine:.4f}in"
    return (
        f'<div class="spine" style="{place};font-size:{size:.2f}pt"><span>{escape(people)}</span>'
        f'<span class="name">{escape(tidy(edition.book.plan.title))}</span>'
        f"<span>{escape(edition.theme.words.get('ornament', ''))}</span></div>"
    )


def _in_cmyk(content: bytes, most: float) -> bytes:
    return COLOUR.sub(lambda colour: _cmyk(colour, most), content)


def _cmyk(colour: re.Match[bytes], most: float) -> bytes:
    """Print a colour in four inks: the darker it is the more of it is black, and all of them are `most` percent."""
    *parts, operator = colour.groups()
    dark = [1 - float(part) for part in parts]
    black = min(dark) ** 2
    inks = [(each - black) / (1 - black) if black < 1 else 0 for each in dark]
    fit = min(1, (most / 100 - black) / (sum(inks) or 1))
    said = " ".join(f"{ink:.4g}" for ink in (*(fit * ink for ink in inks), black))
    return b"%s %s" % (said.encode(), b"k" if operator == b"rg" else b"K")


def _cut(page: pikepdf.Page, flat: Wrap) -> None:
    wide, high, edge = 72 * flat.width, 72 * flat.height, 72 * flat.edge
    page.obj.MediaBox = page.obj.BleedBox = Array([0, 0, round(wide, 4), round(high, 4)])
    page.obj.TrimBox = Array([round(number, 4) for number in (edge, edge, wide - edge, high - edge)])


def _name(pdf: pikepdf.Pdf, edition: Edition) -> None:
    plan = edition.book.plan
    made = f"D:{plan.issued:%Y%m%d}000000Z"
    facts = {"Title": f"{plan.title}: cover", "Author": series([person.name for person in edition.book.editors])}
    for key, value in (facts | {"Creator": "fleuron", "CreationDate": made, "ModDate": made}).items():
        pdf.docinfo[Name(f"/{key}")] = String(value)
