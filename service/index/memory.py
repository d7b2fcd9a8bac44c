"""An exact index in memory: for tests, and where another program holds the one on disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import RLock
from typing import Any

import numpy as np
import numpy.typing as npt

from nlp.types import Matrix, Vector
from service.index.checks import check_points, check_vector
from service.index.filters import is_open, passes
from service.index.port import Filter, Payload, Point, Scored, Sparse


class MemoryIndex:
    """Every search looks at every point; fit for some ten thousand."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._points: dict[int, Point] = {}
        self._tables: _Tables | None = None
        self._lock = RLock()

    @property
    def dimensions(self) -> int:
        """Length of a dense vector."""
        return self._dimensions

    def upsert(self, points: Sequence[Point]) -> None:
        """Add or replace; StoreError, and nothing written, where one of the points does not fit."""
        check_points(points, self._dimensions)
        with self._lock:
            self._points |= {point.id: point for point in points}
            self._tables = None

    def delete(self, ids: Iterable[int]) -> None:
        """Remove; unknown ids are ignored."""
        with self._lock:
            for id_ in ids:
                self._points.pop(id_, None)
            self._tables = None

    def dense(self, vector: Vector, limit: int, where: Filter | None = None) -> Scored:
        """The nearest by cosine."""
        check_vector(vector, self._dimensions)
        tables = self._current()
        return tables.best(tables.vectors @ vector, limit, where)

    def lexical(self, sparse: Sparse, limit: int, where: Filter | None = None) -> Scored:
        """The best by BM25."""
        tables = self._current()
        scores = tables.weighted(sparse)
        return [(id_, score) for id_, score in tables.best(scores, limit, where) if score > 0]

    def payloads(self, ids: Iterable[int]) -> dict[int, Payload]:
        """What is known of these points; unknown ids are left out."""
        with self._lock:
            return {id_: self._points[id_].payload for id_ in ids if id_ in self._points}

    def count(self, where: Filter | None = None) -> int:
        """How many points there are, or pass a filter."""
        return len(self._current().passing(where))

    def ids(self) -> set[int]:
        """The numbers of all points."""
        with self._lock:
            return set(self._points)

    def purge(self) -> None:
        """What was removed is gone."""

    def close(self) -> None:
        """Nothing to let go of."""

    def _current(self) -> _Tables:
        with self._lock:
            if self._tables is None:
                points = [self._points[id_] for id_ in sorted(self._points)]
                self._tables = _Tables(points, self._dimensions)
            return self._tables


class _Tables:
    """The points as arrays: one row a point, the terms of all points in one line."""

    def __init__(self, points: Sequence[Point], dimensions: int) -> None:
        self.ids = [point.id for point in points]
        self.payloads = [point.payload for point in points]
        self.vectors: Matrix = np.array([point.vector for point in points], dtype=np.float32)
        self.vectors = self.vectors.reshape(len(points), dimensions)
        self.terms = _joined([point.sparse.indices for point in points], np.dtype(np.uint32))
        self.values = _joined([point.sparse.values for point in points], np.dtype(np.float32))
        lengths = [len(point.sparse.indices) for point in points]
        self.rows = np.repeat(np.arange(len(points)), lengths)
        self.worded = sum(length > 0 for length in lengths)

    def weighted(self, sparse: Sparse) -> npt.NDArray[np.float64]:
        scores = np.zeros(len(self.ids))
        order = np.argsort(np.asarray(sparse.indices, dtype=np.uint32))
        asked = np.asarray(sparse.indices, dtype=np.uint32)[order]
        if not len(asked) or not len(self.terms):
            return scores
        at = np.searchsorted(asked, self.terms).clip(max=len(asked) - 1)
        hit = asked[at] == self.terms
        at, rows, values = at[hit], self.rows[hit], self.values[hit]
        frequencies = np.bincount(at, minlength=len(asked))
        weights = np.asarray(sparse.values)[order] * _idf(frequencies, self.worded)
        np.add.at(scores, rows, values * weights[at])
        return scores

    def passing(self, where: Filter | None) -> npt.NDArray[np.int_]:
        """The rows that pass."""
        if where is None or is_open(where):
            return np.arange(len(self.ids))
        return np.flatnonzero([passes(payload, where) for payload in self.payloads])

    def best(
        self, scores: npt.NDArray[np.floating], limit: int, where: Filter | None = None
    ) -> Scored:
        rows = self.passing(where)
        order = rows[np.argsort(-scores[rows], kind="stable")[:limit]]
        return [(self.ids[row], float(scores[row])) for row in order]


def _idf(frequencies: npt.NDArray[np.int_], points: int) -> npt.NDArray[np.float64]:
    weights: npt.NDArray[np.float64] = np.log1p((points - frequencies + 0.5) / (frequencies + 0.5))
    return weights


def _joined(parts: Sequence[Sequence[float]], kind: np.dtype[Any]) -> npt.NDArray[Any]:
    return np.concatenate([np.asarray(part, dtype=kind) for part in parts] or [np.array([], kind)])
