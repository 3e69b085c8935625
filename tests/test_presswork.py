"""The pages of a book as each printer takes them: the gutter moves where it must, and the verdict comes with them."""

import re
from dataclasses import replace
from types import MappingProxyType

import pytest

from fleuron.model import Made
from fleuron.presswork import cover_for, pages_for, trim
from fleuron.printers import load_printer
from fleuron.printers.geometry import spine
from fleuron.printers.margins import Margins, margins, page_rules
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


@pytest.mark.parametrize("name", ["kdp-paperback", "ingramspark", "lulu"])
def test_a_printer_finds_no_fault_in_the_cover_made_for_it(name):
    printer = load_printer(name)
    inside = pages_for(edition(long=4), printer)
    cover = cover_for(edition(long=4), printer, inside)
    assert [finding for finding in cover.findings if finding.severity == "error"] == []
    wide, high = trim(cover.data)
    assert high == pytest.approx(8.5, abs=0.001)
    assert wide == pytest.approx(11 + spine(printer, "", inside.count), abs=0.001)


def test_a_cover_by_hearsay_says_so():
    inside = pages_for(edition(long=10), load_printer("kdp-hardcover"))
    cover = cover_for(edition(), load_printer("kdp-hardcover"), inside)
    assert [finding.code for finding in cover.findings] == ["PRE801"]


def test_a_cover_fits_its_paper():
    inside = Made(interior(), 200, "pages")
    white, cream = (
        trim(cover_for(edition(), load_printer("kdp-paperback"), inside, p).data)[0] for p in ("white", "cream")
    )
    assert cream - white == pytest.approx(200 * (0.0025 - 0.002252), abs=0.0002)
