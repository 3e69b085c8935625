"""Sound files for each printer, small pages of exact lines, and the tools that spoil them."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Stream

from fleuron.formats.print import render
from fleuron.printers import load_printer, preflight
from fleuron.printers.finish import finish
from samples import edition

PAGE = re.compile(r": page (\d+)$")
LEADING = 14  # pt


@cache
def interior() -> bytes:
    """Print the sample book, long enough for a paperback of any printer."""
    return render(edition(long=4)).data


@cache
def sound(name: str) -> bytes:
    """Return the sample book as a printer takes it."""
    return finish(interior(), load_printer(name), described() if name == "offset" else b"")


@cache
def described() -> bytes:
    """Return the least that reads as a printer's ICC profile with a name."""
    said = b"Sheetfed, coated"
    text = b"desc" + bytes(4) + (len(said) + 1).to_bytes(4, "big") + said + bytes(1 + 4 + 4 + 2 + 1 + 67)
    table = (1).to_bytes(4, "big") + b"desc" + (144).to_bytes(4, "big") + len(text).to_bytes(4, "big")
    size = (144 + len(text)).to_bytes(4, "big")
    head = size + bytes(4) + b"\x02\x40\x00\x00" + b"prtrCMYKLab " + bytes(12) + b"acsp" + bytes(28)
    head += (63190).to_bytes(4, "big") + (65536).to_bytes(4, "big") + (54061).to_bytes(4, "big")  # the white of D50
    return head.ljust(128, b"\0") + table + text


@cache
def sound_codes(name: str) -> frozenset[tuple[str, int]]:
    return frozenset(codes(sound(name), name))


def codes(data: bytes, name: str) -> set[tuple[str, int]]:
    """Return each code with its page; 0 is the file."""
    found = preflight(data, load_printer(name))
    pages = ((finding.code, PAGE.search(finding.place)) for finding in found)
    return {(code, int(page[1]) if page else 0) for code, page in pages}


def spoilt(data: bytes, spoil, **how) -> bytes:
    """Return a file after `spoil` has had it."""
    with pikepdf.open(BytesIO(data)) as pdf:
        kept = {"force_version": pdf.pdf_version, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
        spoil(pdf)
        out = BytesIO()
        pdf.save(out, **(kept | how))
    return out.getvalue()


def draw(pdf, page: int, content: str, **resources) -> None:
    """Draw more on a page (from 1); resources are given by their kind: Font=, XObject=, ExtGState= …"""
    sheet = pdf.pages[page - 1]
    own = Dictionary(dict(sheet.obj.get("/Resources", {}).items()))
    for kind, things in resources.items():
        own[f"/{kind}"] = Dictionary(
            {**own.get(f"/{kind}", {}), **{f"/{name}": thing for name, thing in things.items()}}
        )
    sheet.obj.Resources = own
    sheet.contents_coalesce()
    before = sheet.Contents.read_bytes() if "/Contents" in sheet.obj else b""
    sheet.obj.Contents = pdf.make_stream(b"q " + before + b" Q q " + content.encode() + b" Q")


def write(pdf, page: int, x: float, y: float, text: str, size: float = 10, before: str = "") -> None:
    """Write a line that is not embedded on a page."""
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    draw(pdf, page, f"BT {before} /Fz {size} Tf {x} {y} Td ({text}) Tj ET", Font={"Fz": helvetica})


def picture(pdf, pixels: int, space: str = "/DeviceGray", parts: int = 1, **more) -> Stream:
    """Make a square picture of so many pixels a side, all of its inks full."""
    image = Stream(pdf, b"\xff" * pixels * pixels * parts)
    facts = {"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": pixels, "/Height": pixels}
    for key, value in (facts | {"/ColorSpace": Name(space), "/BitsPerComponent": 8}).items():
        image[key] = value
    for key, value in more.items():
        image[f"/{key}"] = value
    return image


def place(pdf, page: int, image: Stream, side: float = 72, x: float = 150, y: float = 200) -> None:
    """Put a picture on a page, `side` points wide and high."""
    draw(pdf, page, f"{side} 0 0 {side} {x} {y} cm /Iz Do", XObject={"Iz": image})


def pages_of(*pages: list[tuple[float, str]]) -> bytes:
    """Set pages of typewritten lines, each (pt it is indented, its text), from the head of the page down."""
    pdf = pikepdf.new()
    courier = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
    for lines in pages:
        page = pdf.add_blank_page(page_size=(396, 612))
        shown = "".join(
            f"1 0 0 1 {48 + x} {540 - row * LEADING} Tm ({text}) Tj " for row, (x, text) in enumerate(lines)
        )
        page.obj.Resources = Dictionary(Font=Dictionary(F=courier))
        page.obj.Contents = pdf.make_stream(f"BT /F 10 Tf -3 Tw {shown} ET".encode())
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()
