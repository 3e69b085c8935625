"""A page and its essay -> the pictures that it may have, as tables that its editor has only to uncomment.

Whose a picture is, no page says for sure: none is placed that its editor has not named.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from fleuron.anchors import opens
from fleuron.art import UnfitError, look
from fleuron.manuscript.web.tree import parse
from fleuron.model import Essay, Finding, Role, Verdict
from fleuron.names import slugify

WEB = (".html", ".htm", ".xhtml", ".xht")
LEAST = (480, 320)  # px; what is smaller is a face, a mark or a button
ORPHANS = (Role.CAPTION, Role.CREDIT)
OPENING = 8  # words that tell a line from the others
BEFORE = (
    "(preceding::*[self::p or self::li or self::blockquote or self::h2 or self::h3 or self::h4][normalize-space()])"
    "[last()]"
)
ASKED = """
# [[pictures]]               # line {line} is a caption that has lost its picture
# file = "art/…"             # the picture, where you have it
# alt = "…"                  # what it shows, for those who cannot see it
# after = {words}
"""
OFFERED = """
# [[pictures]]               # the page shows it at line {line}; whose it is, is for you to find out
# file = {file}
# alt = {alt}
# after = {words}
"""


class Offer(NamedTuple):
    """A picture that lies beside a page: its file, what the page says that it shows, and the line it stands at."""

    path: Path
    alt: str
    line: Verdict


def offers(essay: Essay, page: Path) -> tuple[str, dict[str, Path]]:
    """Write the tables, and name the files that they speak of as the manuscript is to have them."""
    found = list(_shown(essay, page)) if page.suffix.lower() in WEB else []
    files = {f"art/{essay.slug}-{slugify(each.path.stem)}{each.path.suffix.lower()}": each.path for each in found}
    answered = {offer.line.line.number for offer in found}
    asked = [_asked(verdict) for verdict in _orphans(essay) if verdict.line.number not in answered]
    return "".join([*(_offered(*row) for row in zip(files, found, strict=False)), *asked]), files


def _orphans(essay: Essay) -> Iterator[Verdict]:
    """Yield the first line of each caption that has lost its picture."""
    before = None
    for verdict in essay.printed:
        if verdict.role in ORPHANS and before not in ORPHANS and not verdict.doubtful and not essay.pictures:
            yield verdict
        before = verdict.role


def _shown(essay: Essay, page: Path) -> Iterator[Offer]:
    """Find the pictures that were saved with a page, and stand in what is printed of it."""
    tree = parse(page.read_bytes(), page.name)
    seen: set[Path] = set()
    for image in [] if isinstance(tree, Finding) else tree.iter("img"):
        path = page.parent / unquote(image.get("src", "").split("?")[0])
        line = _line(essay, image) if path not in seen and _large(path) else None
        if line:
            seen.add(path)
            yield Offer(path, " ".join(image.get("alt", "").split()), line)


def _large(path: Path) -> bool:
    try:
        wide, high, _ = look(path.read_bytes())
    except (OSError, UnfitError, ValueError):
        return False
    return wide >= LEAST[0] and high >= LEAST[1]


def _line(essay: Essay, image: Any) -> Verdict | None:
    """Find the printed line that a picture stands at: its caption, or else the one above it."""
    around = [*image.xpath("ancestor::figure[1]//figcaption"), *image.xpath(BEFORE)]
    for words in (" ".join(" ".join(each.itertext()).split()) for each in around):
        found = [v for v in essay.printed if words and opens(v.line.text, _opening(words))]
        if len(found) == 1:
            return found[0]
    return None


def _opening(words: str) -> str:
    return " ".join(words.split()[:OPENING])


def _asked(verdict: Verdict) -> str:
    return ASKED.format(line=verdict.line.number, words=_quoted(_opening(verdict.line.text)))


def _offered(file: str, offer: Offer) -> str:
    alt, words = offer.alt or "…", _opening(offer.line.line.text)
    return OFFERED.format(line=offer.line.line.number, file=_quoted(file), alt=_quoted(alt), words=_quoted(words))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")
