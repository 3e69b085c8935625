"""What scripts/train does: its labels are right, and the same pages give the same bytes."""

import json
import random

import numpy as np
import pytest

from fleuron.rules import forest as forests
from training.forests import fit_forest
from training.pages import read, shares
from training.samples import FOLDS, layer
from training.words import fit_words, say_words
from training.write import written

WORDS = "harbour kettle winter letter garden window brother silence morning bread stone river paper lamp"
SITES = 10
PAGES = 4  # a site


def test_a_line_has_the_share_that_the_essay_has_of_it():
    lines = [
        "Share this",
        "The kettle was cold and so was I.",
        "Read more about kettles and the cold",
        "Winter",
        "Menu",
    ]
    gold = "The kettle was cold and so was I.\nWinter\nAnd then it was over."
    assert shares(lines, gold).tolist() == [0, 1, 0, 1, 0]


def folder(path):
    """Write some pages that no site has: menus above, sentences, teasers below."""
    chance = random.Random(8)
    records = []
    for number in range(SITES * PAGES):
        words = WORDS.split()
        body = [" ".join(["The", *chance.choices(words, k=14), "and I was there."]) for _ in range(6)]
        menu = [" ".join(chance.choices(words, k=2)).title() for _ in range(6)]
        more = [" ".join([*chance.choices(words, k=9), "…"]).capitalize() for _ in range(6)]
        title = " ".join(chance.choices(words, k=5)).title()
        text = "\n".join([*menu, "", title, "", "\n\n".join(body), "", *more])
        for rendering in ("seed", "full"):
            (path / f"{number}.{rendering}.txt").write_text(text, "utf-8")
        (path / f"{number}.gold.txt").write_text("\n".join(body), "utf-8")
        oracle = {"seed": 1, "full": 1}
        records.append({"id": str(number), "url": f"https://site{number % SITES}.example/{number}", "oracle": oracle})
    (path / "index.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    return path


def trained(path):
    samples = read(path)
    words = layer(samples, fit_words, say_words)
    forest = fit_forest(samples)
    return samples, forest, written(words, forest)


@pytest.mark.long
def test_the_same_pages_give_the_same_bytes_and_tell_essay_from_site(tmp_path):
    path = folder(tmp_path)
    samples, forest, told = trained(path)
    assert told == trained(path)[2]
    assert {sample.fold for sample in samples} == set(range(FOLDS))
    likely = np.concatenate([forests.odds(forest, sample.table)[sample.asked] for sample in samples])
    wanted = np.concatenate([(sample.share >= 0.5)[sample.asked] for sample in samples])
    assert ((likely > 0) == wanted).mean() > 0.99
