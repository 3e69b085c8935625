"""Source and essay -> account: every word of the page is printed, cut on whose word, or changed by which step.

The cleaner says of each paragraph what it did to it, step by step. Nothing of that is believed here: each step is held
to the one thing that it may do, and what it did besides is a finding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from itertools import pairwise

from fleuron.model import PARTED, Change, Chapter, Essay, Finding, Role, Severity, Source, Step, Verdict
from fleuron.typography import changes

MARK = re.compile(r"[\W_]*(?:\w{1,4}[.)])?")  # what may stand before the words of an item or a quote
PART = re.compile(r"\d+|[⁰¹²³⁴-⁹]+|[^\W\d_⁰¹²³⁴-⁹]+")  # of a word; the figure of a note may be glued to it
FIGURE = re.compile(r"<figure\b.*?</figure>", re.S)  # its words are the editor's
TAG = re.compile(r"<[^>]*>")
BLOCK = re.compile(r"<(?:br|hr|/?(?:p|li|h\d|div|blockquote|section|[ou]l))\b[^>]*>")
DIVIDED = re.compile(r"[-\u00ad\u2010]\s*$")


def lost(source: Source, essay: Essay) -> Iterator[Finding]:
    """Find every line whose words are not accounted for; there is none unless the program is wrong."""
    if tuple(verdict.line for verdict in essay.verdicts) != source.lines:
        yield _finding(source.place, "The lines that were judged are not those of the page.")
        return
    for verdicts in paragraphs(essay):
        for says in _wrong(verdicts, source.decisions.replacements):
            yield _finding(f"{source.place}:{verdicts[0].line.number}", says)


def unset(chapter: Chapter) -> Iterator[Finding]:
    """Find whether the words to be printed are those of the chapter, in their order; figures of notes may be new."""
    if chapter.essay.markdown:
        return
    hung = {number for picture in chapter.essay.pictures for number in picture.told}
    printed = [v for v in chapter.essay.printed if v.role is not Role.BREAK and v.line.number not in hung]
    wanted = [word for verdict in printed for word in PART.findall(" ".join(words(verdict.text)))]
    given = PART.findall(" ".join(words(unescape(TAG.sub("", BLOCK.sub(" ", FIGURE.sub("", chapter.xhtml)))))))
    if any(verdict.role is Role.NOTE for verdict in printed):
        wanted, given = (sorted(word for word in said if not word.isdigit()) for said in (wanted, given))
    if wanted != given:
        yield _finding(chapter.essay.place, f"Words were lost or changed in typesetting: “{_first(wanted, given)}”.")


def paragraphs(essay: Essay) -> Iterator[list[Verdict]]:
    """Part the verdicts into paragraphs: a line, and those that join it."""
    group: list[Verdict] = []
    for verdict in essay.verdicts:
        if group and not verdict.joins:
            yield group
            group = []
        group.append(verdict)
    if group:
        yield group


def steps(verdict: Verdict, language: str) -> tuple[str, ...]:
    """Name what was done to a paragraph that is printed; typography by each of its own steps."""
    names = (name for change in verdict.changes for name in _names(change, language, verdict.kept))
    return tuple(dict.fromkeys(names))


def words(text: str) -> list[str]:
    """Return the words of a text: its runs of letters, figures and the marks over them."""
    return text.translate(_table()).split()


def _names(change: Change, language: str, kept: Sequence[str]) -> tuple[str, ...]:
    match change.step:
        case Step.TYPOGRAPHY:
            return tuple(name for text in change.before.split(PARTED) for name in changes(text, language, kept))
        case Step.REPLACED:
            return (f"“{change.found}” is now “{change.put}”",)
        case Step.INDENT:
            return ()
        case _:
            return (str(change.step),)


def _wrong(verdicts: Sequence[Verdict], replacements: Sequence[tuple[str, str]]) -> Iterator[str]:
    head = verdicts[0]
    if not (head.role.printed or head.role.told):
        return
    text = "\n".join(verdict.line.text for verdict in verdicts)
    for change in head.changes:
        if change.before != text:
            yield f"The step “{change.step}” began with other words than the page has: “{_near(text, change.before)}”."
        text = change.after
        if not CHECKS[change.step](change):
            yield f"The step “{change.step}” lost or changed words: “{_near(change.before, change.after)}”."
        if change.step is Step.REPLACED and (change.found, change.put) not in replacements:
            yield f"“{change.found}” was replaced, and the sidecar does not say so."
    if text != head.text:
        yield f"Words were lost or changed by no step at all: “{_near(text, head.text)}”."
    yield from (f"Line {v.line.number} has words of its own." for v in verdicts[1:] if v.text)


def _same(change: Change) -> bool:
    return words(change.before) == words(change.after)


def _unmarked(change: Change) -> bool:
    """A mark is taken from before the words, and nothing else."""
    mark = MARK.match(change.before)
    before, after = words(change.before), words(change.after)
    return before == after or (mark is not None and before == words(mark[0]) + after)


def _itemised(change: Change) -> bool:
    """The items of a line are parted, and their marks taken off: bullets, or figures that count up."""
    rest = words(change.before)
    counted = re.match(r"[\s\u200b\ufeff]*1", change.before)
    for number, item in enumerate(change.after.split(PARTED), 1):
        own = words(item)
        if counted and rest[:1] == [str(number)]:
            del rest[0]
        if rest[: len(own)] != own:
            return False
        rest = rest[len(own) :]
    return not rest


def _unsited(change: Change) -> bool:
    """What stands behind the first bar is taken off, and nothing else that can be seen."""
    title = re.sub("[\u200b\ufeff]", "", change.before).strip()
    return title.startswith(change.after) and bool(re.match(r"\s+[|｜]\s", title[len(change.after) :]))


def _replaced(change: Change) -> bool:
    return bool(change.found) and change.before.replace(change.found, change.put) == change.after


def _joined(change: Change) -> bool:
    """Lines are put together with nothing between their words, or a word that was divided is whole."""
    rest = words(change.after)
    for above, below in pairwise(["", *change.before.split("\n"), ""]):
        own, then = words(above), words(below)
        if own != rest[: len(own)] and own and then and DIVIDED.search(above):
            own, merged = own[:-1], own[-1] + then[0]
            if rest[len(own) : len(own) + 1] != [merged]:
                return False
            rest = [*rest[: len(own)], then[0], *rest[len(own) + 1 :]]
        if own != rest[: len(own)]:
            return False
        rest = rest[len(own) :]
    return not rest


CHECKS: Mapping[Step, Callable[[Change], bool]] = {
    Step.JOINED: _joined,
    Step.INDENT: _same,
    Step.MARK: _unmarked,
    Step.ITEMS: _itemised,
    Step.SITE: _unsited,
    Step.PARTED: _same,
    Step.REPLACED: _replaced,
    Step.STARRED: _same,
    Step.TYPOGRAPHY: _same,
}


def _near(before: str, after: str) -> str:
    return _first(words(before), words(after))


def _first(mine: Sequence[str], others: Sequence[str]) -> str:
    """Return the words about the first that differ."""
    at = next((at for at, pair in enumerate(zip(mine, others, strict=False)) if pair[0] != pair[1]), len(others))
    return " ".join(mine[max(0, at - 2) : at + 3]) or " ".join(others[at : at + 3])


def _finding(place: str, sentence: str) -> Finding:
    fix = "This is a fault of the program, not of the page: report it, with the page if you may."
    return Finding("CLN107", place, sentence, fix, Severity.ERROR)


class _Table(dict[int, str | None]):
    """What each character is to a word: itself, nothing (it cannot be seen), or a gap."""

    def __missing__(self, code: int) -> str | None:
        kind = unicodedata.category(chr(code))
        shown: str | None = " "
        if kind[0] in "LNM" and not 0xFE00 <= code <= 0xFE0F:
            shown = chr(code)
        elif kind in ("Cf", "Cn", "Cs") or (kind == "Cc" and not chr(code).isspace()):
            shown = None
        self[code] = shown
        return shown


@cache
def _table() -> _Table:
    return _Table()
