"""Variable font -> static faces."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import fontpkg_eb_garamond
import pytest
from fontTools.ttLib import TTFont

from fleuron import fonts

FILES = {False: "EBGaramond[wght].ttf", True: "EBGaramond-Italic[wght].ttf"}
TEXT = "Humane hands, 0123456789: fine ﬁ “quotes” — ❦"


def variable(italic: bool) -> bytes:
    return (fontpkg_eb_garamond.ROOT / "files" / FILES[italic]).read_bytes()


@pytest.fixture(scope="module")
def small() -> dict[bool, bytes]:
    """The variable fonts cut to a few letters, so that instances are quick."""
    from fontTools.subset import Options, Subsetter

    cut = {}
    for italic in FILES:
        font = TTFont(BytesIO(variable(italic)))
        cutter = Subsetter(Options(layout_features=["*"], name_IDs=["*"]))
        cutter.populate(text=TEXT)
        cutter.subset(font)
        out = BytesIO()
        font.save(out)
        cut[italic] = out.getvalue()
    return cut


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FLEURON_CACHE", str(tmp_path))
    return tmp_path


def opened(data: bytes) -> TTFont:
    return TTFont(BytesIO(data))


@pytest.mark.parametrize(
    ("weight", "italic", "names", "bits", "mac"),
    [
        (400, False, ("Mine", "Regular", "Mine Regular", "Mine-Regular", None), 1 << 6, 0),
        (400, True, ("Mine", "Italic", "Mine Italic", "Mine-Italic", None), 1 << 0, 2),
        (700, False, ("Mine", "Bold", "Mine Bold", "Mine-Bold", None), 1 << 5, 1),
        (700, True, ("Mine", "Bold Italic", "Mine Bold Italic", "Mine-BoldItalic", None), 1 << 5 | 1 << 0, 3),
        (600, True, ("Mine SemiBold", "Italic", "Mine SemiBold Italic", "Mine-SemiBoldItalic", "Mine"), 1 << 0, 2),
    ],
)
def test_a_face_is_static_and_says_what_it_is(
    small: dict[bool, bytes], weight: int, italic: bool, names: tuple[str, ...], bits: int, mac: int
) -> None:
    face = opened(fonts.instance(small[italic], weight, "Mine", italic))
    assert not {"fvar", "gvar", "avar", "HVAR", "STAT"} & set(face.keys())
    assert tuple(face["name"].getDebugName(number) for number in (1, 2, 4, 6, 16)) == names
    assert face["OS/2"].fsSelection & 0b1100001 == bits
    assert (face["OS/2"].usWeightClass, face["head"].macStyle) == (weight, mac)


def test_bold_is_bolder(small: dict[bool, bytes]) -> None:
    plain, bold = (opened(fonts.instance(small[False], weight, "Mine", False)) for weight in (400, 700))
    assert bold["hmtx"]["h"][0] > plain["hmtx"]["h"][0]


def test_lines_have_room(small: dict[bool, bytes]) -> None:
    crowded = opened(small[False])
    crowded["hhea"].ascent, crowded["hhea"].descent = 800, -200
    out = BytesIO()
    crowded.save(out)
    face = opened(fonts.instance(out.getvalue(), 400, "Mine", False))
    hhea, os2 = face["hhea"], face["OS/2"]
    assert hhea.ascent - hhea.descent == 1300
    assert (os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap, hhea.lineGap) == (hhea.ascent, hhea.descent, 0, 0)
    assert os2.usWinAscent >= hhea.ascent
    assert os2.usWinDescent >= -hhea.descent


def test_a_subset_keeps_features_and_licence(small: dict[bool, bytes]) -> None:
    whole = fonts.instance(small[False], 400, "Mine", False)
    cut = opened(fonts.subset(whole, "Hand 12 fi"))
    assert set(cut.getBestCmap()) == set(map(ord, "Hand 12 fi"))
    tags = {record.FeatureTag for record in cut["GSUB"].table.FeatureList.FeatureRecord}
    assert {"smcp", "c2sc", "onum", "lnum", "pnum", "tnum", "liga"} <= tags
    assert "kern" in {record.FeatureTag for record in cut["GPOS"].table.FeatureList.FeatureRecord}
    assert "SIL Open Font License" in cut["name"].getDebugName(13)


def test_the_same_bytes_each_time(small: dict[bool, bytes], cache: Path) -> None:
    first = fonts.instance(small[False], 400, "Mine", False)
    cut = fonts.subset(first, "Hand 12")
    for entry in cache.iterdir():
        entry.unlink()
    assert fonts.instance(small[False], 400, "Mine", False) == first
    assert fonts.subset(first, "21 dnaH") == cut
