"""A folder of pages and their titles -> how much each sign of a title weighs.

The right line among a page's candidates is to win: a conditional logit (McFadden, 1974). Half of what is learned from
are pages whose essay is cut to a few short paragraphs, their own or those of another site: a title that is not said
again must be found too, and a sentence must not be taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import urlparse

import numpy as np
from scipy.optimize import minimize

from fleuron.model import Line
from fleuron.rules.page import WORD, Page
from fleuron.rules.table import NAMING
from fleuron.rules.titles import candidates, title, weights
from training.pages import folds, judged, lines, records
from training.samples import Table

SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘]?[A-Z])")
FEW, SOME = 5, 20  # sentences of an essay that is cut down
RIDGE = 0.01
THIRD = 3  # of the whole pages, every third is enough
BEFORE = NAMING[: NAMING.index(title)]  # the rules that are asked before the title's


class Choice(NamedTuple):
    """One page: the signs of its candidates, a row each, which of them is its title, and its fold."""

    signs: Table
    right: Table
    fold: int


def choices(folder: Path) -> list[Choice]:
    """Read every page as scraped, and every third whole: with and without its address, whole and cut down."""
    told, chance, prose = folds(folder), Random(0), dict[str, list[str]]()
    found = []
    for rendering in ("seed", "full"):
        for record in records(folder):
            if not record.get("title") or (rendering == "full" and int(record["id"]) % THIRD):
                continue
            text = (folder / f"{record['id']}.{rendering}.txt").read_text("utf-8")
            page = judged(record["id"], lines(text), BEFORE)
            prose.setdefault(record["id"], [entry.raw for entry in page.prose])
            pages = [
                page,
                Page(urlparse(record["url"] or "").path.rstrip("/").rpartition("/")[2], page.entries, page.roles),
            ]
            pages += [judged(record["id"], cut, BEFORE) for cut in _cut(page, prose, record["id"], chance)]
            found += [choice for page in pages if (choice := chosen(page, record["title"], told[record["id"]]))]
    return found


def chosen(page: Page, wanted: str, fold: int) -> Choice | None:
    """Lay out a page's candidates; None where none is the title."""
    signs = candidates(page)
    words = WORD.findall(wanted.lower())
    right = np.array([WORD.findall(page.entries[at].text.lower()) == words for at in signs])
    table = [[float(own[name]) for name in weights()] for own in signs.values()]
    return Choice(np.array(table), right, fold) if right.any() else None


def _cut(page: Page, prose: dict[str, list[str]], own: str, chance: Random) -> Iterator[list[Line]]:
    """Put a few short paragraphs in the place of the essay: its own, and another page's."""
    for donor in (own, chance.choice([*prose])):
        said = [part for text in prose[donor] for part in SENTENCE.split(text) if " " in part]
        if len(said) >= FEW and page.prose:
            yield _grafted(page, [*_short(said[: chance.randint(FEW, SOME)], chance)])


def _short(said: list[str], chance: Random) -> Iterator[str]:
    while said:
        many = chance.choice((1, 1, 2))
        yield " ".join(said[:many])
        said = said[many:]


def _grafted(page: Page, paragraphs: list[str]) -> list[Line]:
    """Return the lines of a page with other paragraphs from its first line of prose to its last."""
    found: list[Line] = []
    number = 0
    for entry in page.entries:
        if page.first < entry.at <= page.last:
            continue
        for gap, text in ((2, each) for each in paragraphs) if entry.at == page.first else [(entry.gap + 1, entry.raw)]:
            number += gap
            found.append(Line(number, " " * entry.indent + text))
    return found


def fit(found: list[Choice]) -> dict[str, float]:
    """Weigh the signs, rounded to tenths."""
    signs, right = np.concatenate([each.signs for each in found]), np.concatenate([each.right for each in found])
    sizes = np.array([len(each.right) for each in found])
    starts, page = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)
    spread = signs.std(axis=0) + 1e-6
    scaled = signs / spread

    def loss(weight: Table) -> tuple[float, Table]:
        score = scaled @ weight
        power = np.exp(score - np.maximum.reduceat(score, starts)[page])
        every, won = np.add.reduceat(power, starts), np.add.reduceat(power * right, starts) + 1e-300
        slope = scaled.T @ (power / every[page] - power * right / won[page]) / len(sizes)
        return float(np.log(every / won).mean() + RIDGE * (weight @ weight) / 2), slope + RIDGE * weight

    best = minimize(loss, np.zeros(signs.shape[1]), jac=True, method="L-BFGS-B").x / spread
    return {name: round(float(weight), 1) + 0.0 for name, weight in zip(weights(), best, strict=True)}


def hits(weighed: dict[str, float], found: list[Choice]) -> float:
    """Return the share of pages on which the title wins."""
    weight = np.array([*weighed.values()])
    return float(np.mean([each.right[np.argmax(each.signs @ weight)] for each in found]))


def rewritten(data: str, weighed: dict[str, float]) -> str:
    """Put the weights into titles.toml, and leave all else as it is."""
    for name, weight in weighed.items():
        data = re.sub(rf"(?m)^{name} = [-\d.]+", f"{name} = {weight}", data)
    return data
