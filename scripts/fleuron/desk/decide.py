"""What the editor pressed -> a new sidecar, written at once; every step can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from fleuron.desk import sidecar
from fleuron.desk.reading import Sheet
from fleuron.errors import InputError
from fleuron.model import Finding, Role, Severity, Verdict

WORDS = ("title", "short", "standfirst")
CUT = Role.WIDGET  # what a line is that an editor cuts without saying why


class Step(NamedTuple):
    """One decision, as it changed a file."""

    path: Path
    before: str
    after: str
    says: str


class Ledger:
    """The decisions of this sitting, the last one last."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._lock = Lock()

    @property
    def last(self) -> str:
        """Say what would be taken back."""
        return self._steps[-1].says if self._steps else ""

    def decide(self, sheet: Sheet, pressed: Mapping[str, str]) -> None:
        """Write one decision; raises InputError where it cannot be understood or the sidecar is broken."""
        with self._lock:
            before = sidecar.read(sheet.sidecar)
            after, says = _changed(before, sheet, pressed)
            if after != before:
                sidecar.write(sheet.sidecar, after)
                self._steps.append(Step(sheet.sidecar, before, after, f"{says} ({sheet.essay.slug})"))

    def undo(self) -> None:
        """Take the last decision back; raises InputError where the file was changed by another hand since."""
        with self._lock:
            if not self._steps:
                return
            step = self._steps.pop()
            if sidecar.read(step.path) != step.after:
                raise _refused("the sidecar was changed since by another hand, and is left as it is")
            sidecar.write(step.path, step.before)


def _changed(text: str, sheet: Sheet, pressed: Mapping[str, str]) -> tuple[str, str]:
    """Do what was pressed to a sidecar's text, and say it: a split and a change name their own line."""
    number = (pressed.get("split") or pressed.get("change") or pressed.get("line", "")).partition(":")[0]
    if number.isdigit():
        text = sidecar.follow(text, {v.line.number: v.line.text for v in sheet.essay.verdicts}, int(number))
    if "split" in pressed:
        number, _, word = pressed["split"].partition(":")
        return _split(text, _verdict(sheet, number), int(word) if word.isdigit() else 0)
    if "change" in pressed:
        number, _, words = pressed["change"].partition(":")
        return _change(text, _verdict(sheet, number), words)
    if "line" in pressed:
        verdict = _verdict(sheet, pressed["line"])
        asked = pressed.get("role", "")
        if asked == "join":
            return _join(text, sheet, verdict)
        return _lifted(text, verdict) if asked == "rules" else _ruled(text, sheet, verdict, asked)
    return _named(text, pressed)


def _verdict(sheet: Sheet, number: str) -> Verdict:
    found = next((verdict for verdict in sheet.essay.verdicts if str(verdict.line.number) == number), None)
    if found is None:
        raise _refused(f"there is no line {number} on this page")
    return found


def _ruled(text: str, sheet: Sheet, verdict: Verdict, asked: str) -> tuple[str, str]:
    """Say what a line is; what is kept as it is, is kept with the paragraph that it goes on."""
    asked, _, level = asked.partition(" ")
    if asked == "keep":
        verdict = sheet.opening(verdict)
    role = {"keep": verdict.role, "cut": CUT if verdict.role.printed or verdict.role.told else verdict.role}.get(asked)
    depth = verdict.level if asked == "keep" else int(level) if level.isdigit() else 0
    if role is None:
        role = next((role for role in Role if role == asked), None)
    if role is None:
        raise _refused(f"no line can be “{asked}”")
    decided = sidecar.ruling(verdict.line, role, depth if role in (Role.HEADING, Role.LIST) else 0)
    text = sidecar.strike(text, "joins", _at(verdict))
    return sidecar.rule(text, decided), f"line {verdict.line.number} is {role}"


def _lifted(text: str, verdict: Verdict) -> tuple[str, str]:
    """Take back what was said of a line, and of where its paragraphs begin."""
    text = sidecar.lift(text, verdict.line.number)
    for table in ("joins", "splits"):
        text = sidecar.strike_line(text, table, verdict.line.number)
    return text, f"line {verdict.line.number} left to the rules"


def _join(text: str, sheet: Sheet, verdict: Verdict) -> tuple[str, str]:
    """Let a line go on with the one above; what it was said to be by itself, it is no longer."""
    if verdict is sheet.essay.verdicts[0]:
        raise _refused("the first line has no line above it")
    says = f"line {verdict.line.number} joined to the line above"
    if verdict.joins:
        return text, says
    if sidecar.has(text, "splits", _at(verdict)):
        return sidecar.strike(text, "splits", _at(verdict)), says
    return sidecar.enter(sidecar.lift(text, verdict.line.number), "joins", _at(verdict)), says


def _split(text: str, verdict: Verdict, word: int) -> tuple[str, str]:
    """Begin a paragraph at a word of a line, or no longer, where it was said before."""
    says = f"a paragraph begins in line {verdict.line.number}"
    words = verdict.line.text.split()
    at = {} if word == 0 else {"at": _telling(words, word)}
    told = _at(verdict) | at
    if sidecar.has(text, "splits", told):
        return sidecar.strike(text, "splits", told), f"no {says}"
    if not at and sidecar.has(text, "joins", told):
        return sidecar.strike(text, "joins", told), says
    if word >= len(words) or not (at or verdict.joins):
        raise _refused(f"no paragraph can begin at word {word + 1} of line {verdict.line.number}")
    return sidecar.enter(text, "splits", told), says


def _change(text: str, verdict: Verdict, words: str) -> tuple[str, str]:
    """Refuse a change of typography, or accept it again."""
    told = _at(verdict) | {"keep": words}
    if sidecar.has(text, "refusals", told):
        return sidecar.strike(text, "refusals", told), f"{words} changed"
    if not words.strip() or words not in verdict.found:
        raise _refused(f"line {verdict.line.number} does not have the words “{words}”")
    return sidecar.enter(text, "refusals", told), f"{words} kept"


def _at(verdict: Verdict) -> dict[str, Any]:
    return {"line": verdict.line.number, "words": sidecar.opening(verdict.line.text)}


def _telling(words: Sequence[str], first: int) -> str:
    """Return the words from one on, as many as it takes to tell the place from any before it."""
    line = " ".join(words)
    place = len(" ".join(words[:first])) + 1
    ends = range(min(first + sidecar.OPENING, len(words)), len(words) + 1)
    told = (" ".join(words[first:end]) for end in ends)
    return next((each for each in told if line.find(f" {each}") + 1 == place), " ".join(words[first:]))


def _named(text: str, pressed: Mapping[str, str]) -> tuple[str, str]:
    """Set what the page is called and whose it is; authors stand one a line."""
    for key in WORDS:
        if key in pressed:
            text = sidecar.put(text, key, " ".join(pressed[key].split()))
    if "authors" in pressed:
        text = sidecar.put(
            text, "authors", [name for line in pressed["authors"].splitlines() if (name := line.strip())]
        )
    return text, "title and authors"


def _refused(sentence: str) -> InputError:
    return InputError([Finding("DSK102", "desk", sentence, "look at the page again", Severity.ERROR)])
