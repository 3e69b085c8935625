"""Words and numbers -> PDF: strings that any reader understands, and folios in figures of either kind."""

from __future__ import annotations

import re

ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def text(said: str) -> bytes:
    """Write a text string (ISO 32000-1, 7.9.2.2)."""
    if said.isascii() and said.isprintable():
        return b"(%s)" % re.sub(rb"([\\()])", rb"\\\1", said.encode())
    return b"<feff%s>" % said.encode("utf-16-be").hex().encode()


def roman(number: int) -> str:
    """Write a number as i, ii, iii …"""
    out = ""
    for value, mark in ROMAN:
        out += mark * (number // value)
        number %= value
    return out
