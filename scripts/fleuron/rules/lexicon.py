"""Words -> numbers: which words a line uses, hashed, so that the weights hold no words of any page."""

from __future__ import annotations

import zlib
from functools import lru_cache

SIZE = 4096  # weights; words share them
MOST = 24  # words of a line that are looked at


def hashes(tokens: list[str]) -> list[int]:
    """Hash a line's words, and once more the first and the last."""
    words = tokens[:MOST]
    ends = [f"^{words[0]}", f"{words[-1]}$"] if words else ["^$"]
    return [_hash(word) for word in (*words, *ends)]


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "replace")) % SIZE
