"""Threads that multiply a matrix by a vector: matrix products let others run."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from nlp.types import Matrix, Vector

THREAD_ROWS = 1 << 15
"""Fewer are not worth a thread."""


class Threads:
    """As many as there are processors."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="index")

    def product(self, matrix: Matrix, vector: Vector) -> npt.NDArray[np.float32]:
        """(rows,): of ``matrix``, (rows, dimensions), and ``vector``, (dimensions,)."""
        size = max(THREAD_ROWS, -(-len(matrix) // (os.cpu_count() or 1)))
        cuts = range(0, len(matrix), size)
        if len(cuts) < 2:
            return matrix @ vector
        return np.concatenate(
            list(self._pool.map(lambda at: matrix[at : at + size] @ vector, cuts))
        )

    def close(self) -> None:
        """Twice is harmless."""
        self._pool.shutdown()
