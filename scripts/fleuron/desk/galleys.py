"""One essay of a manuscript -> its pages as they will be, long before the whole book is made again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from fleuron.clean import clean
from fleuron.collate import collate
from fleuron.formats.frames import Frame, frames
from fleuron.formats.house import styled
from fleuron.formats.pages import lay_out
from fleuron.manuscript import read_manuscript
from fleuron.model import Edition, PartPlan, Plan, Theme
from fleuron.rules.families import acquaint
from fleuron.themes import find_styles, load_theme
from fleuron.typeset import typeset


def pull(folder: Path, slug: str, starts: Mapping[str, str], draft: bool = False) -> bytes | None:
    """Set one essay alone, and return its print PDF; None where the book has no such essay.

    `starts` tells the folio on which each division opened when the whole book was last made. Raises a FleuronError
    where the manuscript cannot be read.
    """
    plan, sources, _ = read_manuscript(folder)
    source = next((source for source in acquaint(sources) if source.slug == slug), None)
    if source is None or slug not in {each for part in plan.parts for each in part.essays}:
        return None
    chapters, _ = typeset([clean(source)], {})
    alone = replace(plan, parts=(PartPlan("", "", (slug,)),))
    book = collate(chapters, alone, {})
    essay = next(division for division in book.divisions if division.essay)
    edition = Edition(replace(book, divisions=(essay,)), _theme(plan), draft)
    return lay_out(edition).link(edition, screen=False, first=int(starts.get(essay.id, "1")))


def text_blocks(folder: Path) -> tuple[Frame, Frame]:
    """Measure the text block of the book's theme, on a recto and on a verso; raises a FleuronError."""
    plan, _, _ = read_manuscript(folder)
    return _measured(styled(_theme(plan), plan.language))


_measured = lru_cache(maxsize=1)(frames)


def _theme(plan: Plan) -> Theme:
    own = plan.styles if (plan.styles / plan.theme).is_dir() else find_styles()
    return load_theme(own, plan.theme)
