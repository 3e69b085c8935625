"""Nothing -> the nouns of composing, all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text is set: which face, at what size, with which OpenType features and tracking.

    `spacing` is added to each space between words.
    """

    face: bytes
    size: float
    features: tuple[tuple[str, int], ...] = ()
    tracking: float = 0.0
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one style, its white space collapsed; or a thing of fixed width (a note's call) in its stead."""

    text: str
    style: Style
    width: float | None = None


class Fill(StrEnum):
    """Say how lines fill their room."""

    JUSTIFIED = "justified"
    RAGGED = "ragged"
    BALANCED = "balanced"  # ragged, the last line too as long as the others


@dataclass(frozen=True, slots=True)
class Room:
    """The widths that a paragraph's lines may fill: those of the first lines, then of all the others."""

    first: tuple[float, ...]
    rest: float
    fill: Fill = Fill.JUSTIFIED

    def at(self, line: int) -> float:
        return self.first[line] if line < len(self.first) else self.rest


class Break(NamedTuple):
    """A place where a line may end, and how the next one begins.

    `word` is the last word of the line, of which `end` is seen; `next` is the first word of the next, of which `start`
    is seen. `right` and `left` are what may hang in the margins there.
    """

    word: int
    end: float
    right: float
    next: int
    start: float
    left: float
    cost: float
    hyphen: bool
    at: int  # in the text: where the line ends
    resume: int  # in the text: where the next begins
    added: bool = False  # the hyphen is ours


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph measured: its words, the spaces before them, and every place where a line may end."""

    widths: tuple[float, ...]  # running sums: of all words before this one
    spaces: tuple[float, ...]  # running sums: of all spaces up to this word
    breaks: tuple[Break, ...]  # in order; the first opens the paragraph, the last ends it
    em: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph: `text[start:end]`, a hyphen if `hyphen`, and what to add to each of its spaces.

    `left` and `right` hang in the margins.
    """

    start: int
    end: int
    hyphen: bool
    gap: float
    left: float
    right: float
