"""Trains choices among candidates and keeps them as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.manifest import atomic_path
from nlp.choices import Choice, Features

STEPS = 300
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The candidates of one choice; at least one of them is right."""

    candidates: Sequence[Features]
    right: Sequence[bool]


def fit(cases: Sequence[Case], *, strength: float) -> Choice:
    """Conditional logit: the right candidates of each case together are made probable.

    ``strength`` is the inverse of the weight of the squared weights, as scikit-learn's ``C``.
    """
    from scipy.optimize import minimize

    names = sorted({name for case in cases for row in case.candidates for name in row})
    rows = [(_matrix(case.candidates, names), np.array(case.right)) for case in cases]

    def loss(weights: Array) -> tuple[float, Array]:
        parts = [_loss(matrix, right, weights) for matrix, right in rows]
        value = sum(part[0] for part in parts) + float(weights @ weights) / (2 * strength)
        slope = np.sum([part[1] for part in parts], axis=0) + weights / strength
        return value, slope

    start = np.zeros(len(names))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return Choice(weights=dict(zip(names, map(float, best.x), strict=True)))


def _loss(matrix: Array, right: npt.NDArray[np.bool_], weights: Array) -> tuple[float, Array]:
    totals = matrix @ weights
    odds = np.exp(totals - totals.max())
    of_right = max(float(odds[right].sum()), 1e-300)
    slope = matrix.T @ (odds / odds.sum() - np.where(right, odds, 0) / of_right)
    return float(np.log(odds.sum() / of_right)), slope


def _matrix(candidates: Sequence[Features], names: Sequence[str]) -> Array:
    return np.array([[row.get(name, 0.0) for name in names] for row in candidates])


def save(path: Path, choice: Choice) -> None:
    """Writes one ``.npz``, whole or not at all."""
    with atomic_path(path) as temporary, temporary.open("wb") as file:
        np.savez(
            file,
            names=np.array(list(choice.weights)),
            weights=np.array(list(choice.weights.values()), dtype=np.float32),
        )


def load(path: Path) -> Choice:
    """Reads what ``save`` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        names = map(str, arrays["names"])
        return Choice(weights=dict(zip(names, map(float, arrays["weights"]), strict=True)))
