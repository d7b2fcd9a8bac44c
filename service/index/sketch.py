"""Which vectors can be among the nearest, told by a quarter of their numbers.

Vectors are turned so that the first axes hold most of them (principal components); what the rest
can add to a product is bounded with near certainty by its length. What may be among the nearest is
then compared exactly. Only where a segment is large is this quicker than comparing all.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from nlp.types import Matrix, Vector
from service.index.arrays import Array, Kind

AXES = 96
SMALLEST = 8192
SAMPLE = 8192
CAUTION = 4.0
"""Standard deviations that the rest of a product may be larger than expected."""
Scores = npt.NDArray[np.float32]


def sketch_kinds(points: int, dimensions: int) -> dict[str, Kind]:
    """The arrays of a segment's sketch; empty where it has none."""
    wide = AXES if points >= SMALLEST and dimensions >= 2 * AXES else 0
    rows = points if wide else 0
    single = np.dtype(np.float32)
    return {
        "axes": (single, (dimensions, wide)),
        "heads": (single, (rows, wide)),
        "rests": (single, (rows,)),
    }


def fill_sketch(arrays: dict[str, Array]) -> None:
    """Fill in the sketch of the vectors, as wide as there is room for."""
    vectors, wide = arrays["vectors"], arrays["heads"].shape[1]
    if not wide:
        return
    some = vectors[:: max(1, len(vectors) // SAMPLE)].astype(np.float64)
    arrays["axes"][...] = np.linalg.eigh(some.T @ some)[1][:, ::-1][:, :wide]
    axes = np.array(arrays["axes"])
    for start in range(0, len(vectors), SAMPLE):
        heads = vectors[start : start + SAMPLE] @ axes
        arrays["heads"][start : start + SAMPLE] = heads
        arrays["rests"][start : start + SAMPLE] = _rest(heads)


class Sketch:
    """Of one segment."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        self._axes: Matrix = arrays["axes"]
        self._heads: Matrix = arrays["heads"]
        self._rests: Scores = arrays["rests"]
        self._vectors: Matrix = arrays["vectors"]

    def __bool__(self) -> bool:
        return len(self._heads) > 0

    def candidates(
        self,
        vector: Vector,
        limit: int,
        mask: npt.NDArray[np.bool_] | None,
        multiply: Callable[[Matrix, Vector], Scores],
    ) -> npt.NDArray[np.int64]:
        """The rows that may be among the nearest; ``multiply``: a matrix with a vector."""
        head = np.asarray(vector @ self._axes)
        scores = multiply(self._heads, head)
        if mask is not None:
            scores[~mask] = -np.inf
        enough = min(2 * limit, len(scores))
        first = np.argpartition(scores, len(scores) - enough)[len(scores) - enough :]
        exact = np.sort(self._vectors[first] @ vector)
        if mask is not None and not mask[first].all():
            return np.flatnonzero(mask)
        spread = CAUTION * float(_rest(head[None])[0]) / (len(vector) - len(head)) ** 0.5
        scores += np.float32(spread) * self._rests
        return np.flatnonzero(scores >= exact[-min(limit, len(exact))])


def _rest(heads: Matrix) -> Scores:
    """The lengths of what unit vectors have beside their heads."""
    squares: Scores = 1 - np.einsum("ij,ij->i", heads, heads)
    lengths: Scores = np.sqrt(squares.clip(min=0))
    return lengths
