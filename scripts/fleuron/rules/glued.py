"""A line -> the items of the list that was glued into it: `1. one 2. two 3. three`, `• a • b`; else the line alone."""

from __future__ import annotations

import re

BULLET = re.compile(r"[•◦▪●■‣]\s+")
NUMBER = re.compile(r"(?:^|(?<=\s))(\d{1,2})([.)])\s+(?=\S)")
NUMBERS = 3  # items at the least; a sentence may well have two figures with a stop


def items(text: str) -> tuple[str, ...]:
    """Part a line that opens with a bullet and has another, or that counts up from 1 to 3 or more."""
    if BULLET.match(text.lstrip()):
        parts = tuple(filter(None, (part.strip() for part in BULLET.split(text))))
        return parts or (text,)
    marks = list(NUMBER.finditer(text)) if NUMBER.match(text) else []
    counted: list[re.Match[str]] = []
    for mark in marks:
        if int(mark[1]) == len(counted) + 1 and (not counted or mark[2] == counted[0][2]):
            counted.append(mark)
    if len(counted) < NUMBERS or counted[0].start():
        return (text,)
    ends = [mark.start() for mark in counted[1:]] + [len(text)]
    return tuple(text[mark.end() : end].strip() for mark, end in zip(counted, ends, strict=True))
