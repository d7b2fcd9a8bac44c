"""Trains boosted trees and keeps them as arrays (no pickles: loading runs no code)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models.manifest import atomic_path
from nlp.trees import Trees

Rows = Sequence[Mapping[str, float]]


def fit(  # noqa: PLR0913 - the parameters of boosting
    rows: Rows,
    labels: Sequence[bool],
    *,
    count: int,
    leaves: int,
    rate: float,
    bags: int = 1,
) -> Trees:
    """Gradient boosting (Friedman 2001) on histograms, as scikit-learn does it.

    ``bags``: how many are trained that look at other features; the mean of their sums counts.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    names = sorted({name for row in rows for name in row})
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    models = [
        HistGradientBoostingClassifier(
            max_iter=count,
            learning_rate=rate,
            max_leaf_nodes=leaves,
            l2_regularization=5.0,
            max_features=0.3,
            early_stopping=False,
            random_state=bag,
        ).fit(matrix, labels)
        for bag in range(bags)
    ]
    trees = _joined(names, models)
    wanted = 1 / (1 + np.exp(-np.mean([m.decision_function(matrix) for m in models], axis=0)))
    if not np.allclose(trees.probabilities(rows), wanted, atol=1e-4):
        raise ValueError("the arrays do not say what scikit-learn says")
    return trees


def _joined(names: Sequence[str], models: Sequence[Any]) -> Trees:
    """All nodes in a row: the children's numbers move by where their tree begins."""
    parts = [stage[0].nodes for model in models for stage in model._predictors]
    sizes = [len(part) for part in parts]
    roots = np.cumsum([0, *sizes[:-1]])
    nodes, shift = np.concatenate(parts), np.repeat(roots, sizes)
    leaf, own = nodes["is_leaf"].astype(bool), np.arange(len(nodes))
    return Trees(
        names=tuple(names),
        feature=np.where(leaf, 0, nodes["feature_idx"]).astype(np.int32),
        threshold=np.where(leaf, 0.0, nodes["num_threshold"]).astype(np.float64),
        left=np.where(leaf, own, nodes["left"] + shift).astype(np.int32),
        right=np.where(leaf, own, nodes["right"] + shift).astype(np.int32),
        value=(np.where(leaf, nodes["value"], 0.0) / len(models)).astype(np.float32),
        roots=roots.astype(np.int32),
        depth=int(nodes["depth"].max()),
        bias=float(np.mean([model._baseline_prediction[0, 0] for model in models])),
    )


def save(path: Path, trees: Trees) -> None:
    """Writes one ``.npz``, whole or not at all."""
    arrays = {name: getattr(trees, name) for name in Trees.__slots__ if name != "names"}
    with atomic_path(path) as temporary, temporary.open("wb") as file:
        np.savez_compressed(file, names=np.array(trees.names), **arrays)


def load(path: Path) -> Trees:
    """Reads what ``save`` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        return Trees(
            names=tuple(str(name) for name in arrays["names"]),
            feature=arrays["feature"],
            threshold=arrays["threshold"],
            left=arrays["left"],
            right=arrays["right"],
            value=arrays["value"],
            roots=arrays["roots"],
            depth=int(arrays["depth"]),
            bias=float(arrays["bias"]),
        )
