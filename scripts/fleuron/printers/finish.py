"""A print PDF -> the file a printer takes: its kind of PDF, exact boxes, whole sheets; the same bytes each time."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from fleuron.errors import PrinterError
from fleuron.printers.files import REGISTRY

if TYPE_CHECKING:
    from fleuron.printers import Printer

XMP = Template(Path(__file__).with_name("xmp.xml").read_text("utf-8"))
DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d).*")
PLAIN = "1.4"  # PDF for a printer that asks for no PDF/X: the last without compressed objects
BLANK = re.compile(rb"\s*")


def finish(data: bytes, printer: Printer, icc: bytes = b"", *, cover: bool = False) -> bytes:
    """Make of a print PDF, which is flattened, the file that a printer takes; a cover stays one page.

    `icc` is the profile of the printing condition, which the printer names. Raises PrinterError where PDF/X-4 is
    asked for without one (ISO 15930-7, 6.4).
    """
    kind = next(iter(printer.want("standards", ())), "")
    with pikepdf.open(BytesIO(data)) as pdf:
        if not cover:
            _fill_sheets(pdf, int(printer.want("multiple", 2)), blank=bool(printer.want("last_blank")))
        _set_boxes(pdf)
        if kind:
            _declare(pdf, kind, printer, icc)
        return _saved(pdf, str(printer.want("version", PLAIN)))


def _fill_sheets(pdf: pikepdf.Pdf, multiple: int, *, blank: bool) -> None:
    """Add blank pages, so that the sheets are whole, and the last page blank where the printer wants it so."""
    printed = len(pdf.pages)
    while printed and BLANK.fullmatch(_drawn(pdf.pages[printed - 1])):
        printed -= 1
    pages = max(len(pdf.pages), printed + blank)
    for _ in range(pages + -pages % multiple - len(pdf.pages)):
        last = pdf.pages[-1].obj
        page = Dictionary({"/Type": Name.Page, "/MediaBox": last.MediaBox, "/Resources": Dictionary()})
        page.Contents = pdf.make_stream(b"")
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _drawn(page: pikepdf.Page) -> bytes:
    """Return what is drawn on a page, which may be in many streams."""
    page.contents_coalesce()
    return bytes(page.Contents.read_bytes())


def _set_boxes(pdf: pikepdf.Pdf) -> None:
    """Say on each page where it is cut; pages without bleed are cut at their edges."""
    for page in pdf.pages:
        media = page.obj.MediaBox
        trim = page.obj.get("/TrimBox", media)
        page.obj.TrimBox, page.obj.BleedBox = trim, page.obj.get("/BleedBox", trim)
        for key in ("/ArtBox", "/CropBox"):
            if key in page.obj:
                del page.obj[key]


def _declare(pdf: pikepdf.Pdf, kind: str, printer: Printer, icc: bytes) -> None:
    """Say which PDF/X it is, in the information or in XMP as the standard has it, and for which condition."""
    info = pdf.docinfo
    info.Trapped = Name("/False")
    if kind == "PDF/X-4":
        stream = pdf.make_stream(_xmp({key[1:]: str(value) for key, value in info.items()}))
        stream.Type, stream.Subtype = Name.Metadata, Name.XML
        pdf.Root.Metadata = stream
    else:
        info.GTS_PDFXVersion, info.GTS_PDFXConformance = String("PDF/X-1:2001"), String(kind)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(_intent(pdf, kind, printer, icc))])


def _intent(pdf: pikepdf.Pdf, kind: str, printer: Printer, icc: bytes) -> Dictionary:
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX)
    if kind != "PDF/X-4":
        intent.OutputConditionIdentifier = String(printer.rules["condition"].want)
        intent.RegistryName = String(REGISTRY)
        intent.Info = intent.OutputConditionIdentifier
    elif not icc:
        raise PrinterError(f"{printer.name} takes {kind}: name the ICC profile that your printer gives you")
    else:
        intent.OutputConditionIdentifier, intent.Info = String("Custom"), String(_said(icc))
        profile = pdf.make_stream(icc)
        profile.N = 4
        intent.DestOutputProfile = profile
    return intent


def _said(icc: bytes) -> str:
    """Return what an ICC profile calls itself."""
    from PIL import ImageCms

    try:
        return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(icc))).strip()
    except (OSError, ImageCms.PyCMSError) as error:
        raise PrinterError("The ICC profile cannot be read: ask the printer for it again") from error


def _xmp(info: dict[str, str]) -> bytes:
    """Say in XMP what the information says; the identifier is made from it."""
    facts = {key: info.get(key, "") for key in ("Title", "Author", "Creator", "Producer", "CreationDate", "ModDate")}
    dated = {key: DATE.sub(r"\1-\2-\3T\4:\5:\6Z", value) for key, value in facts.items()}
    made = uuid5(NAMESPACE_URL, "\n".join(facts.values()))
    return XMP.substitute({key: escape(value) for key, value in dated.items()}, id=made).encode()


def _saved(pdf: pikepdf.Pdf, version: str) -> bytes:
    how: dict[str, Any] = {"force_version": version, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
    out = BytesIO()
    if "/ID" in pdf.trailer:
        del pdf.trailer.ID
    pdf.save(out, deterministic_id=True, **how)
    return out.getvalue()
