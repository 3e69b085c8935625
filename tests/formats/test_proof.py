"""Edition -> the proof: spreads with their guides, and the sheet of all of them."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from fleuron.formats import proof
from fleuron.formats.pages import lay_out
from fleuron.model import Clear, Made
from samples import edition

SLUG = proof.SLUG
TRIM = (5.5 * 72, 8.5 * 72)
CLEAR = Clear("A printer", ((20, 0.5), (900, 0.75)), 0.5, 0.4, 0.3, 0.25)


@pytest.fixture(scope="module")
def made() -> Made:
    return proof.render(replace(edition(), clear=CLEAR))


@pytest.fixture(scope="module")
def pages() -> int:
    return lay_out(edition()).count


def drawn(made: Made, spread: int) -> bytes:
    with pikepdf.open(BytesIO(made.files["spreads.pdf"])) as pdf:
        page = pdf.pages[spread]
        page.contents_coalesce()
        return bytes(page.Contents.read_bytes())


def test_a_recto_stands_alone_and_then_two_pages_face_each_other() -> None:
    assert list(proof.facing(6)) == [(0,), (1, 2), (3, 4), (5,)]


def test_every_page_of_the_print_pdf_is_there_once(made: Made) -> None:
    pages = pypdfium2.PdfDocument(lay_out(edition()).link(edition(), screen=False))
    spreads = pypdfium2.PdfDocument(made.files["spreads.pdf"])
    plain = "\n".join(page.get_textpage().get_text_range() for page in pages)
    shown = "\n".join(page.get_textpage().get_text_range() for page in spreads)
    assert sorted(shown.split()) == sorted(plain.split())
    assert len(spreads) == len(pages) // 2 + 1 == made.count


def test_a_spread_is_two_trims_and_a_slug(made: Made) -> None:
    with pikepdf.open(BytesIO(made.files["spreads.pdf"])) as pdf:
        sizes = {tuple(float(side) for side in page.mediabox[2:]) for page in pdf.pages}
    assert sizes == {(2 * (TRIM[0] + SLUG), TRIM[1] + 2 * SLUG)}


def test_the_guides_stand_where_theme_and_printer_say(made: Made) -> None:
    said = drawn(made, 1).decode()
    verso, recto = SLUG, SLUG + TRIM[0]
    trims = [f"{left:.2f} {SLUG:.2f} {TRIM[0]:.2f} {TRIM[1]:.2f} re S" for left in (verso, recto)]
    bleeds = [f"{verso - 18:.2f} {SLUG - 18:.2f} {TRIM[0] + 18:.2f} {TRIM[1] + 36:.2f} re S"]
    margins = [
        f"{recto + 58:.2f} {SLUG + 70:.2f} 288.00 476.00 re S",
        f"{verso + 50:.2f} {SLUG + 70:.2f} 288.00 476.00",
    ]
    least = [f"{recto + 54:.2f} {SLUG + 21.6:.2f} {TRIM[0] - 90:.2f} {TRIM[1] - 50.4:.2f} re S"]
    for guide in (*trims, *bleeds, *margins, *least):
        assert guide in said


def test_the_lines_of_the_text_stand_on_the_grid(made: Made) -> None:
    with pikepdf.open(BytesIO(made.files["spreads.pdf"])) as pdf:
        spread = next(n for n, page in enumerate(pdf.pages) if n > 5 and len(page.Resources.XObject) == 2)
    said = drawn(made, spread).decode()
    grid = {round(float(line.split()[1]), 1) for line in said.splitlines() if line.endswith(" l S") and " m " in line}
    page = pypdfium2.PdfDocument(made.files["spreads.pdf"])[spread].get_textpage()
    boxes = [page.get_charbox(n) for n in range(page.count_chars()) if page.get_text_range(n, 1) in "mnaeiru"]
    stands = [min(abs(box[1] - line) for line in grid) < 1.2 for box in boxes]
    assert len(boxes) > 50
    assert sum(stands) / len(stands) > 0.9


def test_without_a_printer_there_are_three_kinds_of_guides() -> None:
    said = drawn(proof.render(edition()), 1).decode()
    assert said.count("[1.5 2] 0 d") == 0
    assert said.count(f"{TRIM[0] + 9:.2f}") == 2  # an eighth of an inch of bleed


def test_proof_is_drawn_and_never_said(made: Made) -> None:
    document = pypdfium2.PdfDocument(made.files["spreads.pdf"])
    assert "PROOF" not in document[3].get_textpage().get_text_range()
    picture = document[0].render(scale=0.5).to_pil().convert("RGB")
    assert sum(count for count, color in picture.getcolors(1 << 20) or () if color == (250, 222, 222)) > 500


def test_the_sheet_shows_every_spread(made: Made, pages: int) -> None:
    sheet = Image.open(BytesIO(made.files["contact-sheet.png"]))
    assert sheet.mode == "L"
    assert 1000 < sheet.width < 4000
    assert sum(count for count, tone in sheet.getcolors(256) or () if tone > 250) > 0.4 * sheet.width * sheet.height
    assert pages > 20


def test_a_thousand_pages_make_a_sheet_that_opens() -> None:
    wide, high = proof_size(1000)
    assert 1000 * wide * high < 30e6
    assert wide >= 60


def proof_size(count: int) -> tuple[int, int]:
    from fleuron.formats.contact import _size

    document = pypdfium2.PdfDocument.new()
    return _size(document.new_page(*TRIM), count)


def test_the_same_proof_twice(made: Made) -> None:
    again = proof.render(replace(edition(), clear=CLEAR))
    assert [sha256(data).hexdigest() for data in again.files.values()] == [
        sha256(data).hexdigest() for data in made.files.values()
    ]
