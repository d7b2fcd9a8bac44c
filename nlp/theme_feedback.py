"""What editors' feedback adds to the scores of themes, concept by concept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.scores import Numbers
from nlp.types import Matrix, Vector

LEAST_CHANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """Added to the log odds of a concept: its bias and its direction times the report's vector.

    ``concepts``: ids; ``bias``: (concepts,); ``directions``: (concepts, dimensions).
    """

    concepts: tuple[str, ...]
    bias: Vector
    directions: Matrix

    def bias_of(self, ids: Sequence[str]) -> Vector:
        """(ids,), zeros for concepts without feedback."""
        at = {concept: row for row, concept in enumerate(self.concepts)}
        return np.array([self.bias[at[i]] if i in at else 0.0 for i in ids], dtype=np.float32)

    def directions_of(self, ids: Sequence[str]) -> Matrix:
        """(ids, dimensions), zeros for concepts without feedback."""
        at = {concept: row for row, concept in enumerate(self.concepts)}
        none = np.zeros(self.directions.shape[1], dtype=np.float32)
        return np.array([self.directions[at[i]] if i in at else none for i in ids])


def log_odds(chances: Numbers) -> Numbers:
    """Finite also for 0 and 1."""
    kept = np.clip(np.asarray(chances, dtype=np.float64), LEAST_CHANCE, 1 - LEAST_CHANCE)
    return np.asarray(np.log(kept / (1 - kept)))


def chances_of(odds: Numbers) -> Numbers:
    """The probabilities of log odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -50, 50))))
