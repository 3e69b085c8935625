"""Edition -> a file for those who work on the text: the whole book through one run of pandoc."""

from __future__ import annotations

import os
import subprocess
from base64 import b64encode
from collections.abc import Iterable
from datetime import UTC, datetime, time

from lxml import etree

from fleuron.errors import ToolError
from fleuron.formats.notes import set_notes
from fleuron.formats.plates import plates
from fleuron.formats.safety import XHTML, tree
from fleuron.model import Book, Division, Edition
from fleuron.wording import Wording, wording

LEFT_OUT = frozenset({"half-title", "title", "contents"})
STYLED = frozenset({"standfirst", "byline", "caption", "credit", "origin", "blurb", "contributor"})
READER = "html+epub_html_exts"  # so that notes are read as notes


def convert(edition: Edition, to: str, options: Iterable[str] = ()) -> bytes:
    """Return the book in a format that pandoc writes; raise ToolError where pandoc fails."""
    import pypandoc

    noon = datetime.combine(edition.book.plan.issued, time(12), UTC)
    command = [pypandoc.get_pandoc_path(), "--from", READER, "--to", to, "--wrap=none", "--output=-", *options]
    settings = os.environ | {"SOURCE_DATE_EPOCH": str(int(noon.timestamp())), "LC_ALL": "C.UTF-8"}
    html = _html(edition.book, to)
    try:
        return subprocess.run(command, input=html, env=settings, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise ToolError(f"pandoc failed: {getattr(error, 'stderr', b'').decode() or error}") from error


def words(edition: Edition) -> int:
    """Count the words of the book, but for its titles and contents."""
    return sum(len("".join(tree(division.xhtml).itertext()).split()) for division in _divisions(edition.book))


def _divisions(book: Book) -> list[Division]:
    return [division for division in book.divisions if division.kind not in LEFT_OUT]


def _html(book: Book, to: str) -> bytes:
    deep = any(division.kind == "part" for division in book.divisions)
    body = etree.Element(f"{{{XHTML}}}body", {}, {None: XHTML})
    said = wording(book.plan.language)
    body.extend(_section(division, deep and division.kind == "essay", said) for division in _divisions(book))
    _hang(body, book, to)
    html: bytes = etree.tostring(body, encoding="utf-8")
    return html


def _hang(body: etree._Element, book: Book, to: str) -> None:
    """Lay the pictures into a Word file; a file that is text names them, its captions under them as paragraphs."""
    laid = plates(book) if to == "docx" else {}
    addresses = {picture.address: picture.file for picture in book.pictures}
    addresses |= {key: f"data:{each.media};base64,{b64encode(each.data).decode()}" for key, each in laid.items()}
    for image in list(body.iter(f"{{{XHTML}}}img")):
        image.set("src", addresses.get(image.get("src"), ""))
        if to != "docx":
            place = etree.Element(f"{{{XHTML}}}p")
            image.addprevious(place)
            place.append(image)
    if to != "docx":
        etree.strip_tags(body, f"{{{XHTML}}}figure", f"{{{XHTML}}}figcaption")


def _section(division: Division, deep: bool, said: Wording) -> etree._Element:
    """Prepare one division: an essay under a part has headings one level lower, a paragraph's class is its style."""
    section = tree(division.xhtml)
    set_notes(section, said)
    section.set("id", division.id)
    for element in list(section.iter()):
        name = etree.QName(element).localname
        if deep and name in ("h1", "h2", "h3", "h4", "h5"):
            element.tag = f"{{{XHTML}}}h{int(name[1]) + 1}"
        elif name == "a" and element.get("href", "").startswith("#") and "role" not in element.attrib:
            element.tag = f"{{{XHTML}}}span"
        elif element.get("role") == "doc-backlink":
            element.tail = (element.tail or "").lstrip()  # pandoc drops the link and would keep the space
        elif name == "p" and element.get("class") in STYLED:
            _style(element)
    return section


def _style(paragraph: etree._Element) -> None:
    """Name the style of a paragraph in the way that pandoc reads it: on a box around it."""
    box = etree.Element(f"{{{XHTML}}}div", {"custom-style": str(paragraph.get("class")).capitalize()})
    box.tail, paragraph.tail = paragraph.tail, None
    paragraph.addprevious(box)
    box.append(paragraph)
