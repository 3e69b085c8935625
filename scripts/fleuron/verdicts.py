"""A paragraph and what is claimed of it -> its verdict: each step from the page's lines to the text that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fleuron.anchors import Marks, part
from fleuron.inline import Apart, apart, carried
from fleuron.model import PARTED, Change, Line, Mark, Role, Source, Step, Verdict
from fleuron.rules.glued import items
from fleuron.rules.page import BAR, Claim, Entry
from fleuron.rules.wraps import Paragraph
from fleuron.typography import polish


def verdict_on(
    paragraph: Paragraph, entry: Entry, claim: Claim, rule: str, source: Source, marked: Marks, used: set[object]
) -> Verdict:
    """Judge a paragraph; where it is printed or told, keep every step that leads from its lines to its text."""
    lines, role = paragraph.lines, claim.role
    shown = role.printed or role.told
    changes = [*_steps(paragraph, entry, role, source, _on(lines, marked.splits), used)]
    was = changes[-1].after if changes else paragraph.text
    found, spans = apart(lines, was) if role.printed else Apart(was)
    text, kept = _set(found, _on(lines, marked.refusals), source.language, used) if shown else (found, ())
    if found != was:
        changes.append(Change(Step.STARRED, was, found))
    if text != found:
        changes.append(Change(Step.TYPOGRAPHY, found, text))
    spans = carried(spans, found, text) if spans else ()
    done = tuple(changes) if shown else ()
    return Verdict(lines[0], role, rule, text, claim.sure, claim.level, False, found, kept, done, spans)


def _on(lines: Iterable[Line], marks: Mapping[int, tuple[Mark, ...]]) -> list[Mark]:
    """Return the editor's marks on some lines."""
    return [mark for line in lines for mark in marks.get(line.number, ())] if marks else []


def _steps(
    paragraph: Paragraph, entry: Entry, role: Role, source: Source, splits: list[Mark], used: set[object]
) -> Iterator[Change]:
    """Take a paragraph from the page to the text that typography will set, by the steps that change it."""
    text = paragraph.text
    if len(paragraph.lines) > 1:
        yield Change(Step.JOINED, "\n".join(line.text for line in paragraph.lines), text)
    step, bare = _bare(entry, role)
    if bare != text:
        yield Change(step, text, bare)
    parted = part(bare, splits, used) if splits else bare
    if parted != bare:
        yield Change(Step.PARTED, bare, parted)
    for old, new in source.decisions.replacements:
        was, parted = parted, parted.replace(old, new) if old else parted
        if parted != was:
            used.add(old)
            yield Change(Step.REPLACED, was, parted, old, new)


def _bare(entry: Entry, role: Role) -> tuple[Step, str]:
    """Take off what stands before the words of a line, or of each item of a list in one line."""
    if role is Role.LIST:
        listed = items(entry.raw)
        return (Step.ITEMS, PARTED.join(listed)) if len(listed) > 1 else (Step.MARK, entry.text)
    if role is Role.QUOTE:
        return Step.MARK, entry.text.lstrip("> ")
    if role is Role.TITLE and (bar := BAR.search(entry.raw)):
        return Step.SITE, entry.raw[: bar.start()]
    return Step.INDENT, entry.raw


def _set(found: str, refusals: Iterable[Mark], language: str, used: set[object]) -> tuple[str, tuple[str, ...]]:
    """Set a text, but for the words that the editor keeps; return these too."""
    used |= {mark for mark in refusals if mark.at in found}
    kept = tuple([mark.at for mark in refusals if mark in used])
    return PARTED.join([polish(each.strip(), language, kept) for each in found.split(PARTED)]), kept
