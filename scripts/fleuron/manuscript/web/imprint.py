"""The tree of a page -> its imprint: the title, the people, the site and the date that it states for machines."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from fleuron.model import Imprint, Line

SUFFIX = re.compile(r"\s+[|·•»—–-]\s+")
NOBODY = frozenset(
    [
        "admin",
        "administrator",
        "editor",
        "editors",
        "staff",
        "team",
        "author",
        "guest",
        "contributor",
        "webmaster",
        "root",
    ]
)
LATEST = "2100-01-01"  # the day after which no page is dated: today would make two builds differ
LONGEST = 500  # letters of a line that can be one of these
TOP = 120  # lines in which a page says what it is


def read_imprint(tree: Any) -> Imprint:
    """Read JSON-LD, Open Graph and their like through trafilatura; a site is never its own author."""
    from trafilatura.metadata import extract_metadata

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    dates = {"original_date": True, "extensive_search": False, "max_date": LATEST}
    try:
        said = extract_metadata(deepcopy(tree), date_config=dates, extensive=False)
    except Exception:  # it fails in many ways on damaged pages, and the page is read all the same
        return Imprint()
    outright = _outright(tree)
    site = (said.sitename or "").strip()
    url = said.url if said.url and re.match(r"https?://[^\s/]+\.[^\s/]+", said.url) else ""
    names = tuple(name.strip() for name in (said.author or "").split(";") if _person(name, site, said.hostname or ""))
    title = _without_site((said.title or "").strip(), site)
    found = {
        "title": title,
        "authors": names[0] if names else "",
        "site": site,
        "url": url,
        "published": said.date or "",
    }
    sure = frozenset(key for key, value in found.items() if value and _plain(value) in outright)
    return Imprint(title, names, site, url, said.date or "", sure)


def named(page: Sequence[Line], imprint: Imprint) -> tuple[Line, ...]:
    """Mark the lines that say what the imprint says: the title, who wrote it, and the note on who that is."""
    title, people = _plain(imprint.title), tuple(filter(None, map(_plain, imprint.authors)))
    return tuple(_named(line, title if at < TOP else "", people) for at, line in enumerate(page))


def _named(line: Line, title: str, people: tuple[str, ...]) -> Line:
    own = _plain(line.text)
    if line.hints is None or not own or len(own) > LONGEST:
        return line
    author = own.removeprefix("by") in people or own in people
    note = own.startswith(people) and any(s.kind == "em" and s.end - s.start > 0.8 * len(line.text) for s in line.spans)
    told = "title" if own == title else "author" if author else "note" if note else ""
    return replace(line, hints=replace(line.hints, told=told)) if told else line


def _person(name: str, site: str, host: str) -> bool:
    own = _plain(name)
    domain = _plain(host.removeprefix("www.").partition(".")[0])
    return bool(own) and own not in (_plain(site), domain, _plain(host)) and own not in NOBODY and "@" not in name


def _without_site(title: str, site: str) -> str:
    """Take the name of the site off a title's end."""
    *rest, last = SUFFIX.split(title)
    return title[: title.rindex(last)].rstrip(" |·•»—–-") if rest and _plain(last) == _plain(site) else title


def _outright(tree: Any) -> str:
    """Return all that the page says in its head and to machines, as letters."""
    said = tree.xpath("//meta/@content | //script[@type='application/ld+json']/text() | //link[@rel='canonical']/@href")
    return " ".join(_plain(text) for text in said)


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
