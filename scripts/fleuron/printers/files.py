"""A Job and what a printer wants of the file -> each thing that is not so: what is in it, what PDF/X it says it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from lxml import etree

from fleuron.names import series
from fleuron.printers.job import Fault, Job

REGISTRY = "http://www.color.org"
STATED = ("Title", "Creator", "Producer", "CreationDate", "ModDate")
SAME = {  # what XMP calls what the document information says
    "Title": ".//{http://purl.org/dc/elements/1.1/}title//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li",
    "Producer": ".//{http://ns.adobe.com/pdf/1.3/}Producer",
    "Creator": ".//{http://ns.adobe.com/xap/1.0/}CreatorTool",
    "CreationDate": ".//{http://ns.adobe.com/xap/1.0/}CreateDate",
    "ModDate": ".//{http://ns.adobe.com/xap/1.0/}ModifyDate",
}
X4 = ".//{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
PARTS = {b"CMYK": 4, b"RGB ": 3, b"GRAY": 1}  # of an ICC profile's colours


def open_(job: Job, _: bool) -> Iterator[Fault]:
    """Nothing in the file is locked."""
    if job.locked:
        yield Fault(0, "the file is encrypted", "save it without a password and without restrictions")


def sound(job: Job, _: bool) -> Iterator[Fault]:
    """The file keeps to the syntax of PDF."""
    problems = job.pdf.check_pdf_syntax()
    if problems:
        yield Fault(0, f"the file is damaged: {str(problems[0]).splitlines()[0]}", "export it again")


def still(job: Job, _: bool) -> Iterator[Fault]:
    """Nothing in the file acts by itself."""
    root = job.pdf.Root
    if "/OpenAction" in root or "/AA" in root or "/JavaScript" in root.get("/Names", {}):
        yield Fault(0, "the file acts when it is opened", "take out JavaScript and actions")
    for sheet in job.sheets:
        if "/AA" in sheet.object:
            yield Fault(sheet.number, "the page acts when it is opened", "take out JavaScript and actions")


def formless(job: Job, _: bool) -> Iterator[Fault]:
    """The file has no form to fill in."""
    if "/AcroForm" in job.pdf.Root:
        yield Fault(0, "the file holds a form", "flatten its fields")


def outlines(job: Job, allowed: bool) -> Iterator[Fault]:
    """The file has no bookmarks."""
    if not allowed and "/Outlines" in job.pdf.Root:
        yield Fault(0, "the file has bookmarks", "export it for print, without bookmarks")


def links(job: Job, allowed: bool) -> Iterator[Fault]:
    """No page has links, comments or other annotations."""
    for sheet in job.sheets:
        count = len(sheet.object.get("/Annots", ()))
        if count and not allowed:
            kinds = sorted({str(each.get("/Subtype", "/?"))[1:] for each in sheet.object.Annots})
            yield Fault(
                sheet.number, f"{count} annotations lie on the page ({series(kinds)})", "take out links and comments"
            )


def detached(job: Job, _: bool) -> Iterator[Fault]:
    """No other file is attached."""
    root = job.pdf.Root
    if "/EmbeddedFiles" in root.get("/Names", {}) or "/AF" in root:
        yield Fault(0, "other files are attached to it", "take the attachments out")


def single_layer(job: Job, _: bool) -> Iterator[Fault]:
    """The file has no layers that may be switched off."""
    if "/OCProperties" in job.pdf.Root:
        yield Fault(0, "the file has layers", "flatten the layers")


def megabytes(job: Job, most: float) -> Iterator[Fault]:
    """Hold the file to `most` MB."""
    size = len(job.data) / 1e6
    if size > most:
        yield Fault(0, f"the file has {size:,.1f} MB, and {most:g} are the most", "reduce its pictures to 300 ppi")


def standards(job: Job, wanted: list[str]) -> Iterator[Fault]:
    """The file says that it is one of these kinds of PDF/X."""
    said = _standard(job)
    if said not in wanted:
        fix = f"export it as {' or '.join(wanted)}"
        yield Fault(0, f"the file says that it is {said}" if said else "the file does not say that it is PDF/X", fix)


def version(job: Job, most: str) -> Iterator[Fault]:
    """Hold the version of PDF to what the standard is built on."""
    if job.pdf.pdf_version > most:
        yield Fault(0, f"the file is PDF {job.pdf.pdf_version}", f"save it as PDF {most}")


def agreement(job: Job, _: bool) -> Iterator[Fault]:
    """XMP and the document information say the same."""
    tree = _xmp(job)
    for key, path in SAME.items():
        twin = tree.findtext(path) if tree is not None else None
        if twin is not None and _plain(twin) != _plain(job.info.get(key, "")):
            fix = f"write one {key} in both"
            yield Fault(0, f"XMP says “{twin}” for {key}, the information “{job.info.get(key, '')}”", fix)


def trapped(job: Job, _: bool) -> Iterator[Fault]:
    """The file says whether its colours are trapped."""
    said = job.info.get("Trapped", "")
    if said not in ("/True", "/False"):
        yield Fault(0, "the file does not say whether it is trapped", "set Trapped to False in the export")


def stated(job: Job, _: bool) -> Iterator[Fault]:
    """The file has a title, its makers and its dates."""
    missing = [key for key in STATED if not job.info.get(key)]
    if missing:
        yield Fault(0, f"the document information lacks {series(missing)}", "fill in the document's properties")


def intent(job: Job, _: bool) -> Iterator[Fault]:
    """One output intent says for which printing condition the file was made."""
    found = _intents(job)
    if len(found) != 1:
        yield Fault(0, f"the file has {len(found)} PDF/X output intents", "give it one, for the printer's condition")
    elif not str(found[0].get("/OutputConditionIdentifier", "")):
        yield Fault(0, "the output intent names no condition", "name the printing condition: CGATS TR 001 …")


def profile(job: Job, wanted: str) -> Iterator[Fault]:
    """The output intent has a printer's ICC profile, or names a registered condition where that will do."""
    for found in _intents(job):
        if "/DestOutputProfile" in found:
            yield from _printing(found.DestOutputProfile)
        elif wanted == "embedded" or str(found.get("/RegistryName", "")) != REGISTRY:
            yield Fault(0, "the output intent has no ICC profile", "embed the ICC profile that the printer names")


