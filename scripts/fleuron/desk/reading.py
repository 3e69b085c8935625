"""A manuscript's folder -> what its editor judges: every page line by line, and how much is still in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fleuron import account
from fleuron.clean import clean
from fleuron.manuscript import read_pages
from fleuron.model import PRINTED, Essay, Finding, Role, Source, Verdict
from fleuron.rules.families import acquaint
from fleuron.typography.spots import Spot, spots

DESK = 2000  # pages whose verdicts are kept at hand
LINES = 50_000  # paragraphs whose changes are

SET = PRINTED | {Role.TITLE, Role.STANDFIRST}

judge = lru_cache(maxsize=DESK)(clean)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One scraped page on the desk, with the essay that it comes to."""

    essay: Essay
    sidecar: Path
    by_hand: bool

    @property
    def doubtful(self) -> tuple[Verdict, ...]:
        """Return what is in doubt, one verdict for each paragraph."""
        return tuple(verdict for verdict in self.essay.verdicts if verdict.doubtful and not verdict.joins)

    @property
    def decided(self) -> int:
        return sum(verdict.rule == "editor" for verdict in self.essay.verdicts)

    @property
    def cut(self) -> int:
        return sum(state(verdict) == "cut" for verdict in self.essay.verdicts)

    def opening(self, verdict: Verdict) -> Verdict:
        """Return the verdict on the line that opens a line's paragraph."""
        above = self.essay.verdicts[: self.essay.verdicts.index(verdict) + 1]
        return next(each for each in reversed(above) if not each.joins)


def read(folder: Path) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Lay out every page of a folder; raises InputError when there is none."""
    sources, findings = read_pages(folder)
    return tuple(_sheet(source, folder) for source in acquaint(sources)), tuple(findings)


def find(folder: Path, slug: str) -> Sheet | None:
    """Lay out one page."""
    return next((sheet for sheet in read(folder)[0] if sheet.essay.slug == slug), None)


def _sheet(source: Source, folder: Path) -> Sheet:
    sidecar = (folder / source.place).with_suffix(".toml")
    return Sheet(judge(source), sidecar, bool(source.markdown))


def state(verdict: Verdict) -> str:
    """Say what becomes of a line: printed in the text, told above it, or cut."""
    return "printed" if verdict.role.printed else "told" if verdict.role.told else "cut"


def changed(verdict: Verdict, language: str) -> tuple[Spot, ...]:
    """Tell what typography changed in a line that is printed as it stands, each change by itself."""
    if verdict.role not in SET or verdict.text == verdict.found:
        return ()
    return tuple(spot for each in verdict.paragraphs for spot in _spots(each, language, verdict.kept))


def done(verdict: Verdict, language: str) -> str:
    """Name what else was done to a line that is printed."""
    typography = {step for spot in changed(verdict, language) for step in spot.steps}
    return ", ".join(step for step in account.steps(verdict, language) if step not in typography)


_spots = lru_cache(maxsize=LINES)(spots)


def in_doubt(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Put the pages with the most doubtful lines first."""
    return sorted(sheets, key=lambda sheet: -len(sheet.doubtful))


ROLES = tuple(Role)
