"""Nothing -> what makes the pages, told apart by their versions: the same tools make the same pages."""

from __future__ import annotations

from contextlib import suppress
from ctypes import CDLL, c_char_p
from functools import cache

from fleuron.program import code, version

PACKAGES = ("weasyprint", "pydyf", "uharfbuzz", "pyphen", "lxml", "pillow")  # pages may change with them
DRAWING = ("fleuron.formats.engine", "fleuron.formats.press")
PANGO = ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0.dylib")


@cache
def toolbox() -> tuple[str, ...]:
    """Tell which code makes the pages: ours by what it says, the rest by its version."""
    return code(*DRAWING), *map(version, PACKAGES), _pango()


def _pango() -> str:
    """Ask Pango for its version, where it is found at once; to load all that sets type would take a second."""
    for name in PANGO:
        with suppress(OSError):
            ask = CDLL(name).pango_version_string
            ask.restype = c_char_p
            return str(ask().decode())
    return ""
