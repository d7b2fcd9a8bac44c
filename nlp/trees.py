"""Boosted decision trees over named features, as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.types import Vector

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """A sum of trees whose logistic is a probability.

    The arrays hold the nodes of all trees, (nodes,): a row goes ``left`` where its ``feature`` is
    at most ``threshold``, else ``right``; a leaf leads to itself. ``value`` is what a leaf adds,
    ``roots`` (trees,) where each tree begins, ``depth`` how many steps lead to any leaf.
    """

    names: tuple[str, ...]
    feature: Numbers
    threshold: npt.NDArray[np.float64]
    left: Numbers
    right: Numbers
    value: Vector
    roots: Numbers
    depth: int
    bias: float

    def probabilities(self, rows: Sequence[Mapping[str, float]]) -> Vector:
        """(rows,): of each row; a feature that a row lacks counts as 0."""
        if not rows:
            return np.zeros(0, dtype=np.float32)
        matrix = np.array([[row.get(name, 0.0) for name in self.names] for row in rows])
        line = np.arange(len(rows))[:, None]
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        for _ in range(self.depth):
            below = matrix[line, self.feature[at]] <= self.threshold[at]
            at = np.where(below, self.left[at], self.right[at])
        total = self.value[at].sum(axis=1) + self.bias
        return np.asarray(1 / (1 + np.exp(-total)), dtype=np.float32)
