"""The cover laid flat: its size, its words, and a barcode that a scanner reads in its place."""

from dataclasses import replace
from types import MappingProxyType

import pypdfium2
import pytest
import zxingcpp

from fleuron.formats.barcode import check_digit, drawn, ean5, ean13
from fleuron.formats.wrap import spine_size, wrap
from fleuron.printers import load_printer
from fleuron.printers.geometry import wrap as flat_for
from samples import edition

SCALE = 300 / 72
READ = {"formats": zxingcpp.BarcodeFormat.EAN13, "ean_add_on_symbol": zxingcpp.EanAddOnSymbol.Require}


def flat(printer="kdp-paperback", pages=240):
    return flat_for(load_printer(printer), (5.5, 8.5), "", pages)


def seen(data):
    """Give the page as a picture of 300 pixels to the inch, and its letters."""
    document = pypdfium2.PdfDocument(data)
    try:
        return document[0].render(scale=SCALE).to_pil(), "".join(
            document[0].get_textpage().get_text_bounded().upper().split()
        )
    finally:
        document.close()


def with_isbn(isbn):
    sample = edition()
    plan = replace(sample.book.plan, isbn=MappingProxyType({"print": isbn} if isbn else {}))
    return replace(sample, book=replace(sample.book, plan=plan))


@pytest.mark.parametrize("printer", ["kdp-paperback", "kdp-hardcover", "ingramspark", "lulu", "offset"])
def test_the_barcode_is_read_in_the_printers_zone(printer):
    sheet = flat_for(load_printer(printer), (5.5, 8.5), "", 240, caliper=0.004)
    picture, _ = seen(wrap(edition(), sheet, ink=240 if printer in ("ingramspark", "offset") else 0))
    left, bottom, width, height = (300 * inches for inches in sheet.zone)
    zone = picture.crop(
        (round(left), round(picture.height - bottom - height), round(left + width), round(picture.height - bottom))
    )
    (found,) = zxingcpp.read_barcodes(zone, **READ)
    assert found.text == "9780306406157" + "90000"
    assert abs(found.orientation) < 5, "it stands upright"


@pytest.mark.parametrize(
    ("isbn", "code"),
    [
        ("978-0-306-40615-7", "9780306406157"),
        ("979-10-90636-07-1", "9791090636071"),
        ("3 16 148410 X", "9783161484100"),
    ],
)
def test_every_isbn_is_read(isbn, code):
    picture, _ = seen(wrap(with_isbn(isbn), flat()))
    (found,) = zxingcpp.read_barcodes(picture, **READ)
    assert found.text == code + "90000"


def test_a_book_without_an_isbn_has_no_barcode():
    picture, _ = seen(wrap(with_isbn(""), flat()))
    assert zxingcpp.read_barcodes(picture) == []


def test_the_sheet_is_as_large_as_the_printer_says():
    picture, _ = seen(wrap(edition(), flat("ingramspark"), ink=240))
    assert picture.size == (pytest.approx(11.795 * 300, abs=1), pytest.approx(8.75 * 300, abs=1))


def test_the_cover_says_the_title_on_the_front_and_on_the_spine():
    _, words = seen(wrap(edition(), flat()))
    assert words.count("ACHAIRBYTHEWINDOW") == 2
    assert "THREEESSAYSANDAJAROFPLUMS." in words


def test_a_thin_spine_has_no_words():
    assert spine_size(flat(pages=70)) == 0
    assert spine_size(flat("ingramspark", 50)) == 0
    assert 6 <= spine_size(flat(pages=120)) <= 15
    _, words = seen(wrap(edition(), flat(pages=70)))
    assert words.count("INESFENN") == 1


def test_a_cover_is_the_same_each_time():
    assert wrap(edition(), flat(), ink=240) == wrap(edition(), flat(), ink=240)


def test_a_code_is_as_the_standard_has_it():
    assert check_digit("978030640615") == "7"
    assert len(ean13("9780306406157")) == 95
    assert len(ean5("90000")) == 47
    with pytest.raises(ValueError, match="no EAN-13"):
        ean13("9780306406158")


def test_a_zone_too_small_for_a_scanner_is_refused():
    with pytest.raises(ValueError, match=r"does not fit into 1\.00 × 1\.00 in"):
        drawn("978-0-306-40615-7", (0, 0, 72, 72), b"")
