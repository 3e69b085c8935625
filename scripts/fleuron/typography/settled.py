"""Text -> bool: whether it is plain that no step would change it, so that most lines of a page cost one look.

It may say no where the steps would change nothing; it never says yes where they would.
"""

from __future__ import annotations

import re

from fleuron.typography.house import House

# Each begins with the marks that it is about, so that a text without them is passed over at once.
_UNSETTLED = (
    re.compile(
        "[\"'`´‘′″„‚«»\u2010\u2011\u2015\ufdd0"  # marks that are straight, or that only a step can place
        "\x00-\x1f\x7f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # what cannot be seen
        "\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"  # any space but one between words
    ),
    re.compile(r" [\s,;:!?.…)\]”’»—–-]"),
    re.compile(r"[(\[“—–-] "),
    re.compile(r"[.–-](?:(?<=\.)\.|(?<=-)-|(?<=–)[^\W\d]|(?<=\d[–-])\d)"),  # dots, dashes, ranges
    re.compile(  # marks that meet, primes, and marks that face the wrong way
        r"[“”’](?:[“”’]|(?<=\d[’”])|(?<=”)(?<![^\s(\[—]”)|(?<=“)(?:[\s.,;:!?)\]]|$)|(?<=\w“))"
    ),
)


def settled(text: str, house: House) -> bool:
    """Tell whether a text is as English typesetting has it; of other houses it says nothing."""
    english = house.dash == "—" and house.double == ("“", "”")
    return english and text == text.strip(" ") and not any(pattern.search(text) for pattern in _UNSETTLED)
