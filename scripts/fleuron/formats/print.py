"""Edition -> print PDF: the pages as a printer wants them, one ink, every font in the file, nothing to click."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Dictionary, Name

from fleuron.formats.draft import mark
from fleuron.formats.finish import mend_text, opened, saved
from fleuron.formats.pages import lay_out, left_to_layout
from fleuron.model import Edition, Made

ROOT_KEYS = ("/Names", "/Outlines", "/Metadata", "/Lang", "/PageMode", "/ViewerPreferences")
PAGE_KEYS = ("/Annots", "/Tabs", "/Group")
COLOUR = re.compile(rb"^([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)$", re.MULTILINE)
OPAQUE = re.compile(rb"^/[aA]1\.0 gs\n", re.MULTILINE)
RESOURCES = {"/ColorSpace": b" cs\n", "/ExtGState": b" gs\n", "/Pattern": b" scn\n", "/Shading": b" sh\n"}
LUMINANCE = (0.2126, 0.7152, 0.0722)  # ITU-R BT.709, as sRGB weighs red, green and blue


def render(edition: Edition) -> Made:
    """Make the print PDF; its count of pages is even, as sheets have two sides."""
    pdf = opened(lay_out(edition).copy().write_pdf())
    _strip(pdf)
    _ink(pdf)
    mend_text(pdf)
    if edition.draft:
        mark(pdf)
    if len(pdf.pages) % 2:
        _add_blank(pdf)
    how = {"force_version": "1.4", "object_stream_mode": pikepdf.ObjectStreamMode.disable}
    return Made(saved(pdf, **how), len(pdf.pages), "pages", left_to_layout(edition))


def _strip(pdf: pikepdf.Pdf) -> None:
    """Remove what only a screen can use."""
    for key in ROOT_KEYS:
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in PAGE_KEYS:
            if key in page.obj:
                del page.obj[key]


def _ink(pdf: pikepdf.Pdf) -> None:
    """Print every colour in black ink (DeviceGray), and drop the resources that no page uses."""
    used = set()
    for page in pdf.pages:
        drawn = OPAQUE.sub(b"", COLOUR.sub(_gray, page.Contents.read_bytes()))
        page.Contents.write(drawn)
        used |= {key for key, operator in RESOURCES.items() if operator in drawn}
    for page in pdf.pages:
        for key in RESOURCES.keys() - used:
            if key in page.Resources:
                del page.Resources[key]


def _gray(colour: re.Match[bytes]) -> bytes:
    *parts, operator = colour.groups()
    light = sum(weight * float(part) for weight, part in zip(LUMINANCE, parts, strict=True))
    return b"%s %s" % (f"{light:.4g}".encode(), b"g" if operator == b"rg" else b"G")


def _add_blank(pdf: pikepdf.Pdf) -> None:
    last = pdf.pages[-1].obj
    boxes = {key: last[key] for key in ("/MediaBox", "/TrimBox", "/BleedBox")}
    blank = Dictionary({"/Type": Name.Page, "/Resources": Dictionary(), "/Contents": pdf.make_stream(b""), **boxes})
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(blank)))
