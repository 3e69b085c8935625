"""A file's name and bytes -> the page in it, whatever kind of file it is; or a finding that says what to do instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fleuron.manuscript.decode import decode, refused
from fleuron.manuscript.labels import labelled
from fleuron.model import UNSAID, Finding, Imprint, Line

if TYPE_CHECKING:
    from fleuron.manuscript.web import Page

ADDRESS = re.compile(r"\s*(?:[-*•]\s*|\d+[.)]\s*)?(?:https?://|www\.)\S+\s*")
MARKUP = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.I)
MARKDOWN = (".md", ".markdown")


class Text(NamedTuple):
    """What a file holds: lines to be judged, or an essay that its editor wrote in Markdown."""

    lines: tuple[Line, ...] = ()
    imprint: Imprint = UNSAID
    markdown: str = ""


def read_file(path: Path, place: str) -> Text | Finding:
    """Read a page from a file of any kind in READERS; raises OSError where the system will not give it up."""
    return READERS[path.suffix.lower()](path.read_bytes(), place)


@cache
def refusals() -> Mapping[str, tuple[str, str]]:
    """Read why some kinds of files are not read, and what to do instead."""
    told = tomllib.loads(files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8"))
    return {ending: (sentence, fix) for ending, (sentence, fix) in told["refused"].items()}


def lines(text: str) -> Iterator[Line]:
    """Number the lines of a page as an editor's window does, and leave out the blank ones."""
    for number, line in enumerate(re.split(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]", text), 1):
        if line.strip():
            yield Line(number, line)


def _text(data: bytes, place: str) -> Text | Finding:
    text = decode(data, place)
    if isinstance(text, Finding):
        return text
    if MARKUP.match(text):  # a web page under the name of a text
        return _html(data, place)
    found = tuple(lines(text))
    if found and all(ADDRESS.fullmatch(line.text) for line in found):
        many = f"{len(found)} addresses" if len(found) > 1 else "one address"
        sentence = f"this is a list of {many} and no page, and fleuron never goes to the web"
        fix = "open each in a browser, save it (Ctrl-S, “Web Page, HTML only”), and put those files here"
        return refused("MAN107", place, sentence, fix)
    return Text(found) if found else _empty(place)


def _markdown(data: bytes, place: str) -> Text | Finding:
    text = decode(data, place)
    if isinstance(text, Finding):
        return text
    imprint, text = labelled(text)
    return Text((), imprint, text) if text.strip() else _empty(place)


def _html(data: bytes, place: str) -> Text | Finding:
    from fleuron.manuscript.web import read_html

    return _page(read_html(data, place), place)


def _mhtml(data: bytes, place: str) -> Text | Finding:
    from fleuron.manuscript.web import read_mhtml

    return _page(read_mhtml(data, place), place)


def _docx(data: bytes, place: str) -> Text | Finding:
    from fleuron.manuscript.docx import read_docx

    return _page(read_docx(data, place), place)


def _page(page: Page | Finding, place: str) -> Text | Finding:
    if isinstance(page, Finding):
        return page
    return Text(page.lines, page.imprint) if page.lines else _empty(place)


def _empty(place: str) -> Finding:
    return refused("MAN104", place, "this page is empty", "save the page again, or take the file away")


READERS: Mapping[str, Callable[[bytes, str], Text | Finding]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _text,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".xht": _html,
    ".mhtml": _mhtml,
    ".mht": _mhtml,
    ".docx": _docx,
}
