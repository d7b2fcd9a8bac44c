"""Trees that are arrays."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.trees import Trees


def stump() -> Trees:
    """``wet`` at most 0.5 adds -2, else 2; a second tree is a leaf alone and adds 1."""
    return Trees(
        names=("dry", "wet"),
        feature=np.array([1, 0, 0, 0], dtype=np.int32),
        threshold=np.array([0.5, 0, 0, 0]),
        left=np.array([1, 1, 2, 3], dtype=np.int32),
        right=np.array([2, 1, 2, 3], dtype=np.int32),
        value=np.array([0, -2, 2, 1], dtype=np.float32),
        roots=np.array([0, 3], dtype=np.int32),
        depth=1,
        bias=-1.0,
    )


def test_leaves_add_up() -> None:
    low, high = stump().probabilities([{"wet": 0.5}, {"wet": 1.0, "dry": 3.0}])
    assert low == pytest.approx(1 / (1 + np.exp(2)))
    assert high == pytest.approx(1 / (1 + np.exp(-2)))


def test_a_missing_feature_counts_as_zero_and_an_unknown_one_as_nothing() -> None:
    missing, unknown = stump().probabilities([{}, {"cold": 7.0}])
    assert missing == unknown == pytest.approx(1 / (1 + np.exp(2)))


def test_no_rows() -> None:
    assert stump().probabilities([]).shape == (0,)
