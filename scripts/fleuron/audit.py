"""Essays -> audit: every line left out or changed, what it was taken for, and on whose word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from fleuron.account import steps, words
from fleuron.model import PARTED, Essay, Finding, Verdict


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
                "words": _words(essay),
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


def _words(essay: Essay) -> dict[str, int]:
    """Count the words of a page: those that are printed, told of the essay, and cut on a rule's word."""
    count = Counter[str]()
    for verdict in essay.verdicts:
        count[verdict.rule if not _stays(verdict) else "told" if verdict.role.told else "printed"] += len(
            words(verdict.line.text)
        )
    return dict(count.most_common())


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
    row |= {"printed": verdict.text.replace(PARTED, "\n"), "steps": list(steps(verdict, language))}
    return row | ({"kept": list(verdict.kept)} if verdict.kept else {})
