"""Variable font -> static faces, full or subset: true names, room between lines, the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from fleuron.cache import remember

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

EDITION = 1  # raise it when the bytes below change, so that no old face is taken from the cache
LINE_HEIGHT = 1.3  # em; stores forbid line-height on body text, so the face itself must bring it
FEATURES = (
    *("kern", "liga", "rlig", "calt", "ccmp", "locl", "mark", "mkmk"),
    *("onum", "lnum", "pnum", "tnum", "smcp", "c2sc", "case", "sups"),
)
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}
ITALIC, BOLD, REGULAR, TYPO_METRICS = 1 << 0, 1 << 5, 1 << 6, 1 << 7  # OpenType 1.9, OS/2.fsSelection


def instance(data: bytes, weight: int, family: str, italic: bool, size: int = 0) -> bytes:
    """Return a static face of this weight, italic and family name, cut from a variable font.

    `size`, in points, is what it is drawn for, where the font knows sizes.
    """
    key = ("instance", *_tool(), data, weight, family, italic, size)
    return remember(lambda: _instance(data, weight, family, italic, size), *key)


def subset(data: bytes, text: str) -> bytes:
    """Return the face with only the characters of `text`, all they may become by its features, and its licence."""
    return remember(lambda: _subset(data, text), "subset", *_tool(), data, "".join(sorted(set(text))))


def _tool() -> tuple[str, int]:
    import fontTools

    return fontTools.version, EDITION


def _instance(data: bytes, weight: int, family: str, italic: bool, size: int) -> bytes:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    if "fvar" in font:
        asked = {"wght": weight} | ({"opsz": size} if size else {})
        place = {axis.axisTag: asked.get(axis.axisTag, axis.defaultValue) for axis in font["fvar"].axes}
        font = instantiateVariableFont(font, place, inplace=True)
    if "STAT" in font:
        del font["STAT"]  # it speaks of the axes that are gone
    _name(font, weight, family, italic)
    _mark(font, weight, italic)
    _open(font)
    return _bytes(font)


def _name(font: TTFont, weight: int, family: str, italic: bool) -> None:
    """Give the face its names; programs that know four styles only see the other weights as families of their own."""
    cut = WEIGHTS[weight]
    full = f"{cut} Italic".replace("Regular ", "") if italic else cut
    plain = weight in (400, 700)
    style = full if plain else "Italic" if italic else "Regular"
    names = {1: family if plain else f"{family} {cut}", 2: style, 4: f"{family} {full}"}
    names[6] = f"{family}-{full}".replace(" ", "")
    names[3] = f"{font['name'].getDebugName(5)};{names[6]}"
    if not plain:
        names |= {16: family, 17: full}
    table = font["name"]
    for number in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25):
        table.removeNames(nameID=number)
    for number, words in names.items():
        table.setName(words, number, 3, 1, 0x409)  # Windows, Unicode, English (United States)


def _mark(font: TTFont, weight: int, italic: bool) -> None:
    """Set the bits by which programs know an italic and a bold."""
    bold = weight == 700
    os2, head = font["OS/2"], font["head"]
    os2.usWeightClass = weight
    os2.fsSelection &= ~(ITALIC | BOLD | REGULAR)
    os2.fsSelection |= (ITALIC * italic) | (BOLD * bold) or REGULAR
    os2.fsSelection |= TYPO_METRICS
    head.macStyle = int(bold) | int(italic) << 1


def _open(font: TTFont) -> None:
    """Give lines room where the face brings less than LINE_HEIGHT, and every program the same room."""
    os2, hhea, em = font["OS/2"], font["hhea"], font["head"].unitsPerEm
    missing = max(0, round(LINE_HEIGHT * em) - (hhea.ascent - hhea.descent + hhea.lineGap))
    hhea.ascent += hhea.lineGap + missing - missing // 2
    hhea.descent -= missing // 2
    hhea.lineGap = os2.sTypoLineGap = 0
    os2.sTypoAscender, os2.sTypoDescender = hhea.ascent, hhea.descent
    os2.usWinAscent = max(os2.usWinAscent, hhea.ascent)
    os2.usWinDescent = max(os2.usWinDescent, -hhea.descent)


def _subset(data: bytes, text: str) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(layout_features=list(FEATURES), name_IDs=["*"], notdef_outline=True, hinting=False)
    options.drop_tables += ["DSIG"]
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    cutter = Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    return _bytes(font)


def _bytes(font: TTFont) -> bytes:
    out = BytesIO()
    font.save(out)
    return out.getvalue()
