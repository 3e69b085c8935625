"""Theme and text -> the EPUB's style sheets and fonts: only the characters that the book prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from fleuron import fonts
from fleuron.formats.epub.package import File
from fleuron.formats.markup import SHEETS
from fleuron.model import Face, Theme

CUTS = {400: "normal", 700: "bold"}  # engines before EPUB 3 know these weights and no other


def sheets(theme: Theme, pages: Iterable[bytes], more: str = "") -> Iterator[File]:
    """Give the two sheets of the theme, the first telling where the faces it uses are, and `more`, and these faces."""
    base, *rest = SHEETS
    faces = [face for face in theme.faces if face.weight in CUTS and face.family in theme.css[base]]
    rules = "".join(map(_rule, faces))
    yield _sheet(base, f'@charset "UTF-8";\n{rules}{theme.css[base]}{more}')
    yield from (_sheet(name, theme.css[name]) for name in rest if name in theme.css)
    text = "".join(sorted(set().union(*map(_letters, pages))))
    yield from (_font(face, fonts.subset(face.data, text)) for face in faces)


def _letters(page: bytes) -> set[str]:
    """Return all letters that a page shows, in both cases, since the style may ask for capitals."""
    words = "".join(etree.fromstring(page).itertext())
    return {*words, *words.upper()}


def _sheet(name: str, css: str) -> File:
    return File(f"css-{name}", f"css/{name}.css", "text/css", css.encode())


def _font(face: Face, data: bytes) -> File:
    ending = "otf" if data.startswith(b"OTTO") else "ttf"
    return File(f"font-{_name(face)}", f"fonts/{_name(face)}.{ending}", f"font/{ending}", data)


def _rule(face: Face) -> str:
    ending = "otf" if face.data.startswith(b"OTTO") else "ttf"
    style = "italic" if face.italic else "normal"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {CUTS[face.weight]}; font-style: {style}; '
        f'src: url("../fonts/{_name(face)}.{ending}"); }}\n'
    )


def _name(face: Face) -> str:
    slant = "-italic" if face.italic else ""
    return f"{face.family.lower().replace(' ', '-')}-{CUTS[face.weight]}{slant}"
