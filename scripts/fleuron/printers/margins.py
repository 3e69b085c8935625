"""A print PDF -> its margins, and those that a printer asks of it: the measure is kept where it can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fleuron.printers.job import INCH, read_job
from fleuron.printers.letters import frames
from fleuron.printers.pages import inner, outer, room

if TYPE_CHECKING:
    from fleuron.printers import Printer

HAIR = 0.01  # in; what letters reach beyond their own edge


@dataclass(frozen=True, slots=True)
class Margins:
    """In inches, where the text begins at the gutter and at the fore-edge, and the nearest that any ink comes."""

    inner: float
    outer: float
    least_inner: float
    least_outer: float

    def widened(self, gutter: float, outside: float) -> tuple[float, float] | None:
        """Return inner and outer margins that keep a gutter, in inches; None where these already do.

        The fore-edge gives what the gutter takes, as long as it keeps what it must.
        """
        if self.least_inner >= gutter and self.least_outer >= outside:
            return None
        within = max(self.inner, gutter + HAIR + max(0, self.inner - self.least_inner))
        overhang = max(0, self.outer - self.least_outer)
        return within, max(self.inner + self.outer - within, outside + overhang + HAIR)


def margins(data: bytes) -> Margins | None:
    """Measure a book's margins; None where there is no text to measure."""
    with read_job(data) as job:
        recto = frames(job).get(1)
        if recto is None:
            return None
        left, _, right, _ = job.sheets[0].trim
        return Margins(
            (recto.left - left) / INCH,
            (right - recto.right) / INCH,
            min(room(sheet, inner(sheet)) for sheet in job.sheets),
            min(room(sheet, outer(sheet)) for sheet in job.sheets),
        )


def page_rules(found: Margins | None, printer: Printer, gutter: float) -> str:
    """Write the CSS that gives the pages a gutter, in inches; empty where they have it."""
    wide = found.widened(gutter, printer.rules["outside"].want[0]) if found else None
    if wide is None:
        return ""
    within, without = (f"{inches:.4f}in" for inches in wide)
    return (
        f"@page :right {{ margin-left: {within}; margin-right: {without} }}\n"
        f"@page :left {{ margin-left: {without}; margin-right: {within} }}\n"
    )
