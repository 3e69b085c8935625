"""Covers laid flat, of any maker: their size, the words on the spine, the place of the barcode."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from fleuron.formats.wrap import wrap
from fleuron.model import Finding
from fleuron.printers import fits, load_printer, printer_names
from fleuron.printers.covers import Inside
from fleuron.printers.geometry import wrap as flat_for
from samples import edition
from test_cli import run

FACE = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)


def sheet(wide: float, high: float, *words: tuple[str, float, float, float], pages: int = 1) -> bytes:
    """Make a cover of so many inches, as another tool would; each of `words` has its place (in) and its size (pt)."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(72 * wide, 72 * high))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=FACE))
            said = "\n".join(f"BT /F {size} Tf {72 * x} {72 * y} Td ({text}) Tj ET" for text, x, y, size in words)
            page.Contents = pdf.make_stream(said.encode())
        pdf.save(out)
    return out.getvalue()


def told(data: bytes, printer: str, inside: Inside) -> list[Finding]:
    return list(fits(data, load_printer(printer), inside, "cover.pdf"))


@pytest.mark.parametrize("printer", printer_names())
def test_our_own_covers_fit(printer: str) -> None:
    inside = Inside(240, leaf=0.0045)
    flat = flat_for(load_printer(printer), (5.5, 8.5), "", 240, 0.0045)
    assert told(wrap(edition(), flat), printer, inside) == []


def test_a_cover_for_fewer_pages_is_too_narrow() -> None:
    flat = flat_for(load_printer("kdp-paperback"), (6, 9), "white", 200)
    (found,) = told(sheet(flat.width, flat.height), "kdp-paperback", Inside(300, "white"))
    assert found.code == "PRE901"
    assert "12.700 × 9.250 in; around 300 pages of 6 × 9 in it is 12.926 × 9.250, with a spine of" in found.sentence


def test_a_cover_on_another_paper_has_another_spine() -> None:
    flat = flat_for(load_printer("kdp-paperback"), (6, 9), "white", 300)
    assert [f.code for f in told(sheet(flat.width, flat.height), "kdp-paperback", Inside(300, "cream"))] == ["PRE901"]
    assert told(sheet(flat.width, flat.height), "kdp-paperback", Inside(300, "white")) == []


def test_a_front_alone_is_no_cover() -> None:
    assert [f.code for f in told(sheet(6, 9), "ingramspark", Inside(300))] == ["PRE901"]
    assert "has 3 pages" in told(sheet(13, 9.25, pages=3), "ingramspark", Inside(300))[0].sentence


@pytest.mark.parametrize(
    ("pages", "x", "size", "says"),
    [
        (60, 6.16, 6, "words stand on the spine of 60 pages; 79 pages at least"),
        (200, 6.14, 8, "0.022 in from its fold, 0.0625 in at least"),
        (200, 6.3, 8, ""),
    ],
)
def test_words_keep_clear_of_the_folds(pages: int, x: float, size: float, says: str) -> None:
    flat = flat_for(load_printer("kdp-paperback"), (6, 9), "", pages)
    found = told(sheet(flat.width, flat.height, ("l", x, 4, size)), "kdp-paperback", Inside(pages))
    assert [f.code for f in found] == ["PRE902"] * bool(says)
    assert not found or says in found[0].sentence


@pytest.mark.parametrize(("words", "codes"), [("Praise", ["PRE903"]), ("9 780306 406157", []), ("ISBN 978-0", [])])
def test_the_barcode_has_its_place(words: str, codes: list[str]) -> None:
    flat = flat_for(load_printer("lulu"), (6, 9), "", 200)
    data = sheet(flat.width, flat.height, (words, flat.zone[0] + 0.3, flat.zone[1] + 0.3, 9))
    assert [f.code for f in told(data, "lulu", Inside(200))] == codes


def test_a_cover_is_judged_by_command(monkeypatch, capsys, tmp_path: Path) -> None:
    path = tmp_path / "cover.pdf"
    path.write_bytes(wrap(edition(), flat_for(load_printer("lulu"), (5.5, 8.5), "", 240)))
    ended, said = run(monkeypatch, capsys, "verify", path, "--printer", "lulu", "--cover", "240")
    assert (ended, said.splitlines()[-1]) == (0, "VERIFY OK: Lulu")
    ended, said = run(monkeypatch, capsys, "verify", path, "--printer", "lulu", "--cover", "300")
    assert ended == 1
    assert "error PRE901 cover.pdf: page 1: Lulu: the cover is" in said
    assert run(monkeypatch, capsys, "verify", path, "--cover", "300")[0] == 2
    ended, said = run(monkeypatch, capsys, "verify", path, "--printer", "offset", "--cover", "300")
    assert ended == 2
    assert "say how thick a leaf of your paper is" in said
