"""str -> str: how names are sorted, joined in a sentence, credited, and made into file names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from zlib import crc32

ROLES: Mapping[str, str] = MappingProxyType(
    {  # in the order of a title page, each with its code among the MARC relators
        "author": "aut",
        "editor": "edt",
        "compiler": "com",
        "translator": "trl",
        "foreword": "aui",
        "preface": "aui",
        "introduction": "aui",
        "afterword": "aft",
        "illustrator": "ill",
        "photographer": "pht",
    }
)
ANONYMOUS = re.compile(r"anon(?:ymous|\.)?", re.IGNORECASE)
WITHHELD = re.compile(r"(?:author['’]s )?name[ -]withheld(?: .*)?", re.IGNORECASE)
YOUNGER = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV)$")


def slugify(text: str) -> str:
    """Write a name with small letters, digits and hyphens alone, as files and addresses like it.

    A name in other letters gets a number that is always its own.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
    return slug or (f"page-{crc32(text.encode()):08x}" if text.strip() else "page")


def nameless(name: str) -> str:
    """Say as a byline does that an author has no name here; empty for one who has."""
    name = name.strip()
    if ANONYMOUS.fullmatch(name):
        return "Anonymous"
    return name.capitalize().replace("-", " ") if WITHHELD.fullmatch(name) else ""


def sort_name(name: str) -> str:
    """Turn a name as it is written into one to sort by: the last word first.

    A degree after a comma is left out, "Jr." follows the given names, and what is no person's name stays as it is
    (The Chicago Manual of Style, 16.38 and 16.41).
    """
    if nameless(name) or name.startswith("The "):
        return name.removeprefix("The ")
    younger = YOUNGER.search(name)
    *given, family = YOUNGER.sub("", name).partition(",")[0].split() or [""]
    return ", ".join(filter(None, (family, " ".join(given), younger[1] if younger else "")))


def series(items: Sequence[str]) -> str:
    """Join items as a sentence does: one, two and three."""
    *first, last = items or [""]
    return f"{', '.join(first)} and {last}" if first else last


def meant(word: str, known: Iterable[str]) -> str:
    """Return the known word that a misspelt one is nearest to; empty where none is near."""
    return next(iter(get_close_matches(word, list(known), 1)), "")
