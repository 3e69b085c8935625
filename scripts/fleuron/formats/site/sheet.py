"""Theme and pages -> site.css and the fonts it names: only the characters that the pages show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

from fleuron import fonts
from fleuron.cache import remember
from fleuron.model import Face, Theme

CUTS = frozenset({400})  # the weight that running text and titles need; bold words are rare and are made bold


def sheet(theme: Theme, pages: Iterable[bytes], more: str = "") -> dict[str, bytes]:
    """Give the theme's sheet for the web, and its faces as WOFF2; a theme without one gets bare pages."""
    css = theme.css.get("site", "")
    faces = [face for face in theme.faces if face.weight in CUTS and face.family in css]
    shown = re.sub(r"<[^>]+>", "", "".join(page.decode() for page in pages))
    text = "".join(sorted({*shown, *shown.upper(), *theme.words.get("ornament", "")}))
    ornament = f':root {{ --ornament: "{theme.words.get("ornament", "")}"; }}\n'
    rules = "".join(map(_rule, faces))
    return {
        "site.css": f'@charset "UTF-8";\n{rules}{ornament}{css}{more}'.encode(),
        **{f"fonts/{_name(face)}": _packed(fonts.subset(face.data, text)) for face in faces},
    }


def _packed(face: bytes) -> bytes:
    return remember(lambda: _woff2(face), "woff2", face)


def _woff2(face: bytes) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(face), recalcTimestamp=False)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _rule(face: Face) -> str:
    style = "italic" if face.italic else "normal"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {style}; '
        f'font-display: swap; src: url("fonts/{_name(face)}") format("woff2"); }}\n'
    )


def _name(face: Face) -> str:
    slant = "-italic" if face.italic else ""
    return f"{face.family.lower().replace(' ', '-')}-{face.weight}{slant}.woff2"
