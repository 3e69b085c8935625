"""Essay -> its page, marked as a proof is: each word kept, taken out or put in, each line with its rule and reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from fleuron.account import paragraphs, steps, words
from fleuron.model import Essay, Role, Verdict

Fate = Literal["kept", "out", "in"]
SIGNS = {"kept": " ", "cut": "-", "changed": "~", "told": "="}


class Piece(NamedTuple):
    """Some words of a line, and what becomes of them."""

    fate: Fate
    text: str


class Row(NamedTuple):
    """One line of the page, marked."""

    number: int
    fate: str  # kept, cut, changed, told
    doubtful: bool
    role: Role
    why: str
    pieces: tuple[Piece, ...]


def mark(essay: Essay) -> tuple[Row, ...]:
    """Mark every line of an essay's page."""
    return tuple(row for group in paragraphs(essay) for row in _rows(group, essay))


def written(row: Row) -> str:
    """Write a row for a pipe: [-out-] and {+in+} as word differences are written elsewhere."""
    marks = {"kept": "{}", "out": "{}" if row.fate == "cut" else "[-{}-]", "in": "{{+{}+}}"}
    text = " ".join(marks[piece.fate].format(piece.text) for piece in row.pieces)
    return f"{head(row)} {text}{f'  ({row.why})' if row.why else ''}"


def head(row: Row) -> str:
    """Write what stands before the words of a row: its number, its sign, its role."""
    return f"{row.number:5} {SIGNS[row.fate]}{'?' if row.doubtful else ' '} {row.role:<15}"


def _rows(group: Sequence[Verdict], essay: Essay) -> Iterator[Row]:
    first = group[0]
    if first.role is Role.BREAK and words(first.text):  # the editor may have a line of words be one
        lines = _compared([verdict.line.text.split() for verdict in group], ["* * *"])
    elif first.role.printed:
        lines = _compared([verdict.line.text.split() for verdict in group], first.text.split())
    elif first.role.told:
        lines = [_told(verdict.line.text, essay) for verdict in group]
    else:
        lines = [(Piece("out", " ".join(verdict.line.text.split())),) for verdict in group]
    for verdict, pieces in zip(group, lines, strict=True):
        changed = any(piece.fate != "kept" for piece in pieces) or verdict.joins
        fate = "told" if first.role.told else "cut" if not first.role.printed else "changed" if changed else "kept"
        yield Row(verdict.line.number, fate, verdict.doubtful, first.role, _why(verdict, fate, essay.language), pieces)


def _why(verdict: Verdict, fate: str, language: str) -> str:
    """Say on whose word a line is cut or doubtful, and by which steps it was changed."""
    done = ["joins the line above"] if verdict.joins else list(steps(verdict, language))
    said = f"{verdict.rule}, {verdict.sure:.0%}".replace("%", " %")
    return "; ".join([said, *done] if verdict.doubtful or fate in ("cut", "told") else done)


def _told(text: str, essay: Essay) -> tuple[Piece, ...]:
    """Mark what the book tells of a line: its names and titles as they are, its date in the book's own form."""
    said = " ".join([essay.title, essay.standfirst, essay.site, *essay.authors])
    shown = frozenset(words(said))
    marked: list[tuple[Fate, str]] = [
        ("kept" if shown.issuperset(words(word)) else "out", word) for word in text.split()
    ]
    if essay.published and essay.published[:4] in text:
        marked.append(("in", essay.published))
    return _run(marked)


def _compared(lines: Sequence[Sequence[str]], after: Sequence[str]) -> list[tuple[Piece, ...]]:
    """Compare the words of some lines with those of the paragraph that they make, and mark them line by line."""
    flat = [(at, word) for at, line in enumerate(lines) for word in line]
    marked: list[list[tuple[Fate, str]]] = [[] for _ in lines]
    compared = SequenceMatcher(None, [word for _, word in flat], after, autojunk=False)
    for kind, begin, end, start, stop in compared.get_opcodes():
        for at, word in flat[begin:end]:
            marked[at].append(("kept" if kind == "equal" else "out", word))
        if kind != "equal" and stop > start:
            place = flat[end - 1][0] if end else 0
            marked[place].append(("in", " ".join(after[start:stop])))
    return [_run(row) for row in marked]


def _run(marked: Sequence[tuple[Fate, str]]) -> tuple[Piece, ...]:
    """Put words of one fate together."""
    pieces: list[Piece] = []
    for fate, word in marked:
        if pieces and pieces[-1].fate == fate:
            pieces[-1] = Piece(fate, f"{pieces[-1].text} {word}")
        else:
            pieces.append(Piece(fate, word))
    return tuple(pieces)
