"""A page -> DRAFT across it: a drawing to stand behind the text, no word that is copied or read aloud."""

from __future__ import annotations

from fleuron.cache import remember
from fleuron.program import code, version

WORD = "DRAFT"
GRAY = 0.86  # of white: behind black text, in front of nothing


def behind(left: float, bottom: float, right: float, top: float) -> bytes:
    """Draw the word along the diagonal of a page; its edges are in pt."""
    edges = left, bottom, right, top
    tools = code(__name__), version("fonttools"), version("fontpkg-eb-garamond")
    return remember(lambda: _drawn(*edges), "draft", *tools, *map(str, edges), sound=_is_drawing)


def _is_drawing(data: bytes) -> bool:
    return data.startswith(b"/Artifact")


def _drawn(*edges: float) -> bytes:
    from fleuron.formats.outlines import across

    return f"/Artifact BMC q {GRAY} g\n{across(WORD, *edges)}\nf Q EMC\n".encode()
