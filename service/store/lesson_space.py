"""The vectors of all lessons in memory, to find those that are close to new ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nlp.types import Matrix

CHUNK = 20_000
MOST_NEAR = 50


class LessonSpace:
    """Grows only: whoever asks drops what is gone. Half precision, as they are stored.

    ``last`` is the largest number in it. Exact search: one product of matrices for all new ones.
    """

    def __init__(self) -> None:
        self.last = 0
        self._ids: list[npt.NDArray[np.int64]] = []
        self._rows: list[npt.NDArray[np.float16]] = []

    def add(self, ids: Sequence[int], vectors: Matrix) -> None:
        """Lessons with larger numbers than all before, in their order."""
        if not len(ids):
            return
        numbers, rows = np.asarray(ids, dtype=np.int64), vectors.astype(np.float16)
        if self._ids and len(self._ids[-1]) < CHUNK:
            numbers = np.concatenate([self._ids.pop(), numbers])
            rows = np.concatenate([self._rows.pop(), rows])
        self._ids.append(numbers)
        self._rows.append(rows)
        self.last = int(numbers[-1])

    def near(self, vectors: Matrix, *, least: float, after: int = 0) -> list[list[int]]:
        """For each vector the lessons of at least this cosine, the nearest first, not more than
        ``MOST_NEAR``; only those with a number behind ``after``."""
        found: list[list[tuple[float, int]]] = [[] for _ in vectors]
        if not found:
            return []
        for ids, rows in zip(self._ids, self._rows, strict=True):
            start = int(np.searchsorted(ids, after, side="right"))
            if start < len(ids):
                cosines = vectors @ rows[start:].astype(np.float32).T
                for at, to in zip(*np.nonzero(cosines >= least), strict=True):
                    found[at].append((-float(cosines[at, to]), int(ids[start + to])))
        return [[number for _, number in sorted(each)[:MOST_NEAR]] for each in found]
