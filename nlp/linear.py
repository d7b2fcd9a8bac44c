"""Linear classifiers as plain arrays: trained with scikit-learn, run without it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.types import Matrix, Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Multinomial logistic regression over standardised features.

    ``weights``: (classes, features); ``bias``: (classes,); ``mean``, ``scale``: (features,).
    """

    classes: tuple[str, ...]
    weights: Matrix
    bias: Vector
    mean: Vector
    scale: Vector

    def probabilities(self, features: Matrix) -> Matrix:
        """(rows, classes), rows sum to one."""
        logits = ((features - self.mean) / self.scale) @ self.weights.T + self.bias
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)
