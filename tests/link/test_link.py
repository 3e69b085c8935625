"""Chunks -> one PDF: numbers moved, folios set, fonts and pictures held once; all with chunks of three objects."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest

from fleuron.link import About, Chunk, Font, Leaf, Mark, Sheaf, Slot, card, form, link, numbered, parse, roman
from fleuron.link.chunk import PAGES
from samples import edition

FACE = next(face.data for face in edition().theme.faces if face.weight == 400 and not face.italic)
FACES = {"sum": FACE}
ABOUT = About({"Title": "Zwölf (12)"}, "en", b"<xmp/>", b"profile")
BOXES = "/MediaBox[0 0 100 200]/TrimBox[0 0 100 200]/BleedBox[0 0 100 200]"
PICTURE = ("<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray>>", b"x")
SLOT = Slot(
    "– {} –", "– 7 –", False, 0.5, "F", 10.0, 50.0, "/Artifact BMC BT 1 0 0 1 ", " 20 Tm /F 10 Tf ", " ET EMC", {}
)


def chunk(name: str, pages: int = 1) -> Chunk:
    """Return pages with a picture, a folio each, a bookmark, and a link from the first to `end`."""
    drawn = zlib.compress(b"q /X Do Q")
    tag = PAGES + pages + 2
    link_ = (
        f"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Dest(end)/Contents(see 3 0 R \\(or not\\))/StructParent {pages}>>"
    )
    tags = f"<</Type/StructElem/S/P/P 0 0 R/Pg {PAGES} 0 R/K[<</Type/OBJR/Obj {tag - 1} 0 R>>]>>"
    leaf = Leaf(BOXES, (), "", (SLOT,), ((name, "text"),), drawn)
    return Chunk(
        leaves=(replace(leaf, links=(tag - 1,), lead="end"), *[leaf] * (pages - 1)),
        streams=(PICTURE,),
        objects=form([]),
        extras=form([link_, tags]),
        resources=f"<</XObject<</X {PAGES + pages} 0 R>>>>",
        fonts={"F": Font("sum", "/AAAAAA+Some-Face", "Some", 4, 900, -300, {})},
        own={},
        tags=(tag,),
        parents=form([*["[]"] * pages, f"{tag} 0 R"]),
        marks=(Mark(f"About {name}", 0, 5, 190, 1), Mark(f"More of {name}", pages - 1, 5, 90, 2, False)),
        places=(Mark(name, pages - 1, 5, 190),),
    )


BOOK = [chunk("front", 3), chunk("one", 2), chunk("end", 1)]


def sheaves(chunks: Iterable[Chunk]) -> list[Sheaf]:
    return [Sheaf(sha256(bytes(each)).hexdigest(), card(each), partial(parse, bytes(each))) for each in chunks]


def linked(screen: bool, under: bytes = b"") -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(link(sheaves(BOOK), FACES, ABOUT, front=1, screen=screen, under=under)))


def text(page: pikepdf.Page) -> str:
    """Read a page by its fonts' own maps."""
    said = ""
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "TJ":
            table = page.resources.Font.F.ToUnicode.read_bytes().decode()
            known = dict(row[1:-1].split("> <") for row in table.splitlines() if row.startswith("<") and "> <" in row)
            codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)).hex()
            said += "".join(bytes.fromhex(known[codes[n : n + 4]]).decode("utf-16-be") for n in range(0, len(codes), 4))
    return said


def test_a_chunk_is_kept_as_it_is() -> None:
    assert parse(bytes(BOOK[0])) == BOOK[0]


@pytest.mark.parametrize("data", [b"", b"nonsense", bytes(BOOK[0])[:200], (2).to_bytes(8, "big") + b"{}"])
def test_what_is_no_chunk_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        parse(data)


def test_chunks_open_on_a_recto_and_folios_begin_anew_after_the_front() -> None:
    assert list(numbered([3, 2, 1], 1)) == [(0, 1), (4, 1), (6, 3)]
    assert list(numbered([1, 1], 2)) == [(0, 1), (2, 3)]


@pytest.mark.parametrize("screen", [True, False])
def test_folios_are_set_and_blank_pages_have_none(screen: bool) -> None:
    pages = linked(screen).pages
    assert [text(page) for page in pages] == [
        f"– {n} –" if n else "" for n in (1, 2, 3, 0, 1, 2, 3, *[0] * (not screen))
    ]


def test_a_wider_folio_stays_in_the_middle() -> None:
    wide = replace(BOOK[0], leaves=(replace(BOOK[0].leaves[0], slots=(replace(SLOT, sample="– 1234 –"),)),))
    at = []
    for chunks in ([BOOK[2]], [replace(BOOK[2], leaves=wide.leaves)]):
        pdf = pikepdf.open(BytesIO(link(sheaves(chunks), FACES, ABOUT, front=0, screen=False)))
        at += [float(o[4]) for o, operator in pikepdf.parse_content_stream(pdf.pages[0]) if str(operator) == "Tm"]
    assert at[1] > at[0] + 5


def test_a_picture_and_a_face_are_held_once() -> None:
    pdf = linked(True)
    printed = [page for page in pdf.pages if "/XObject" in page.resources]
    assert len({page.resources.XObject.X.objgen for page in printed}) == 1
    assert len({page.resources.Font.F.objgen for page in printed}) == 1
    assert len(printed[0].resources.Font.F.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()) < len(FACE) / 10


def test_links_tags_and_bookmarks_are_those_of_their_chunk() -> None:
    pdf = linked(True)
    first = pdf.pages[4].obj
    (annotation,) = first.Annots
    assert str(annotation.Contents) == "see 3 0 R (or not)"
    element = pdf.Root.StructTreeRoot.K[0].K[1]
    assert element.Pg.objgen == first.objgen
    assert element.K[0].Obj.objgen == annotation.objgen
    assert pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(annotation.StructParent)].objgen == element.objgen
    assert pikepdf.NameTree(pdf.Root.Names.Dests)["one"][0].objgen == pdf.pages[5].obj.objgen
    with pdf.open_outline() as outline:
        assert [(top.title, top.children[0].title) for top in outline.root] == [
            (f"About {name}", f"More of {name}") for name in ("front", "one", "end")
        ]


def test_labels_are_roman_then_arabic() -> None:
    assert [page.label for page in linked(True).pages] == ["i", "ii", "iii", "iv", "1", "2", "3"]
    assert [roman(n) for n in (4, 9, 40, 90, 1999)] == ["iv", "ix", "xl", "xc", "mcmxcix"]


def test_print_has_pages_only_and_an_even_number_of_them() -> None:
    pdf = linked(False)
    assert (len(pdf.pages), pdf.pdf_version, set(pdf.Root.keys())) == (8, "1.4", {"/Type", "/Pages"})
    assert str(pdf.docinfo.Title) == "Zwölf (12)"
    assert pdf.check_pdf_syntax() == []
    assert len(pdf.objects) < 45


def test_what_lies_under_is_on_every_page() -> None:
    pages = linked(True, b"0 0 9 9 re f").pages
    assert len({page.obj.Contents[0].objgen for page in pages}) == 1
    assert b"re f" in pages[3].obj.Contents[0].read_bytes()


def test_the_same_chunks_are_the_same_bytes() -> None:
    assert link(sheaves(BOOK), FACES, ABOUT, front=1, screen=True) == link(
        sheaves(BOOK), FACES, ABOUT, front=1, screen=True
    )
