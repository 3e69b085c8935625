"""PDF file + the name of a printer -> Findings: what the printer would refuse; it judges any maker's PDF.

To add a printer: write its data file beside this one. Each [[told]] is what one source tells, with the date it was
read; `confirmed = false` where nobody we may quote has said so. Its keys are rows of CHECKS or measures of geometry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from fleuron.errors import InputError, PrinterError
from fleuron.model import Finding, Severity
from fleuron.names import meant, series

if TYPE_CHECKING:
    from fleuron.printers.covers import Inside

FOLDER = Path(__file__).parent
COMMON = "any"  # what every printer wants


@dataclass(frozen=True, slots=True)
class Rule:
    """What a printer wants, who says so, and when that was read."""

    want: Any
    source: str
    read: date
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Printer:
    """One printer: the name we ask for it by, what it is called, and its rules."""

    id: str
    name: str
    rules: Mapping[str, Rule]

    def want(self, key: str, otherwise: Any = None) -> Any:
        """Return what this printer wants, where it says anything."""
        return self.rules[key].want if key in self.rules else otherwise


def printer_names() -> tuple[str, ...]:
    """Return the names by which printers are asked for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != COMMON))


def load_printer(name: str) -> Printer:
    """Return a printer; raises PrinterError where none has this name."""
    if name not in printer_names():
        near = meant(name, printer_names())
        raise PrinterError(
            f"No printer is called {name} ({f'did you mean {near}?' if near else series(printer_names())})"
        )
    every, own = (tomllib.loads((FOLDER / f"{each}.toml").read_text("utf-8")) for each in (COMMON, name))
    return Printer(name, own["name"], MappingProxyType(dict(_rules(every)) | dict(_rules(own))))


def verify(path: Path, printer: Printer, around: Inside | None = None) -> tuple[Finding, ...]:
    """Judge a PDF as a printer would: the pages of a book, or the cover `around` them.

    Raises InputError where the file is no PDF, PrinterError where nobody tells how thick the paper is.
    """
    from fleuron.printers.job import UnreadableError

    try:
        data = path.read_bytes()
        told = preflight(data, printer, path.name, cover=around is not None)
        return (*told, *fits(data, printer, around, path.name)) if around else told
    except (OSError, UnreadableError) as error:
        why = getattr(error, "strerror", "") or str(error)
        unread = Finding("PRE100", str(path), f"this is no PDF to read: {why}", "name another file", Severity.ERROR)
        raise InputError([unread]) from error


def fits(data: bytes, printer: Printer, inside: Inside, name: str) -> Iterator[Finding]:
    """Judge whether a cover laid flat suits the book that it goes around."""
    from fleuron.printers.covers import judge
    from fleuron.printers.job import read_job

    with read_job(data) as job:
        for code, key, fault in judge(job, printer, inside) if not job.locked else ():
            said = f"{printer.name}: {fault.sentence} ({printer.rules[key].source})"
            yield Finding(code, f"{name}: page 1" if fault.page else name, said, fault.fix, Severity.ERROR)


def preflight(data: bytes, printer: Printer, name: str = "book.pdf", *, cover: bool = False) -> tuple[Finding, ...]:
    """Judge the pages of a book, or its cover laid flat, in a finished PDF; raise UnreadableError where it is none.

    Faults of many pages that are mended in one way are one finding, at the first of them.
    """
    from fleuron.printers.checks import CHECKS, OF_PAGES
    from fleuron.printers.job import Fault, read_job

    def found(key: str, faults: Iterator[Fault]) -> Iterator[Finding]:
        check, rule = CHECKS[key], printer.rules[key]
        for fix, alike in groupby(sorted(faults, key=lambda fault: (fault.fix, fault.page)), lambda fault: fault.fix):
            first, *others = alike
            place = f"{name}: page {first.page}" if first.page else name
            said = f"{printer.name}: {first.sentence}{_also([fault.page for fault in others])} ({rule.source})"
            yield Finding(check.code, place, said, fix, check.severity)

    with read_job(data) as job:
        if job.locked:
            return tuple(found("open", CHECKS["open"].run(job, True)))
        asked = (key for key in CHECKS if key in printer.rules and not (cover and key in OF_PAGES))
        return tuple(finding for key in asked for finding in found(key, CHECKS[key].run(job, printer.rules[key].want)))


def _also(pages: list[int]) -> str:
    """Say on which other pages; many are counted."""
    more = sorted({page for page in pages if page})
    if not more:
        return ""
    return f"; also on page{'s' if more[1:] else ''} " + (
        series([str(page) for page in more]) if len(more) <= 8 else f"{more[0]} to {more[-1]}, {len(more)} in all"
    )


def _rules(table: Mapping[str, Any]) -> Iterator[tuple[str, Rule]]:
    for told in table["told"]:
        facts = {key: told[key] for key in ("source", "read", "confirmed") if key in told}
        yield from ((key, Rule(want, **facts)) for key, want in told.items() if key not in facts)
