"""Essays -> audit: every line left out or changed, what it was taken for, and on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fleuron.model import PARTED, Essay, Finding, Verdict
from fleuron.typography import changes


def audit(essays: Sequence[Essay], findings: Iterable[Finding]) -> dict[str, Any]:
    """Account for every line that is not printed as the page had it."""
    return {
        "summary": summary(essays),
        "essays": [
            {
                "essay": essay.slug,
                "page": essay.place,
                "title": essay.title,
                "authors": list(essay.authors),
                "lines": [_row(verdict, essay.language) for verdict in essay.verdicts if _altered(verdict)],
            }
            for essay in essays
        ],
        "findings": [
            {"code": f.code, "severity": f.severity, "place": f.place, "sentence": f.sentence, "fix": f.fix}
            for f in findings
        ],
    }


def summary(essays: Sequence[Essay]) -> str:
    """Say in one line how many lines were kept, cut and doubtful."""
    verdicts = [verdict for essay in essays for verdict in essay.verdicts]
    kept = sum(_stays(verdict) for verdict in verdicts)
    doubtful = sum(verdict.doubtful for verdict in verdicts)
    pages = "1 page" if len(essays) == 1 else f"{len(essays)} pages"
    return f"{pages}: {kept} lines kept, {len(verdicts) - kept} cut, {doubtful} doubtful"


def _stays(verdict: Verdict) -> bool:
    return verdict.role.printed or verdict.role.told


def _altered(verdict: Verdict) -> bool:
    return (
        verdict.doubtful
        or verdict.joins
        or bool(verdict.kept)
        or not _stays(verdict)
        or verdict.text != verdict.line.text
    )


def _row(verdict: Verdict, language: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "line": verdict.line.number,
        "role": verdict.role,
        "rule": verdict.rule,
        "sure": round(verdict.sure, 2),
        "text": verdict.line.text,
    }
    if not _stays(verdict):
        return row | {"cut": True}
    if verdict.joins:
        return row | {"joins": True}
    steps = (step for each in verdict.paragraphs for step in changes(each, language, verdict.kept))
    row |= {"printed": verdict.text.replace(PARTED, "\n"), "steps": list(dict.fromkeys(steps))}
    return row | ({"kept": list(verdict.kept)} if verdict.kept else {})
