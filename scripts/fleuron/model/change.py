"""Nothing -> what may be done to the words of a page, and one thing that was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """Name what may be done to the words of a line that is printed."""

    JOINED = "joined"  # lines are one paragraph; a divided word is whole
    INDENT = "indent"  # what stands before the words and cannot be seen
    MARK = "mark"  # of a list item or a quotation
    ITEMS = "items"  # the marks of a list whose items stood in one line
    SITE = "site"  # the names of section and site behind a title's bar
    PARTED = "parted"  # by the editor, into paragraphs
    REPLACED = "replaced"  # by the editor
    STARRED = "set apart"  # by the writer, between stars or low lines
    TYPOGRAPHY = "typography"


@dataclass(frozen=True, slots=True)
class Change:
    """One step that changed a paragraph, and what the editor had it find and put."""

    step: Step
    before: str
    after: str
    found: str = ""
    put: str = ""
