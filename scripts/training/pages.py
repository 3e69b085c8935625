"""A folder of pages and their essays -> samples: every line labelled by how much of it the essay has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import numpy as np
from rapidfuzz.distance import LCSseq

from fleuron.model import Line
from fleuron.rules.features import features
from fleuron.rules.page import WORD, Claim, Page, Rule, measure
from fleuron.rules.table import NAMING
from training.samples import FOLDS, NO, YES, Sample, Table

FLOOR = 0.8  # the best score whole lines can reach on a page that is worth learning from
MANY = 2  # words of a line that is labelled by its word pairs, and not by itself


def read(folder: Path) -> list[Sample]:
    """Read and measure all pages, as scraped and whole."""
    fold = folds(folder)
    return [
        sample(folder, record, rendering, fold[record["id"]])
        for rendering in ("seed", "full")
        for record in records(folder)
        if record["oracle"][rendering] >= FLOOR
    ]


def folds(folder: Path) -> dict[str, int]:
    """Say of every page, also of those that are not read, in which fold its site is."""
    every = records(folder)
    sites = sorted({site(record) for record in every})
    order = dict(zip(sites, np.random.RandomState(0).permutation(len(sites)).tolist(), strict=True))
    return {record["id"]: order[site(record)] % FOLDS for record in every}


def records(folder: Path) -> list[Any]:
    """Read what is known of every page."""
    return [json.loads(row) for row in (folder / "index.jsonl").read_text("utf-8").splitlines()]


def site(record: dict[str, str]) -> str:
    """Return the site of a page, without the name of its server."""
    return ".".join(urlparse(record["url"] or "").netloc.split(".")[-2:]) or record["id"]


def sample(folder: Path, record: dict[str, str], rendering: str, fold: int) -> Sample:
    """Judge a page by the rules that name things, and measure and label its lines."""
    text = (folder / f"{record['id']}.{rendering}.txt").read_text("utf-8")
    gold = (folder / f"{record['id']}.gold.txt").read_text("utf-8")
    page = judged(record["id"], lines(text), NAMING)
    return Sample(page, shares([entry.text for entry in page.entries], gold), fold, features(page), rendering, gold)


def lines(text: str) -> list[Line]:
    """Return the lines of a page that hold anything."""
    return [Line(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]


def judged(slug: str, lines: Iterable[Line], rules: Iterable[Rule]) -> Page:
    """Ask some rules that name things, in turn."""
    entries = measure(lines)
    page = Page(slug, entries, {})
    for rule in rules:
        claims = {claim.number: claim.role for claim in reversed([*rule(page)]) if isinstance(claim, Claim)}
        page = Page(slug, entries, {**claims, **page.roles})
    return page


def shares(lines: list[str], gold: str) -> Table:
    """Return how much of each line the essay has: by the longest common run of word pairs."""
    words = [WORD.findall(line.lower()) for line in lines]
    flat = [(word, at) for at, own in enumerate(words) for word in own]
    essay = WORD.findall(gold.lower())
    pairs = [(one[0], two[0]) for one, two in pairwise(flat)]
    wanted = list(pairwise(essay))
    codes = {pair: code for code, pair in enumerate(dict.fromkeys(pairs + wanted))}
    missed = {
        edit.src_pos
        for edit in LCSseq.editops([codes[pair] for pair in pairs], [codes[pair] for pair in wanted])
        if edit.tag == "delete"
    }
    got, total = Counter[int](), Counter[int]()
    for at, (one, two) in enumerate(pairwise(flat)):
        if one[1] == two[1]:
            total[one[1]] += 1
            got[one[1]] += at not in missed
    share = np.array([got[at] / total[at] if len(own) > MANY else 0.0 for at, own in enumerate(words)])
    return _short(lines, words, share, gold)


def _short(lines: list[str], words: list[list[str]], share: Table, gold: str) -> Table:
    """Give a line of one or two words its share: it is the essay's where the essay has it as a line."""
    body = np.flatnonzero(share >= 0.5)
    left = Counter(" ".join(WORD.findall(line.lower())) for line in gold.split("\n"))
    for at, own in enumerate(words):
        if len(own) > MANY:
            continue
        inside = len(body) and body[0] - 2 <= at <= body[-1] + 2
        line = " ".join(own)
        if not own:
            share[at] = (NO + YES) / 2
        elif inside and left[line]:
            left[line] -= 1
            share[at] = 1.0
    return share
