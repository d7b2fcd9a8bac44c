"""Can a report's themes be published without review? A probability from their scores alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlp.linear import Linear
from nlp.scores import Numbers
from nlp.theme_feedback import LEAST_CHANCE
from nlp.types import Matrix

REVIEW_FEATURES = 6


def review_features(scores: Numbers, chosen: Sequence[int]) -> Matrix:
    """(1, 6): chance that all chosen hold (log), least, expected errors, best left out, missed, how
    many.

    ``scores``: (concepts,), ``chosen``: rows of those assigned.
    """
    taken = scores[list(chosen)]
    left = np.delete(scores, list(chosen))
    best_left = float(left.max()) if len(left) else 0.0
    row = [
        float(np.log(np.maximum(taken, LEAST_CHANCE)).sum()),
        float(taken.min()) if len(taken) else 0.0,
        float((1 - taken).sum()),
        best_left,
        float(left.sum()),
        float(len(chosen)),
    ]
    return np.array([row], dtype=np.float32)


def publishable(model: Linear, scores: Numbers, chosen: Sequence[int]) -> float:
    """The probability that every assigned theme is right and no main theme is missing.

    0 where nothing was assigned.
    """
    if not chosen:
        return 0.0
    return float(model.probabilities(review_features(scores, chosen))[0, -1])
