"""A forest and samples -> a line of figures: how the kept lines compare with the essays."""

from __future__ import annotations

import sys
from collections import Counter
from statistics import fmean

import numpy as np

from fleuron.rules import forest as forests
from fleuron.rules import scorer
from fleuron.rules.page import WORD
from training.samples import YES, Sample, Table

RUN = 4  # words; the measure of the article-extraction benchmark


def report(name: str, forest: forests.Forest, samples: list[Sample]) -> None:
    """Print precision and recall by runs of four words, a page as much as a page, and the essays' lines kept."""
    for rendering in ("seed", "full"):
        some = [sample for sample in samples if sample.rendering == rendering]
        kept = [_kept(forest, sample) for sample in some]
        scores = [_score(sample, keep) for sample, keep in zip(some, kept, strict=True)]
        precision, recall = (fmean(score[at] for score in scores) for at in (0, 1))
        body = np.concatenate([sample.share >= YES for sample in some])
        lines = np.concatenate(kept)[body].mean()
        sys.stdout.write(
            f"{name:14} {rendering}: F1 {2 * precision * recall / (precision + recall):.4f}, "
            f"precision {precision:.4f}, recall {recall:.4f}, essay lines kept {lines:.4f}\n"
        )
        sys.stdout.flush()


def _kept(forest: forests.Forest, sample: Sample) -> Table:
    likely = scorer.hoped(sample.page, forests.odds(forest, sample.table))
    roles = [sample.page.role(entry) for entry in sample.page.entries]
    named = np.array([role is not None for role in roles])
    printed = np.array([role is not None and role.printed for role in roles])
    return np.where(named, printed, scorer.keep(sample.page, likely))


def _score(sample: Sample, keep: Table) -> tuple[float, float]:
    text = " ".join(entry.raw for entry in sample.page.entries if keep[entry.at])
    got, wanted = _runs(text), _runs(sample.gold)
    both = sum((got & wanted).values())
    return both / max(1, sum(got.values())), both / max(1, sum(wanted.values()))


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(zip(*(words[at:] for at in range(RUN)), strict=False))
