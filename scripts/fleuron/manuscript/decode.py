"""bytes -> str: the text of a page in whatever common encoding it was saved, or a finding that says why not."""

from __future__ import annotations

import codecs
import re

from fleuron.model import Finding, Severity

LARGEST = 2_000_000  # bytes; three long novels have about as many letters, an essay a hundredth
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LATIN = re.compile(  # and the letters of DOS and of mainframes, for which only a few others can be mistaken
    r"ascii|latin_1|iso8859_(?:1|9|15)|cp(?:125[0247]|437|775|85[08]|86[0135]|037|273|500|1140)|hp_roman8"
)
CONTROLS = bytes(frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x1b"))


def decode(data: bytes, place: str, largest: int = LARGEST) -> str | Finding:
    """Read UTF-8, UTF-16, UTF-32, Windows-1252 and whatever else the letters themselves give away."""
    if len(data) > largest:
        return refused(
            "MAN103",
            place,
            f"this page is {len(data) / 1e6:.0f} MB, and no essay is",
            "save the page again as text, or cut the file down to the essay",
        )
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, place)
    if wide := _wide(data):
        return _strict(data, wide, place)
    head = data[:65536]
    if len(head.translate(None, CONTROLS)) < len(head):
        return refused(
            "MAN102", place, "this is not text: it holds binary data", "save the page as .txt and put that file here"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, _guess(data), place)


def _wide(data: bytes) -> str:
    """Name the UTF-16 of a text without a mark: every other byte of Latin letters is zero."""
    head = data[:4096]
    for first, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        half = head[first::2]
        if len(head) > 3 and half.count(0) > 0.6 * len(half) and head[1 - first :: 2].count(0) < 0.05 * len(half):
            return encoding
    return ""


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return "cp1252" if best is None or LATIN.fullmatch(best.encoding) else best.encoding


def _strict(data: bytes, encoding: str, place: str) -> str | Finding:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "cp1252":
            return data.decode("latin-1")  # five bytes mean nothing in Windows-1252; this loses none of them
        return refused(
            "MAN102",
            place,
            f"this text is damaged: it begins as {encoding}, but byte {error.start} does not belong to it",
            "save the page again as UTF-8 text",
        )


def refused(code: str, place: str, sentence: str, fix: str) -> Finding:
    """Make the finding that a page cannot be read."""
    return Finding(code, place, sentence, fix, Severity.ERROR)
