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
    model = SGDClassifier(loss="log_loss", alpha=5e-5, max_iter=10, tol=None, random_state=0)
    model.fit(table, label, sample_weight=weight)
    spread = np.round(model.coef_[0], 1)
    return np.where(np.abs(spread) < 0.1, 0.0, spread).astype(np.float32)


def say_words(words: Table, sample: Sample) -> None:
    """Give a page what its words say of it."""
    sample.table = scorer.heard(sample.own, lexicon.said(words, sample.page.words))


def hashed(page: Page) -> csr_matrix:
    """Return the hashed words of a page's lines."""
    codes, sizes = lexicon.hashes(page.words)
    ends = np.append(0, np.cumsum(sizes))
    return csr_matrix((np.repeat(sizes**-0.5, sizes), codes, ends), shape=(len(sizes), lexicon.SIZE))
