"""Text -> bool: whether it is plain that no step would change it, so that most lines of a page cost one look.

It may say no where the steps would change nothing; it never says yes where they would.
"""

from __future__ import annotations

import re

from fleuron.typography.house import House

# Both begin with the marks that they are about, so that a text without them is passed over at once.
_MARK = re.compile(
    "[-–.“”’"
    "\"'`´‘′″„‚«»\u2010\u2011\u2015\ufdd0"  # marks that are straight, or that only a step can place
    "\x00-\x1f\x7f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # what cannot be seen
    "\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"  # any space but one between words
    r"(?:(?<=[^-–.“”’])"
    r"|(?<=\.)\.|(?<=-)-|(?<=–)[^\W\d]|(?<=\d[–-])\d"  # dots, dashes, ranges
    r"|(?<=[“”’])[“”’]|(?<=\d[’”])"  # marks that meet, primes
    r"|(?<=”)(?<![^\s(\[—]”)|(?<=“)(?:[\s.,;:!?)\]]|$)|(?<=\w“))"  # marks that face the wrong way
)
_SPACE = re.compile(r" (?:[\s,;:!?.…)\]”’»—–-]|$|(?<![^(\[“—–-] ))")


def settled(text: str, house: House) -> bool:
    """Tell whether a text is as English typesetting has it; of other houses it says nothing."""
    english = house.dash == "—" and house.double == ("“", "”")
    return english and not _MARK.search(text) and not _SPACE.search(text)
