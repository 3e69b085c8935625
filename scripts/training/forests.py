"""Samples -> the forest: boosted trees, level by level."""

from __future__ import annotations

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from fleuron.rules import forest as forests
from training.samples import Sample, Table, rows

TREES = {
    "max_iter": 120,
    "learning_rate": 0.12,
    "max_leaf_nodes": 191,
    "max_depth": 12,
    "min_samples_leaf": 15,
    "max_features": 0.25,
    "l2_regularization": 2.0,
    "max_bins": 63,
}


def fit_forest(samples: list[Sample]) -> forests.Forest:
    """Grow the trees, and lay them out side by side."""
    table, label, weight = rows(samples, lambda sample: sample.table)
    model = HistGradientBoostingClassifier(early_stopping=False, random_state=0, **TREES)
    model.fit(np.asarray(table), label, sample_weight=weight)
    trees = [trees[0].nodes for trees in model._predictors]
    measures, values = zip(*_level(trees), strict=True)
    base = round(float(model._baseline_prediction.ravel()[0]), 3)
    return forests.Forest(base, len(trees), np.array(measures), np.array(values, dtype=np.float32))


def _level(trees: list[Table]) -> list[tuple[int, float]]:
    """Walk all trees from the roots down, and tell each node's measure and edge, or what its leaf adds."""
    told: list[tuple[int, float]] = []
    level = [(tree, 0) for tree in trees]
    while level:
        below: list[tuple[Table, int]] = []
        for tree, at in level:
            node = tree[at]
            if node["is_leaf"]:
                told.append((forests.LEAF, round(float(node["value"]), 3)))
            else:
                told.append((int(node["feature_idx"]), round(float(node["num_threshold"]), 4)))
                below += [(tree, int(node["left"])), (tree, int(node["right"]))]
        level = below
    return told
