"""What weighs the lines that no rule names: its sums are right, and its weights are numbers."""

import json
from importlib.resources import files
from itertools import pairwise, product

import numpy as np
import pytest

from fleuron.rules import chain, forest


def test_the_weights_hold_numbers_and_no_words():
    told = json.loads(files("fleuron.rules").joinpath("weights.json").read_text("utf-8"))
    assert set(told) == {"words", "chain", "forest"}
    assert all(isinstance(leaf, int | float) or leaf is None for leaf in _leaves(told))


def _leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


def test_the_chain_weighs_every_way_to_part_the_page():
    turns = (0.4, -0.6, -0.3, 0.7)
    own = np.array([1.2, -0.4, 0.3, -2.0], dtype=np.float32)
    learned = chain.Chain(
        edges=np.full((2, chain.STEPS - 1), np.inf, dtype=np.float32),
        chief=np.array([], dtype=int),
        zone=(0, 1),
        weights=np.zeros(2 * chain.STEPS, dtype=np.float32),
        turns=turns,
    )
    learned.edges[0, : len(own) - 1] = [0.5, 1.5, 2.5]
    learned.weights[: len(own)] = own
    table = np.array([[0, 0], [1, 0], [2, 0], [3, 0]], dtype=np.float32)
    assert chain.odds(learned, table) == pytest.approx(_counted(own, turns), abs=1e-4)


def _counted(own, turns):
    """Count the ways one by one."""
    share = np.zeros((len(own), 2))
    for way in product((0, 1), repeat=len(own)):
        weight = sum(own[at] for at, mine in enumerate(way) if mine)
        weight += sum(turns[2 * one + two] for one, two in pairwise(way))
        for at, mine in enumerate(way):
            share[at, mine] += np.exp(weight)
    return np.log(share[:, 1] / share[:, 0])


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
