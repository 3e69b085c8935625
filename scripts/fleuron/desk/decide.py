"""What the editor pressed -> a new sidecar, written at once; every step can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from fleuron.desk import sidecar
from fleuron.desk.reading import Sheet
from fleuron.errors import InputError
from fleuron.model import Finding, Role, Severity

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
    if "line" not in pressed:
        return _named(text, pressed)
    verdict = next((v for v in sheet.essay.verdicts if str(v.line.number) == pressed["line"]), None)
    if verdict is None:
        raise _refused(f"there is no line {pressed['line']} on this page")
    asked, _, level = pressed.get("role", "").partition(" ")
    if asked == "rules":
        return sidecar.lift(text, verdict.line.number), f"line {verdict.line.number} left to the rules"
    role = {"keep": verdict.role, "cut": CUT if verdict.role.printed or verdict.role.told else verdict.role}.get(asked)
    depth = verdict.level if asked == "keep" else int(level) if level.isdigit() else 0
    if role is None:
        role = next((role for role in Role if role == asked), None)
    if role is None:
        raise _refused(f"no line can be “{asked}”")
    decided = sidecar.ruling(verdict.line, role, depth if role in (Role.HEADING, Role.LIST) else 0)
    return sidecar.rule(text, decided), f"line {verdict.line.number} is {role}"


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