def identified(job: Job, _: bool) -> Iterator[Fault]:
    """The file has an identifier."""
    if len(job.pdf.trailer.get("/ID", ())) != 2:
        yield Fault(0, "the file has no identifier (/ID)", "save it again with a PDF tool that writes one")


def metadata(job: Job, _: bool) -> Iterator[Fault]:
    """XMP can be read by a tool that knows no PDF."""
    stream = job.pdf.Root.get("/Metadata")
    if stream is not None and "/Filter" in stream:
        yield Fault(0, "the XMP metadata is compressed", "save it with plain metadata")
    elif stream is not None and _xmp(job) is None:
        yield Fault(0, "the XMP metadata is no XML", "save it with new metadata")


def filters(job: Job, refused: list[str]) -> Iterator[Fault]:
    """Nothing in the file is packed in a way that the standard forbids."""
    for thing in job.pdf.objects:
        if isinstance(thing, pikepdf.Stream) and "/Filter" in thing:
            used = {str(each) for each in _each(thing.Filter)} & set(refused)
            if used:
                yield Fault(
                    _page_of(job, thing), f"a stream is packed with {min(used)[1:]}", "save it with Flate or JPEG"
                )


def _page_of(job: Job, thing: Any) -> int:
    """Return the first page on which a picture stands; 0 for what is no picture."""
    placed = ((sheet.number, mark.object) for sheet in job.sheets for mark in sheet.marks if mark.kind == "image")
    return next((number for number, image in placed if image.objgen == thing.objgen), 0)


def _standard(job: Job) -> str:
    tree = _xmp(job)
    newer = tree.findtext(X4) if tree is not None else ""
    return newer or job.info.get("GTS_PDFXConformance", "") or job.info.get("GTS_PDFXVersion", "")


def _xmp(job: Job) -> Any:
    stream = job.pdf.Root.get("/Metadata")
    try:
        return None if stream is None else etree.fromstring(stream.read_bytes().strip())
    except (etree.XMLSyntaxError, pikepdf.PdfError):
        return None


def _plain(said: str) -> str:
    """Write a date as XMP does and as PDF does in one way: its digits to the minute."""
    digits = "".join(letter for letter in said if letter.isdigit())
    return digits[:12] if len(digits) >= 12 and (said[:2] == "D:" or said[4:5] == "-") else said.strip()


def _intents(job: Job) -> list[Any]:
    return [each for each in job.pdf.Root.get("/OutputIntents", ()) if str(each.get("/S")) == "/GTS_PDFX"]


def _printing(stream: Any) -> Iterator[Fault]:
    icc = stream.read_bytes()
    kind, colours = icc[12:16], icc[16:20]
    if kind != b"prtr":
        fix = "embed the ICC profile of the printing condition"
        yield Fault(0, f"the ICC profile is of class {kind.decode('latin-1')!r}, and no printer's", fix)
    if PARTS.get(colours) != int(stream.get("/N", 0)):
        yield Fault(0, "the ICC profile and its number of colours do not agree", "embed the profile again")


def _each(filters: Any) -> Any:
    return filters if isinstance(filters, pikepdf.Array) else [filters]
