"""Samples -> the weights of words: a logistic regression on hashes."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

from fleuron.rules import lexicon, scorer
from fleuron.rules.page import Page
from training.samples import Sample, Table, rows


def fit_words(samples: list[Sample]) -> Table:
    """Weigh the hashed words by a logistic regression."""
    table, label, weight = rows(samples, lambda sample: hashed(sample.page))
    model = SGDClassifier(loss="log_loss", alpha=2e-5, max_iter=10, tol=None, random_state=0)
    model.fit(table, label, sample_weight=weight / weight.mean())
    spread = np.round(model.coef_[0], 1)
    return np.where(np.abs(spread) < 0.1, 0.0, spread).astype(np.float32)


def say_words(words: Table, sample: Sample) -> None:
    """Give a page what its words say of it."""
    sample.table = scorer.first(sample.own, scorer.said(words, sample.page.tokens))


def hashed(page: Page) -> csr_matrix:
    """Return the hashed words of a page's lines."""
    lines = [lexicon.hashes(own) for own in page.tokens]
    ends = np.cumsum([0, *map(len, lines)])
    values = np.concatenate([np.full(len(line), max(1, len(line)) ** -0.5) for line in lines])
    return csr_matrix((values, np.concatenate(lines).astype(int), ends), shape=(len(lines), lexicon.SIZE))
