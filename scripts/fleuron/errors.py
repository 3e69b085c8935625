"""What went wrong -> one sentence and an exit code: all that can stop a build.

FleuronError        2   the base; cli.py catches this one and no other
├─ InputError       2   the editor can mend it: the findings name the files and say how
│  └─ GateError     1   a draft of the book can be made, and it may not be released
├─ ThemeError       2   a theme is missing or incomplete
├─ PrinterError     2   no printer has this name, or it does not offer what the book asks for
└─ ToolError        2   pandoc, Pango or another tool is missing or failed

A doubtful line is no error: it is a Finding, and the book is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fleuron.model import Finding


class FleuronError(Exception):
    """Stop, and tell the editor why."""

    exit_code = 2


class InputError(FleuronError):
    """Carry the findings that make the manuscript unreadable."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{finding.place}: {finding.sentence}" for finding in self.findings))


class ThemeError(FleuronError):
    """Name the theme that cannot be used."""


class PrinterError(FleuronError):
    """Name the printer, and what it does not offer."""


class ToolError(FleuronError):
    """Name the tool that is missing or failed."""


class GateError(InputError):
    """Carry the findings that keep the book from its release."""

    exit_code = 1
