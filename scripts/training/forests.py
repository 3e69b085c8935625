"""Samples -> the forest: boosted trees, each told by its questions."""

from __future__ import annotations

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from fleuron.rules import forest as forests
from training.samples import Sample, Table, rows

Question = tuple[int, float, tuple[int, int]]  # a measure, its edge, and the leaves ruled out above it

LEAVES = 31
TREES = {
    "max_iter": 200,
    "learning_rate": 0.12,
    "max_leaf_nodes": LEAVES,
    "min_samples_leaf": 15,
    "max_features": 0.25,
    "l2_regularization": 2.0,
    "max_bins": 63,
}


def fit_forest(samples: list[Sample]) -> forests.Forest:
    """Grow the trees, and write each as its questions."""
    table, label, weight = rows(samples, lambda sample: sample.table)
    model = HistGradientBoostingClassifier(early_stopping=False, random_state=0, **TREES)
    model.fit(np.asarray(table), label, sample_weight=weight)
    trees = [trees[0].nodes for trees in model._predictors]
    asked = [_questions(tree) for tree in trees]
    starts = np.cumsum([0, *(len(questions) for questions, _ in asked[:-1])])
    every = [question for questions, _ in asked for question in questions]
    leaves = np.zeros((len(asked), LEAVES), dtype=np.float32)
    for at, (_, values) in enumerate(asked):
        leaves[at, : len(values)] = np.round(values, 3)
    measures, edges, gone = zip(*every, strict=True)
    base = round(float(model._baseline_prediction.ravel()[0]), 3)
    cut = np.array(edges, dtype=np.float32)
    return forests.Forest(base, np.array(measures), cut, np.array(gone), starts, leaves)


def _questions(nodes: Table) -> tuple[list[Question], list[float]]:
    """Walk a tree from left to right: a question rules out the leaves on its left."""
    questions: list[Question] = []
    values: list[float] = []

    def walk(at: int) -> None:
        node = nodes[at]
        if node["is_leaf"]:
            values.append(float(node["value"]))
            return
        before, place = len(values), len(questions)
        questions.append((0, 0.0, (0, 0)))
        walk(int(node["left"]))
        gone = before, len(values)
        walk(int(node["right"]))
        questions[place] = (int(node["feature_idx"]), round(float(node["num_threshold"]), 4), gone)

    walk(0)
    return questions, values
