"""Text -> bool: whether it is plain that no step would change it, so that most lines of a page cost one look.

It may say no where the steps would change nothing; it never says yes where they would.
"""

from __future__ import annotations

import re

from fleuron.typography.house import House

_UNSETTLED = re.compile(
    "[\"'`´‘′″„‚«»\u2010\u2011\u2015\ufdd0]"  # marks that are straight, or that only a step can place
    "|[\x00-\x1f\x7f\u00ad\u180e\u200a-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"  # what cannot be seen
    r"|[^\S ]| (?=[\s,;:!?.…)\]”’»—–-]|$)|^ |(?<=[(\[“—–-]) "  # any space but one between words
    r"|--|\.\.|\d[-–]\d|\d[’”]|–(?=[^\W\d])|[“”’]{2}"  # dashes, dots, ranges, primes, marks that meet
    r"|(?:^|(?<=[\s(\[—]))”|“(?=[\s.,;:!?)\]]|$)|[\w]“"  # marks that face the wrong way
)


def settled(text: str, house: House) -> bool:
    """Tell whether a text is as English typesetting has it; of other houses it says nothing."""
    return house.dash == "—" and house.double == ("“", "”") and not _UNSETTLED.search(text)
