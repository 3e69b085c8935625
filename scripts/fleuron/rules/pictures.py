"""A page's pictures and verdicts -> each picture at its line, with the caption and credit that the page has for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from fleuron.model import Finding, Picture, Role, Severity, Source, Verdict

ORPHANS = (Role.CAPTION, Role.CREDIT)


def place(
    source: Source, verdicts: Sequence[Verdict], opened: Callable[[str], list[int]]
) -> Iterator[Picture | Finding]:
    """Find the line that each picture follows; `opened` gives the lines that some words open.

    Where that line is a caption or a credit, it and those beside it become the picture's own.
    """
    if source.markdown:
        yield from source.pictures
        return
    for picture in source.pictures:
        lines = [picture.line] if picture.line else opened(picture.after) if picture.after else []
        if len(lines) == 1:
            yield _told(replace(picture, line=lines[0]), verdicts)
        else:
            yield _lost(picture, verdicts, lines)


def _told(picture: Picture, verdicts: Sequence[Verdict]) -> Picture:
    """Give a picture the caption and the credit that stand at its line, unless its editor wrote others."""
    at = next((n for n, verdict in enumerate(verdicts) if verdict.line.number == picture.line), None)
    if at is None or verdicts[at].role not in ORPHANS:
        return picture
    start, end = at, at + 1
    while start and verdicts[start - 1].role in ORPHANS:
        start -= 1
    while end < len(verdicts) and verdicts[end].role in ORPHANS:
        end += 1
    wanted = {role for role, said in ((Role.CAPTION, picture.caption), (Role.CREDIT, picture.credit)) if not said}
    taken = [verdict for verdict in verdicts[start:end] if verdict.role in wanted]
    words = {role: " ".join(v.text for v in taken if v.role is role and not v.joins) for role in ORPHANS}
    return replace(
        picture,
        caption=picture.caption or words[Role.CAPTION],
        credit=picture.credit or words[Role.CREDIT],
        told=tuple(verdict.line.number for verdict in taken),
    )


def _lost(picture: Picture, verdicts: Sequence[Verdict], lines: Sequence[int]) -> Finding:
    fix = 'write after = "…" with the opening words of the line that it follows'
    if not picture.after:
        sentence = f"no line is named that “{picture.file}” follows"
    elif lines:
        sentence = f"the words “{picture.after}” open more than one line ({', '.join(map(str, lines))})"
        fix = "write more of the line that the picture follows"
    else:
        near = _near(picture.after, verdicts)
        sentence = f"no line opens with “{picture.after}”" + (f" (did you mean “{near}”?)" if near else "")
        fix = f'write after = "{near}"' if near else fix
    return Finding("PIC107", picture.place, sentence, fix, Severity.ERROR)


def _near(words: str, verdicts: Sequence[Verdict]) -> str:
    openings = [verdict.line.text.strip()[: len(words)].rstrip() for verdict in verdicts]
    return next(iter(get_close_matches(words, openings, 1, 0.7)), "")
