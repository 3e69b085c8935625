"""Lines set of logotypes: what is drawn is what WeasyPrint draws of the same document, to the byte."""

from __future__ import annotations

import gc
from weakref import ref

import pytest
from weasyprint.draw import text
from weasyprint.layout import inline, preferred
from weasyprint.text.line_break import Layout

from fleuron.formats import press
from fleuron.formats.house import House, styled
from fleuron.formats.press import make_up
from fleuron.formats.stick import cast
from fleuron.themes import find_styles, load_theme
from places import ROOT

PROSE = (ROOT / "tests" / "cases" / "prose.txt").read_text("utf-8").splitlines()
ODD = """
<p>To <em>Vera</em>, who <em>waited</em> in <strong>Yarrow Way</strong> (W. 14), they said: “Very well. Wait!” Yet we
 did\u00a0not, and “<em>affable</em>” officers fled to the office—to fjords, half-way, and\u00a0/or\u00a0 to Wales.</p>
<p>1984</p>
<p>Half a word . . . and , , ; ; more, “ ” or – — T T V</p>
<p>1984 was a year; 12–14 June, № 3.</p><p>λόγος 1984 λόγος and слово, שלום, 漢字 and \u2603 in one line</p>
<p> <em> </em> <b>a</b> <i>b</i> c</p><p style="letter-spacing: 1px">Tracked words of a line</p>
<p style="word-spacing: 1px">Words that are one pixel wider apart</p><p style="word-spacing: -.3px">Words nearer</p>
<p style="text-decoration: underline">Words underlined</p><p style="white-space: pre">Two words\nand two  more\n</p>
<p style="width: 60px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">More than there is room for</p>
<p style="font-variant-caps: small-caps">Small capitals</p><p style="font-family: Nowhere">Not of the theme</p>
<p style="color: #123456; font-size: 8pt">Coloured words</p><p style="visibility: hidden">Nothing to be seen</p>
"""


@pytest.fixture(scope="module", params=["classic", "modern", "large"])
def house(request: pytest.FixtureRequest) -> House:
    return styled(load_theme(find_styles(), request.param), "en-GB")


def drawn(house: House, html: str) -> bytes:
    document, *_ = make_up(house, f'<section class="essay body" id="it">{html}</section>')
    data: bytes = document.write_pdf(uncompressed_pdf=True, full_fonts=False)
    return data


@pytest.fixture(params=["composed", "by layout"])
def lines(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Break the lines by total fit, or leave them to WeasyPrint."""
    if request.param == "by layout":
        monkeypatch.setattr(press, "compose_pages", lambda *_: ())


@pytest.mark.usefixtures("lines")
@pytest.mark.parametrize(
    "html", ["".join(f"<p>{line}</p>" for line in PROSE), ODD * 2, ODD.replace("<p", '<p lang="de"')]
)
def test_what_is_drawn_is_what_weasyprint_draws(house: House, html: str) -> None:
    plainly = drawn(house, html)
    with cast():
        assert drawn(house, html) == plainly
    assert len(plainly) > 10_000


@pytest.mark.usefixtures("lines")
def test_most_lines_are_set_of_logotypes(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    shaped: list[str] = []
    plain = Layout.set_text
    monkeypatch.setattr(Layout, "set_text", lambda *told, **how: (shaped.append(told[1]), plain(*told, **how)))
    html = "".join(f"<p>{line}</p>" for line in PROSE)
    drawn(house, html)
    all_lines = len(shaped)
    with cast():
        drawn(house, html)
        shaped.clear()
        drawn(house, html)
    assert len(shaped) < all_lines / 5


def test_a_leader_is_one_run_of_dots(house: House) -> None:
    html = '<nav><ul><li><p class="entry"><a data-folio="7">A thing</a></p></li></ul></nav>'
    plainly = drawn(house, html)
    with cast():
        assert plainly.count(b"TJ") - 20 > drawn(house, html).count(b"TJ")


def test_weasyprint_has_its_own_again() -> None:
    before = inline.split_first_line, inline.create_layout, preferred.split_first_line, text.draw_first_line
    with pytest.raises(ZeroDivisionError), cast():
        assert 1 / (inline.split_first_line is before[0])
    assert before == (inline.split_first_line, inline.create_layout, preferred.split_first_line, text.draw_first_line)


def test_what_was_cast_goes_with_its_faces(house: House) -> None:
    with cast():
        document, *_ = make_up(house, "<p>A line of words</p>")
    fonts = ref(document.font_config)
    assert vars(fonts())["cases"]
    del document
    press._set_up.cache_clear()
    gc.collect()
    assert fonts() is None
