"""The measures of every printer: what it publishes, to a thousandth of an inch, and what it does not offer."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from fleuron.errors import PrinterError
from fleuron.printers import COMMON, load_printer, printer_names
from fleuron.printers.geometry import gutter, paper_of, settle, spine, trim_offered, wrap

TOLD = tomllib.loads(Path(__file__).with_name("geometry.toml").read_text("utf-8"))
MEASURES = {"pages", "gutter", "outside", "bleed", "spine", "spine_text", "wrap", "barcode"}


def offered(name, width, height):
    return trim_offered(load_printer(name).rules["trims"].want, width, height)


def near(inches):
    return pytest.approx(inches, abs=0.0005)


@pytest.mark.parametrize(("name", "paper", "pages", "inches"), TOLD["spine"])
def test_a_spine_is_as_wide_as_the_printer_says(name, paper, pages, inches):
    assert spine(load_printer(name), paper, pages) == near(inches)


@pytest.mark.parametrize(("name", "pages", "inches"), TOLD["gutter"])
def test_a_gutter_is_as_wide_as_the_printer_says(name, pages, inches):
    assert gutter(load_printer(name), pages) == inches


@pytest.mark.parametrize(("name", "paper", "pages", "trim", "width", "height"), TOLD["wrap"])
def test_a_cover_is_as_large_as_the_printer_says(name, paper, pages, trim, width, height):
    flat = wrap(load_printer(name), tuple(trim), paper, pages)
    assert (flat.width, flat.height) == (near(width), near(height))


def test_the_barcode_lies_on_the_back_beside_the_spine():
    flat = wrap(load_printer("kdp-paperback"), (6, 9), "white", 300)
    left, bottom, width, height = flat.zone
    assert left + width == near(flat.edge + 6 - 0.25)
    assert bottom == near(flat.edge + 0.25)
    assert (width, height) == (2, 1.2)


@pytest.mark.parametrize(
    ("name", "pages", "clear"),
    [
        ("kdp-paperback", 78, None),
        ("kdp-paperback", 79, 0.0625),
        ("ingramspark", 100, 0.031),
        ("ingramspark", 400, 0.0625),
    ],
)
def test_a_spine_has_text_where_the_printer_allows_it(name, pages, clear):
    assert wrap(load_printer(name), (6, 9), "", pages).clear == clear


def test_an_offset_spine_is_as_thick_as_its_paper():
    assert spine(load_printer("offset"), "own", 200, caliper=0.005) == near(0.5)
    with pytest.raises(PrinterError, match="caliper"):
        spine(load_printer("offset"), "own", 200)


def test_a_measure_nobody_vouches_for_is_known_to_be_so():
    assert wrap(load_printer("kdp-paperback"), (6, 9), "", 200).sure
    assert not wrap(load_printer("kdp-hardcover"), (6, 9), "", 200).sure


def test_what_a_printer_does_not_tell_is_not_guessed():
    with pytest.raises(PrinterError, match="does not tell how thick its white paper is"):
        spine(load_printer("ingramspark"), "white", 200)
    with pytest.raises(PrinterError, match="from 24 to 800 pages, and this book has 900"):
        spine(load_printer("ingramspark"), "creme", 900)


def test_a_paper_or_a_printer_that_is_not_there_is_told_what_there_is():
    with pytest.raises(PrinterError, match="did you mean cream"):
        paper_of(load_printer("kdp-paperback"), "creme")
    with pytest.raises(PrinterError, match="it has white, cream and groundwood"):
        paper_of(load_printer("kdp-paperback"), "vellum")
    with pytest.raises(PrinterError, match="did you mean ingramspark"):
        load_printer("ingramspak")
    with pytest.raises(PrinterError, match="ingramspark, kdp-hardcover"):
        load_printer("zzz")


def test_a_trim_is_one_of_the_printers_or_lies_between_its_limits():
    assert offered("kdp-hardcover", 6.14, 9.21)
    assert not offered("kdp-hardcover", 5, 8)
    assert offered("kdp-paperback", 4.5, 7.5)
    assert not offered("kdp-paperback", 9, 12)


def test_the_gutter_and_the_pages_settle():
    laid = []

    def lay_out(inches):
        laid.append(inches)
        return round(140 + 40 * inches)  # a wider gutter makes more pages: 155, and then 160

    assert settle(lay_out, load_printer("kdp-paperback")) == (0.5, 160)
    assert laid == [0.375, 0.5]


@pytest.mark.parametrize("name", [*printer_names(), COMMON])
def test_every_number_says_where_it_was_read_and_when(name):
    path = Path(load_printer.__code__.co_filename).with_name(f"{name}.toml")
    for told in tomllib.loads(path.read_text("utf-8"))["told"]:
        assert told["source"]
        assert isinstance(told["read"], date)


@pytest.mark.parametrize("name", printer_names())
def test_every_printer_tells_the_measures_of_a_book(name):
    assert load_printer(name).rules.keys() >= MEASURES
