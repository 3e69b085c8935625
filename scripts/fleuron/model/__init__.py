"""Nothing -> the nouns: whatever passes between two stages is one of these, and none can change.

Source → Essay(verdicts) → Chapter(xhtml) → Book(divisions) → Edition(book, theme) → Artifact
"""

from fleuron.model.book import UNDATED, Book, Chapter, Division, PartPlan, Person, Plan, Press
from fleuron.model.change import Change, Step
from fleuron.model.edition import Artifact, Clear, Edition, Face, Made, Report, RunningHead, Theme
from fleuron.model.markup import UNSAID, Box, Hints, Imprint, Span
from fleuron.model.page import (
    PARTED,
    PRINTED,
    TOLD,
    Decisions,
    Essay,
    Finding,
    Line,
    Mark,
    Permission,
    Role,
    Ruling,
    Severity,
    Source,
    Verdict,
)
from fleuron.model.picture import Picture

__all__ = [
    "PARTED",
    "PRINTED",
    "TOLD",
    "UNDATED",
    "UNSAID",
    "Artifact",
    "Book",
    "Box",
    "Change",
    "Chapter",
    "Clear",
    "Decisions",
    "Division",
    "Edition",
    "Essay",
    "Face",
    "Finding",
    "Hints",
    "Imprint",
    "Line",
    "Made",
    "Mark",
    "PartPlan",
    "Permission",
    "Person",
    "Picture",
    "Plan",
    "Press",
    "Report",
    "Role",
    "Ruling",
    "RunningHead",
    "Severity",
    "Source",
    "Span",
    "Step",
    "Theme",
    "Verdict",
]
