"""Boosted trees are learnt, kept and read again."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from models import trees


def test_what_was_learnt_is_kept(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    rows = [{"a": float(a), "b": float(b), "noise": float(n)} for a, b, n in rng.random((400, 3))]
    labels = [row["a"] > 0.5 and row["b"] > 0.3 for row in rows]
    learnt = trees.fit(rows, labels, count=30, leaves=4, rate=0.2)
    assert np.mean((learnt.probabilities(rows) > 0.5) == labels) > 0.97
    trees.save(tmp_path / "trees.npz", learnt)
    again = trees.load(tmp_path / "trees.npz")
    assert np.array_equal(again.probabilities(rows), learnt.probabilities(rows))
