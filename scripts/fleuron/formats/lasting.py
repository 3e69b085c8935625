"""A tagged PDF -> the same as PDF/A-2a: it looks and reads the same on any machine, for as long as there are files.

Running heads and folios, which the layout tags like text that belongs nowhere, become artifacts.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream, String

PRINTED = 4  # the flag of an annotation that is printed with its page (ISO 32000-1, 12.5.3)


def make_lasting(pdf: pikepdf.Pdf) -> None:
    """Add what PDF/A-2a asks for (ISO 19005-2): its mark, the colour space of the screen, flags on links."""
    xmp = pdf.Root.Metadata.read_bytes().decode()
    more = (files(__package__) / "pdfua.xmp").read_text("utf-8")
    head, tail = xmp.rsplit("</rdf:RDF>", 1)
    written = f"{head}{more}</rdf:RDF>{tail}".encode()
    pdf.Root.Metadata = pdf.make_indirect(Stream(pdf, written, Type=Name.Metadata, Subtype=Name.XML))
    pdf.Root.OutputIntents = Array([pdf.make_indirect(_screen(pdf))])
    for page in pdf.pages:
        for link in page.obj.get("/Annots", []):
            link.F = PRINTED
    _set_artifacts(pdf)


def _screen(pdf: pikepdf.Pdf) -> Dictionary:
    profile = Stream(pdf, (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes(), N=3)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_indirect(profile),
    )


def _set_artifacts(pdf: pikepdf.Pdf) -> None:
    """Mark as artifacts what is tagged but stands nowhere in the tree of the text."""
    told = {(page, mark) for page, mark in _marks(pdf.Root.StructTreeRoot, None)}
    for page in pdf.pages:
        read: list[Any] = list(pikepdf.parse_content_stream(page))
        for place, (operands, operator) in enumerate(read):
            if str(operator) == "BDC" and _stray(operands, page.obj.objgen, told):
                read[place] = [Name.Artifact, Dictionary(Type=Name.Pagination)], Operator("BDC")
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(read))


def _stray(operands: Any, page: tuple[int, int], told: set[tuple[tuple[int, int], int]]) -> bool:
    tag = operands[1]
    return isinstance(tag, Dictionary) and "/MCID" in tag and (page, int(tag.MCID)) not in told


def _marks(element: Any, page: Any) -> Iterator[tuple[tuple[int, int], int]]:
    """Walk the tree of the text, and yield the page and number of each piece of content in it."""
    page = element.get("/Pg", page)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            yield page.objgen, kid
        elif kid.get("/Type") == Name.MCR:
            yield kid.get("/Pg", page).objgen, int(kid.MCID)
        elif kid.get("/Type") != Name.OBJR:
            yield from _marks(kid, page)
