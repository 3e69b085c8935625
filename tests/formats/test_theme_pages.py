"""Every theme -> pages that a printer and a reader can use."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from benchmarks.typography import leaves, score
from fleuron.printers import load_printer, preflight
from fleuron.themes import find_styles, theme_names
from gates import vera
from places import need
from samples import edition

THEMES = theme_names(find_styles())


def render(theme: str, name: str) -> bytes:
    made = import_module(f"fleuron.formats.{name}").render(edition(theme, long=2))
    data: bytes = made.data
    return data


@pytest.mark.parametrize("theme", THEMES)
def test_the_pages_are_even(theme: str) -> None:
    made = import_module("fleuron.formats.print").render(edition(theme, long=6))
    assert made.findings == ()
    found = score(made.data)
    assert found.lines > 500
    assert (found.over_40 <= 0.01, found.over_50) == (True, 0), found
    assert (found.ladders, found.widows, found.orphans) == (0, 0, 0), found
    assert (1 - found.level) * found.spreads < 2.5  # of a few paragraphs over and over, which leave little choice
    assert found.on_grid >= 0.99


@pytest.mark.parametrize("theme", THEMES)
def test_the_screen_pdf_is_accessible(theme: str, tmp_path: Path) -> None:
    need(not vera.missing(), vera.missing())
    path = tmp_path / "screen.pdf"
    path.write_bytes(render(theme, "screen"))
    assert vera.failures("ua1", path) == []
    assert vera.failures("2a", path) == []


def test_large_print_is_large() -> None:
    rows = [row for leaf in leaves(render("large", "print"), 0, 0) for row in leaf.rows]
    sizes = [row.size for row in rows]
    assert min(sizes) >= 13.9
    assert max(set(sizes), key=sizes.count) >= 16


def test_large_print_divides_no_word_and_leans_on_no_italic() -> None:
    data = render("large", "print")
    assert not any(row.text.endswith(("\u00ad", "‐", "\ufffe", "\x02")) for leaf in leaves(data) for row in leaf.rows)
    pdf = pikepdf.open(BytesIO(data))
    fonts = [font for page in pdf.pages for font in page.resources.get("/Font", {}).values()]
    assert {str(font.BaseFont)[8:] for font in fonts} == {"Atkinson-Hyperlegible", "Atkinson-Hyperlegible-Bold"}


@pytest.mark.parametrize("theme", THEMES)
def test_a_folio_has_room_beside_its_running_head(theme: str) -> None:
    made = (
        import_module("fleuron.formats.pages")
        .lay_out(edition(theme, long=6))
        .link(edition(theme, long=6), screen=False, first=388)
    )
    assert [finding for finding in preflight(made, load_printer("offset")) if finding.code == "PRE701"] == []
