"""The name of a rule -> its code, what runs, and how much it matters: CHECKS, the table.

To add a check: write it in files.py, pages.py, inks.py or letters.py, give it a row, and name it in the data file of
each printer that asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fleuron.model import Severity
from fleuron.printers import files, inks, letters, pages
from fleuron.printers.job import Fault, Job


@dataclass(frozen=True, slots=True)
class Check:
    """One row: `run` is given the file and what the printer wants of it."""

    code: str
    run: Callable[[Job, Any], Iterator[Fault]]
    severity: Severity = Severity.ERROR


MINOR = Severity.WARNING
CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "open": Check("PRE101", files.open_),
        "sound": Check("PRE102", files.sound),
        "still": Check("PRE103", files.still),
        "formless": Check("PRE104", files.formless),
        "outlines": Check("PRE105", files.outlines),
        "annotations": Check("PRE106", files.links),
        "detached": Check("PRE107", files.detached),
        "single_layer": Check("PRE108", files.single_layer),
        "megabytes": Check("PRE109", files.megabytes),
        "standards": Check("PRE201", files.standards),
        "version": Check("PRE202", files.version),
        "agreement": Check("PRE203", files.agreement),
        "trapped": Check("PRE204", files.trapped),
        "stated": Check("PRE205", files.stated),
        "intent": Check("PRE206", files.intent),
        "profile": Check("PRE207", files.profile),
        "identified": Check("PRE208", files.identified),
        "metadata": Check("PRE209", files.metadata),
        "filters": Check("PRE210", files.filters),
        "pages": Check("PRE301", pages.pages),
        "multiple": Check("PRE302", pages.multiple),
        "trims": Check("PRE303", pages.trims),
        "one_trim": Check("PRE304", pages.one_trim),
        "boxes": Check("PRE305", pages.boxes),
        "trim_box": Check("PRE306", pages.trim_box),
        "uncropped": Check("PRE307", pages.uncropped),
        "upright": Check("PRE308", pages.upright),
        "bleed": Check("PRE309", pages.bleed),
        "bleed_reaches": Check("PRE310", pages.bleed_reaches),
        "marks": Check("PRE311", pages.marks),
        "last_blank": Check("PRE312", pages.last_blank, MINOR),
        "blank_folios": Check("PRE313", pages.blank_folios, MINOR),
        "blank_run": Check("PRE314", pages.blank_run, MINOR),
        "spaces": Check("PRE401", inks.spaces),
        "unregistered": Check("PRE402", inks.unregistered),
        "ink": Check("PRE403", inks.ink),
        "image_ink": Check("PRE404", inks.image_ink),
        "black_text": Check("PRE405", inks.black_text),
        "transparency": Check("PRE406", inks.transparency),
        "plain_tones": Check("PRE407", inks.plain_tones),
        "min_rule": Check("PRE408", inks.min_rule, MINOR),
        "min_image": Check("PRE409", inks.min_image, MINOR),
        "max_image": Check("PRE410", inks.max_image, MINOR),
        "embedded": Check("PRE501", letters.embedded),
        "static_fonts": Check("PRE502", letters.static_fonts),
        "drawn_fonts": Check("PRE503", letters.drawn_fonts),
        "visible": Check("PRE504", letters.visible),
        "min_text": Check("PRE505", letters.min_text, MINOR),
        "gutter": Check("PRE601", pages.gutter),
        "outside": Check("PRE602", pages.outside),
        "head": Check("PRE603", pages.head),
        "foot": Check("PRE604", pages.foot),
        "overprinted": Check("PRE701", letters.overprinted, MINOR),
        "widows": Check("PRE702", letters.widows, MINOR),
        "orphans": Check("PRE703", letters.orphans, MINOR),
        "ladders": Check("PRE704", letters.ladders, MINOR),
        "page_hyphen": Check("PRE705", letters.page_hyphen, MINOR),
        "loose": Check("PRE706", letters.loose, MINOR),
    }
)
OF_PAGES = frozenset(  # a cover laid flat is none, and its colours are mixed
    {key for key, check in CHECKS.items() if check.code[3] in "67"}
    | {"black_text", "pages", "multiple", "trims", "bleed", "bleed_reaches", "last_blank", "blank_folios", "blank_run"}
)
