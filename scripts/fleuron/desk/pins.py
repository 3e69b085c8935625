"""Findings -> pins: on which page of the book, and how far down, the line stands that a finding is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fleuron.desk.plates import Plate, letters, seek
from fleuron.desk.reading import Sheet, read
from fleuron.errors import InputError
from fleuron.names import slugify

TOLD = 40  # letters of a line by which it is found on its page
FEWEST = 12
LINES = re.compile(r"\blines? (\d+(?:(?:, | and )\d+)*)")


@dataclass(frozen=True, slots=True)
class Pin:
    """One finding on a page: `top` is how far down, as a share of the page; `line` is 0 where it is of the whole."""

    finding: Mapping[str, str]
    slug: str
    line: int
    top: float


def pins(
    folder: Path,
    findings: Sequence[Mapping[str, str]],
    plates: Sequence[Plate],
    spans: Mapping[str, tuple[int, int]],
) -> dict[int, tuple[Pin, ...]]:
    """Pin each finding to the page, from 0, of its line, else to that on which its division opens."""
    sheets = _sheets(folder)
    found: dict[int, tuple[Pin, ...]] = {}
    for finding in findings:
        path, _, line = finding["place"].partition(":")
        slug = slugify(Path(path).stem)
        span = spans.get(f"essay-{slug}", spans.get(slug))
        if span is None:
            continue
        sheet = sheets.get(slug) if Path(path).suffix != ".toml" else None
        for number in _lines(line, finding["sentence"]) if sheet else (0,):
            page, top = _stands(_words(sheet, number), plates, span) if sheet and number else (span[0], 0.0)
            found[page] = (*found.get(page, ()), Pin(finding, slug, number, top))
    return found


def _sheets(folder: Path) -> Mapping[str, Sheet]:
    try:
        return {sheet.essay.slug: sheet for sheet in read(folder)[0]}
    except InputError:  # the book was made before it was broken
        return {}


def _lines(line: str, sentence: str) -> tuple[int, ...]:
    """Return the line that a place names, else those that its sentence names, else 0 for the whole."""
    told = re.match(r"\d+", line)
    named = LINES.search(sentence)
    return (int(told[0]),) if told else tuple(map(int, re.findall(r"\d+", named[1]))) if named else (0,)


def _words(sheet: Sheet, number: int) -> str:
    """Return the words of a line as they are printed; of one that is left out, those of the last before it."""
    above = [v for v in sheet.essay.verdicts if v.line.number <= number and v.role.printed and not v.joins]
    return above[-1].text if above else ""


def _stands(words: str, plates: Sequence[Plate], span: tuple[int, int]) -> tuple[int, float]:
    """Find where words stand among the pages of a division; else say where it opens."""
    told = letters(words)[:TOLD]
    for wanted in (told, told[:FEWEST]):  # the end of a page may divide the line
        for page in range(*span) if len(wanted) >= FEWEST else ():
            if (top := seek(plates[page], wanted)) is not None:
                return page, top
    return span[0], 0.0
