"""The pages of a book as each printer takes them: the gutter moves where it must, and the verdict comes with them."""

import re
import shutil
from dataclasses import replace
from types import MappingProxyType

import pytest

from fleuron import presswork
from fleuron.build import build
from fleuron.errors import PrinterError
from fleuron.model import Made, Press
from fleuron.presswork import cover_for, pages_for, trim
from fleuron.printers import load_printer
from fleuron.printers.geometry import spine
from fleuron.printers.margins import Margins, margins, page_rules
from places import MANUSCRIPT
from printers.jobs import described, interior
from samples import edition


@pytest.mark.parametrize("name", ["kdp-paperback", "ingramspark", "lulu", "offset"])
def test_a_printer_finds_no_fault_in_the_pages_made_for_it(name):
    made = pages_for(edition(long=4), load_printer(name), described() if name == "offset" else b"")
    assert [finding for finding in made.findings if finding.severity == "error"] == []
    assert made.count % load_printer(name).want("multiple") == 0


def test_a_gutter_that_is_too_narrow_is_widened():
    narrow = re.sub(r"margin-(left|right): 5\dpt", r"margin-\1: 34pt", edition().theme.css["print"])
    sample = edition(long=4)
    slim = replace(sample, theme=replace(sample.theme, css=MappingProxyType({**sample.theme.css, "print": narrow})))
    lulu = load_printer("lulu")
    made = pages_for(slim, lulu)
    assert [finding for finding in made.findings if finding.code in ("PRE601", "PRE602")] == []
    found = margins(made.data)
    assert found
    assert 0.5 <= found.least_inner < 0.55


def test_margins_that_are_wide_enough_are_left_alone():
    assert page_rules(Margins(0.8, 0.7, 0.79, 0.66), load_printer("kdp-paperback"), 0.625) == ""
    assert page_rules(None, load_printer("kdp-paperback"), 0.625) == ""


def test_the_fore_edge_gives_what_the_gutter_takes():
    within, without = Margins(0.8, 0.7, 0.8, 0.68).widened(0.9, 0.5)
    assert within == pytest.approx(0.91)
    assert within + without == pytest.approx(1.5)


def test_the_fore_edge_keeps_what_it_must():
    assert Margins(0.5, 0.6, 0.5, 0.58).widened(1.0, 0.5)[1] == pytest.approx(0.53)


@pytest.mark.parametrize("theme", ["classic", "modern", "large"])
@pytest.mark.parametrize("name", ["kdp-paperback", "ingramspark", "lulu"])
def test_a_printer_finds_no_fault_in_the_cover_made_for_it(name, theme):
    printer = load_printer(name)
    inside = Made(interior(), 120, "pages")
    cover = cover_for(edition(theme), printer, inside, Press())
    assert [finding for finding in cover.findings if finding.severity == "error"] == []
    wide, high = trim(cover.data)
    assert high == pytest.approx(8.5, abs=0.001)
    assert wide == pytest.approx(11 + spine(printer, "", inside.count), abs=0.001)


def test_a_cover_by_hearsay_says_so():
    inside = pages_for(edition(long=10), load_printer("kdp-hardcover"))
    cover = cover_for(edition(), load_printer("kdp-hardcover"), inside, Press())
    assert [finding.code for finding in cover.findings] == ["PRE801"]


def test_a_cover_fits_its_paper():
    inside = Made(interior(), 200, "pages")
    white, cream = (
        trim(cover_for(edition(), load_printer("kdp-paperback"), inside, Press(paper=p)).data)[0]
        for p in ("white", "cream")
    )
    assert cream - white == pytest.approx(200 * (0.0025 - 0.002252), abs=0.0002)


def pressed(book, press):
    return replace(book, book=replace(book.book, plan=replace(book.book.plan, press=press)))


def test_a_cover_that_nobody_can_measure_is_a_finding_and_the_pages_are_made():
    made = presswork.press(pressed(edition(), Press(paper="white")), load_printer("ingramspark"))
    assert list(made) == ["print-ingramspark"]
    told = next(finding for finding in made["print-ingramspark"].findings if finding.code == "PRE802")
    assert told.sentence == "IngramSpark does not tell how thick its white paper is: see its cover template"


def test_a_paper_the_printer_has_not_stops_the_book():
    with pytest.raises(PrinterError, match="it has white, cream and groundwood"):
        presswork.press(pressed(edition(), Press(paper="vellum")), load_printer("kdp-paperback"))


def test_an_offset_book_is_made_from_its_profile_and_its_leaf(tmp_path):
    icc = tmp_path / "coated.icc"
    icc.write_bytes(described())
    made = presswork.press(pressed(edition(long=4), Press(leaf=0.0045, icc=icc)), load_printer("offset"))
    assert list(made) == ["print-offset", "wrap-offset"]
    assert [finding.code for each in made.values() for finding in each.findings] == ["PRE801"]
    icc.unlink()
    with pytest.raises(PrinterError, match=r"coated\.icc cannot be read"):
        presswork.press(pressed(edition(), Press(icc=icc)), load_printer("offset"))


def test_the_book_is_made_for_its_printer_and_for_those_asked_for(tmp_path):
    book = tmp_path / "book"
    shutil.copytree(MANUSCRIPT, book)
    plan = book / "book.toml"
    plan.write_text('printer = "lulu"\npaper = "cream"\n' + plan.read_text("utf-8"), "utf-8")
    own = [artifact.format for artifact in build(book, tmp_path / "a", ("print",)).artifacts]
    assert own == ["print", "print-lulu", "wrap-lulu"]
    assert (tmp_path / "a" / "the-person-in-the-other-chair-wrap-lulu.pdf").is_file()
    with pytest.raises(PrinterError, match="did you mean lulu"):
        build(book, tmp_path / "b", ("print",), printers=["lula"])
    assert [artifact.format for artifact in build(book, tmp_path / "c", ("text",)).artifacts] == ["text"]
