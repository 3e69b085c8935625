"""str -> str: how names are sorted, joined in a sentence, and made into file names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


def slugify(text: str) -> str:
    """Write a name with small letters, digits and hyphens alone, as files and addresses like it."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "page"


def sort_name(name: str) -> str:
    """Turn a name as it is written into one to sort by: the last word first."""
    *given, family = name.split() or [""]
    return f"{family}, {' '.join(given)}" if given else family


def series(items: Sequence[str]) -> str:
    """Join items as a sentence does: one, two and three."""
    *first, last = items or [""]
    return f"{', '.join(first)} and {last}" if first else last
