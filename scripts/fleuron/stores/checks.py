"""The name of a check -> its code, what runs, and how much it matters: CHECKS, the table.

To add a check: write it in text.py or pictures.py, give it a row, and name it in the data file of each store that asks
for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fleuron.model import Severity
from fleuron.stores import pictures, text
from fleuron.stores.container import Epub, Fault


@dataclass(frozen=True, slots=True)
class Check:
    """One row: `run` is given the book and what the store wants of it."""

    code: str
    run: Callable[[Epub, Any], Iterator[Fault]]
    severity: Severity = Severity.ERROR


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "mimetype": Check("STO101", text.mimetype),
        "whole": Check("STO102", text.whole),
        "sealed": Check("STO103", text.sealed),
        "still": Check("STO104", text.still),
        "facts": Check("STO105", text.facts),
        "isbn": Check("STO106", text.isbn, Severity.WARNING),
        "accessible": Check("STO107", text.accessible, Severity.WARNING),
        "described": Check("STO108", text.described, Severity.WARNING),
        "size": Check("STO109", text.size),
        "contents": Check("STO201", text.contents),
        "contents_page": Check("STO202", text.contents_page),
        "numberless_contents": Check("STO203", text.numberless_contents),
        "cover": Check("STO301", pictures.cover),
        "cover_format": Check("STO302", pictures.cover_format),
        "cover_colour": Check("STO303", pictures.cover_colour),
        "cover_least": Check("STO304", pictures.cover_least),
        "cover_most": Check("STO305", pictures.cover_most),
        "cover_shape": Check("STO306", pictures.cover_shape, Severity.WARNING),
        "cover_page": Check("STO307", pictures.cover_page),
        "picture_pixels": Check("STO401", pictures.picture_pixels),
        "picture_modes": Check("STO402", pictures.picture_modes),
        "opaque": Check("STO403", pictures.opaque),
        "own_style": Check("STO501", text.own_style, Severity.WARNING),
        "forced_body": Check("STO502", text.forced_body),
        "text_size": Check("STO503", text.text_size, Severity.WARNING),
        "rivals": Check("STO504", text.rivals),
    }
)
