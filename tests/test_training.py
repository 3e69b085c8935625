"""What scripts/train does: its labels are right, and the same pages give the same bytes."""

import json
import random

import numpy as np
import pytest

from fleuron.rules import forest as forests
from training import titles
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
        url = f"https://site{number % SITES}.example/{number}"
        records.append({"id": str(number), "url": url, "title": title, "oracle": oracle})
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


def test_the_signs_of_a_title_are_weighed_from_pages_whole_and_cut_down(tmp_path):
    found = titles.choices(folder(tmp_path))
    weighed = titles.fit(found)
    assert len(found) > 2 * SITES * PAGES  # each as scraped, with its address, and cut down
    assert all(each.right.sum() >= 1 and len(each.right) == len(each.signs) for each in found)
    assert titles.hits(weighed, found) > 0.9
    assert titles.hits(dict.fromkeys(weighed, 0.0), found) < 0.5
    assert titles.fit(titles.choices(tmp_path)) == weighed


def test_the_weights_of_titles_are_put_where_they_stand():
    data = "# fitted\n[weights]\nfive = 1.5\nlate = -2.0 # stands below\nfivefold = 3\n"
    assert titles.rewritten(data, {"five": -0.25, "late": 7.0}) == (
        "# fitted\n[weights]\nfive = -0.25\nlate = 7.0 # stands below\nfivefold = 3\n"
    )
