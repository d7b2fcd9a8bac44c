"""Small sums over rows of scores."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from nlp.types import Matrix

Table = npt.NDArray[np.float64]
Numbers = npt.NDArray[Any]


def unit(rows: Numbers) -> Matrix:
    """Rows at unit length; rows of zeros stay."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-9), dtype=np.float32)


def ranks(scores: Numbers) -> npt.NDArray[np.int64]:
    """0 for the highest, along the last axis."""
    order = np.argsort(-scores, axis=-1, kind="stable")
    return np.argsort(order, axis=-1, kind="stable")


def gaps(scores: Numbers) -> tuple[Numbers, Numbers]:
    """How far below the best, and the fourth best, each lies."""
    ordered = np.sort(scores)
    return scores - ordered[-1], scores - ordered[-min(4, len(scores))]
