"""A page -> DRAFT across it: a drawing to stand behind the text, no word that is copied or read aloud."""

from __future__ import annotations

from fleuron.formats.outlines import across

WORD = "DRAFT"
GRAY = 0.86  # of white: behind black text, in front of nothing


def behind(left: float, bottom: float, right: float, top: float) -> bytes:
    """Draw the word along the diagonal of a page; its edges are in pt."""
    return f"/Artifact BMC q {GRAY} g\n{across(WORD, left, bottom, right, top)}\nf Q EMC\n".encode()
