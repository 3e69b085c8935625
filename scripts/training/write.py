"""What was learned -> JSON: a row a part, numbers as short as they can be told."""

from __future__ import annotations

import json

import numpy as np

from fleuron.rules import forest as forests
from training.samples import Table


def written(words: Table, forest: forests.Forest) -> str:
    """Write the weights as JSON, a row a part, as short as they can be told."""
    told = {
        "words": words,
        "forest": {
            "base": forest.base,
            "trees": forest.trees,
            "measures": forest.measures,
            "values": forest.values,
        },
    }
    return json.dumps(_plain(told), separators=(",", ":")).replace('],"', '],\n"') + "\n"


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, np.ndarray | list | tuple):
        return [_plain(part) for part in (value.tolist() if isinstance(value, np.ndarray) else value)]
    if isinstance(value, float):
        return None if value == float("inf") else float(f"{value:.5g}")
    return value
