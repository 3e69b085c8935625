"""What weighs the lines that no rule names: its sums are right, and its weights are numbers."""

import json
from importlib.resources import files

import numpy as np

from fleuron.rules import forest


def test_the_weights_hold_numbers_and_no_words():
    told = json.loads(files("fleuron.rules").joinpath("weights.json").read_text("utf-8"))
    assert set(told) == {"words", "forest"}
    assert all(isinstance(leaf, int | float) or leaf is None for leaf in _leaves(told))


def _leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


def test_the_forest_finds_the_leaf_that_its_questions_leave():
    # one tree: is measure 0 above 1? no: is measure 1 above 5? leaves 0, 1; yes: leaf 2
    grown = forest.Forest(
        base=0.5,
        measures=np.array([0, 1]),
        edges=np.array([1, 5], dtype=np.float32),
        gone=np.array([[0, 2], [0, 1]]),
        starts=np.array([0]),
        leaves=np.array([[10, 20, 30]], dtype=np.float32),
    )
    table = np.array([[0, 0], [0, 9], [2, 0], [2, 9]], dtype=np.float32)
    assert forest.odds(grown, table).tolist() == [10.5, 20.5, 30.5, 30.5]
