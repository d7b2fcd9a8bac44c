"""Trains linear classifiers and keeps them as arrays (no pickles: loading runs no code)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from models.manifest import atomic_path
from nlp.linear import Linear
from nlp.types import Matrix, Vector


def fit(
    features: Matrix,
    labels: Sequence[str],
    *,
    strength: float,
    balanced: bool = False,
    scale: Vector | None = None,
) -> Linear:
    """Logistic regression on centred features; ``strength`` is scikit-learn's ``C``.

    ``scale``: (features,), what each is divided by; its standard deviation where none is given.
    """
    from sklearn.linear_model import LogisticRegression

    mean = features.mean(axis=0)
    divided = features.std(axis=0) + 1e-6 if scale is None else scale
    model = LogisticRegression(
        C=strength, max_iter=2000, class_weight="balanced" if balanced else None
    )
    model.fit((features - mean) / divided, labels)
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        weights, bias = np.vstack([0 * weights, weights]), np.append(0 * bias, bias)
    return Linear(
        classes=tuple(map(str, model.classes_)),
        weights=weights.astype(np.float32),
        bias=bias.astype(np.float32),
        mean=mean.astype(np.float32),
        scale=divided.astype(np.float32),
    )


def save(path: Path, linear: Linear) -> None:
    """Writes one ``.npz``, whole or not at all."""
    with atomic_path(path) as temporary, temporary.open("wb") as file:
        np.savez(
            file,
            classes=np.array(linear.classes),
            weights=linear.weights,
            bias=linear.bias,
            mean=linear.mean,
            scale=linear.scale,
        )


def load(path: Path) -> Linear:
    """Reads what ``save`` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        return Linear(
            classes=tuple(str(name) for name in arrays["classes"]),
            weights=arrays["weights"].astype(np.float32),
            bias=arrays["bias"],
            mean=arrays["mean"],
            scale=arrays["scale"],
        )
