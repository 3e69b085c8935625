"""The cover laid flat: its size, its words, and a barcode that a scanner reads in its place."""

from dataclasses import replace
from io import BytesIO
from types import MappingProxyType

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from fleuron.formats.barcode import check_digit, drawn, ean5, ean13, price_code
from fleuron.formats.cover import STORE, jpeg
from fleuron.formats.wrap import spine_size, wrap
from fleuron.model import Made, Picture, Press
from fleuron.presswork import cover_for
from fleuron.printers import load_printer
from fleuron.printers.geometry import wrap as flat_for
from printers.jobs import interior
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


@pytest.mark.parametrize(
    ("price", "code"),
    [("", "90000"), ("USD 18.99", "51899"), ("GBP 9.50", "00950"), ("CAD 120.00", "69999"), ("AUD 0.05", "30005")],
)
def test_the_price_is_read_from_the_add_on(price, code):
    plan = replace(edition().book.plan, press=Press(price=price))
    picture, _ = seen(wrap(replace(edition(), book=replace(edition().book, plan=plan)), flat()))
    (found,) = zxingcpp.read_barcodes(picture, **READ)
    assert found.text[13:] == price_code(price) == code


def with_picture(size, colour=(40, 90, 160), mode="RGB", form="PNG"):
    """Give the sample book a picture for its cover: of one colour, in a frame of red."""
    image = Image.new("RGB", size, (200, 20, 20))
    image.paste(colour, (size[0] // 10, size[1] // 10, size[0] * 9 // 10, size[1] * 9 // 10))
    out = BytesIO()
    image.convert(mode).save(out, form)
    picture = Picture("art/front.png", out.getvalue(), size, decorative=True, place="book.toml:3")
    return replace(edition(), book=replace(edition().book, plan=replace(edition().book.plan, cover=picture)))


def test_the_editors_picture_fills_the_front_and_its_bleed():
    sheet = flat()
    picture, words = seen(wrap(with_picture((1700, 2650)), sheet))
    picture = picture.convert("RGB")
    begins = round(300 * (sheet.width - sheet.trim[0] - sheet.edge))
    middle = (begins + round(300 * 2.7), picture.height // 2)
    red = [(begins + 4, 4), (picture.width - 4, 4), (picture.width - 4, picture.height - 4)]
    assert max(abs(a - b) for a, b in zip(picture.getpixel(middle), (40, 90, 160), strict=True)) < 6
    assert all(picture.getpixel(spot)[0] > 190 and picture.getpixel(spot)[1] < 40 for spot in red)
    assert picture.getpixel((begins - 8, 4))[0] < 100, "the spine keeps the theme's colour"
    assert words.count("ACHAIRBYTHEWINDOW") == 1, "on the spine alone"


@pytest.mark.parametrize(("mode", "form"), [("L", "PNG"), ("CMYK", "JPEG"), ("RGB", "JPEG")])
@pytest.mark.parametrize("printer", ["kdp-paperback", "ingramspark", "lulu"])
def test_a_printer_takes_the_picture_in_its_colours(printer, mode, form):
    made = cover_for(with_picture((1750, 2700), (8, 6, 10), mode, form), load_printer(printer), inside(), Press())
    assert [finding.code for finding in made.findings if finding.severity != "note"] == []
    assert ("PRE803" in {finding.code for finding in made.findings}) == (printer == "ingramspark")
    with pikepdf.open(BytesIO(made.data)) as pdf:
        image = next(each for each in pdf.pages[0].resources.XObject.values() if each.get("/Width", 0) > 500)
        assert image.ColorSpace == ("/DeviceCMYK" if printer == "ingramspark" else "/DeviceRGB")


def test_a_small_picture_is_told_by_its_pixels():
    made = cover_for(with_picture((850, 1300)), load_printer("lulu"), inside(), Press())
    (told,) = [finding for finding in made.findings if finding.code == "PRE409"]
    assert "pixels to the inch, 300 at least" in told.sentence
    assert 140 < int(told.sentence.split(" has ")[1].split()[0]) < 152


def test_the_stores_and_the_readers_get_the_picture_too():
    for size in (STORE, (1500, 2400)):
        found = Image.open(BytesIO(jpeg(with_picture((1700, 2650)), *size)))
        assert (found.mode, found.size) == ("RGB", size)
        assert max(abs(a - b) for a, b in zip(found.getpixel((800, 1200)), (40, 90, 160), strict=True)) < 6


def inside():
    return Made(interior(), 120, "pages")


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
