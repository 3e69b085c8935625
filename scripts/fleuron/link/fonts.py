"""Fonts of many chunks -> fonts of one file: a face is cut once, to all the glyphs that any page shows."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import uharfbuzz as hb

from fleuron.cache import remember
from fleuron.link.chunk import Font, Glyphs
from fleuron.link.file import File
from fleuron.link.words import text
from fleuron.program import code, version

DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "GDEF", "JSTF", "LTSH", "PCLT", "SVG ")
KEPT_IDS = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_HINTING
HYPHEN, SOFT_HYPHEN = "\N{HYPHEN}", "\N{SOFT HYPHEN}"  # only a layout has the first: copied text must not
CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{rows}endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def united(fonts: Iterable[Font]) -> list[Font]:
    """Join what is shown of each font; two of one name and face are one."""
    found: dict[tuple[str, str], tuple[Font, dict[int, tuple[str, float]]]] = {}
    for font in fonts:
        _, glyphs = found.setdefault((font.face, font.name), (font, {}))
        for glyph in font.glyphs.keys() - glyphs:
            glyphs[glyph] = font.glyphs[glyph]
    return [replace(font, glyphs=dict(sorted(glyphs.items()))) for font, glyphs in found.values()]


def write_fonts(
    file: File, fonts: Iterable[Font], faces: Mapping[str, bytes], numbers: Mapping[tuple[str, str], int]
) -> None:
    """Write the fonts under their numbers by face and name; fonts of one face share its file."""
    whole = united(fonts)
    shown: dict[str, set[int]] = {}
    for font in whole:
        shown.setdefault(font.face, set()).update(font.glyphs)
    files = {face: _write_face(file, _cut(face, faces, sorted(glyphs))) for face, glyphs in shown.items()}
    for font in whole:
        _write_font(file, font, numbers[font.face, font.name], *files[font.face])


def _cut(face: str, faces: Mapping[str, bytes], glyphs: Sequence[int]) -> bytes:
    """Cut a face, unless that was done before."""
    tools = code(__name__), version("uharfbuzz")
    return remember(lambda: cut(faces[face], glyphs), "cut", *tools, face, *glyphs, sound=_is_font)


def _is_font(data: bytes) -> bool:
    return data[:4] in (b"OTTO", b"\0\1\0\0", b"true")


def cut(face: bytes, glyphs: Iterable[int]) -> bytes:
    """Return a face with these glyphs only, under their numbers."""
    asked = hb.SubsetInput()
    asked.glyph_set.update(glyphs)
    asked.flags = KEPT_IDS
    asked.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in DROPPED)
    return bytes(hb.subset(hb.Face(face), asked).blob.data)


def _write_face(file: File, data: bytes) -> tuple[bytes, bytes]:
    """Write a font file; return the kind of font that it makes, and the entry that leads to it."""
    body = zlib.compress(data, 6)
    if data[:4] == b"OTTO":
        number = file.add(file.stream(body, b"/Subtype/OpenType/Filter/FlateDecode"))
        return b"CIDFontType0", b"/FontFile3 %d 0 R" % number
    number = file.add(file.stream(body, b"/Length1 %d/Filter/FlateDecode" % len(data)))
    return b"CIDFontType2", b"/FontFile2 %d 0 R" % number


def _write_font(file: File, font: Font, number: int, kind: bytes, data: bytes) -> None:
    name = font.name.encode("latin-1")
    widest = max((width for _, width in font.glyphs.values()), default=0)
    even = len(font.glyphs) > 1 and len({width for _, width in font.glyphs.values()}) == 1
    descriptor = file.add(
        b"<</Type/FontDescriptor/FontName %s/FontFamily %s/Flags %d" % (name, text(font.family), font.flags | even)
        + b"/FontBBox[0 %d %d %d]/ItalicAngle 0" % (font.descent, widest, font.ascent)
        + b"/Ascent %d/Descent %d/CapHeight %d" % (font.ascent, font.descent, font.ascent)
        + b"/StemV 80/StemH 80%s>>" % data
    )
    inner = file.add(
        b"<</Type/Font/Subtype/%s/BaseFont %s/CIDToGIDMap/Identity/FontDescriptor %d 0 R" % (kind, name, descriptor)
        + b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[%s]>>" % _widths(font.glyphs)
    )
    said = file.add(file.stream(zlib.compress(_cmap(font.glyphs), 6)))
    file.put(
        number,
        b"<</Type/Font/Subtype/Type0/BaseFont %s/Encoding/Identity-H" % name
        + b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (inner, said),
    )


def _widths(glyphs: Glyphs) -> bytes:
    """Write the widths by runs of glyphs that follow one another (ISO 32000-1, 9.7.4.3)."""
    runs = groupby(enumerate(sorted(glyphs)), key=lambda pair: pair[1] - pair[0])
    rows = ([glyph for _, glyph in run] for _, run in runs)
    return b" ".join(b"%d[%s]" % (row[0], b" ".join(b"%g" % glyphs[glyph][1] for glyph in row)) for row in rows)


def _cmap(glyphs: Glyphs) -> bytes:
    """Write what text each glyph stands for."""
    rows = [
        f"<{glyph:04x}> <{said.replace(HYPHEN, SOFT_HYPHEN).encode('utf-16-be').hex()}>\n"
        for glyph, (said, _) in sorted(glyphs.items())
    ]
    groups = (rows[at : at + 100] for at in range(0, len(rows), 100))
    return CMAP.format(rows="".join(f"{len(g)} beginbfchar\n{''.join(g)}endbfchar\n" for g in groups)).encode()
