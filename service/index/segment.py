"""A part of the index that never changes: points with vectors, terms and payloads, in one file.

``ids`` (points,); ``vectors`` (points, dimensions), unit length; ``worded`` (points,): which have
words at all; ``terms`` (terms,) in order, ``starts`` (terms + 1,), ``rows`` and ``weights``: the
points with a term, one term after the other; the columns of ``service.index.columns``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nlp.types import Vector
from service.index.arrays import Array, ArraysDraft, Kind, read_arrays, write_arrays
from service.index.columns import Columns, Mask, columns_of, merged_columns, ranges
from service.index.port import Point, Sparse

POSTINGS_AT_ONCE = 1 << 22
ROWS_AT_ONCE = 1 << 15
Counts = npt.NDArray[np.int64]


class Segment:
    """Reads and searches; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """StoreError where the file is damaged."""
        self.path = path
        self.arrays = read_arrays(path)
        self.ids: npt.NDArray[np.int64] = self.arrays["ids"]
        self.vectors: npt.NDArray[np.float32] = self.arrays["vectors"]
        self.worded: Mask = self.arrays["worded"]
        self.columns = Columns(self.arrays)
        self._order = np.argsort(self.ids, kind="stable")
        self._sorted = self.ids[self._order]

    def __len__(self) -> int:
        return len(self.ids)

    def rows_of(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The row of each id, -1 where it is not here."""
        if not len(self):
            return np.full(len(ids), -1)
        at = np.searchsorted(self._sorted, ids).clip(max=len(self) - 1)
        return np.where(self._sorted[at] == ids, self._order[at], -1)

    def points(self, rows: npt.NDArray[np.int64]) -> list[Point]:
        """The points of some rows as they were written; vectors have unit length."""
        parts = zip(
            self.ids[rows].tolist(),
            np.array(self.vectors[rows]),
            self._sparse(rows),
            self.columns.payloads(rows),
            strict=True,
        )
        return [Point(id=i, vector=v, sparse=s, payload=p) for i, v, s, p in parts]

    def _sparse(self, rows: npt.NDArray[np.int64]) -> list[Sparse]:
        """The terms of some rows: all postings are looked through for them."""
        place = np.full(len(self), -1, dtype=np.int64)
        place[rows] = np.arange(len(rows))
        indices: list[list[int]] = [[] for _ in rows]
        values: list[list[float]] = [[] for _ in rows]
        terms, starts = self.arrays["terms"], self.arrays["starts"]
        for at in range(0, len(self.arrays["rows"]), POSTINGS_AT_ONCE):
            own = place[self.arrays["rows"][at : at + POSTINGS_AT_ONCE]]
            hits = np.flatnonzero(own >= 0)
            names = terms[np.searchsorted(starts, hits + at, side="right") - 1].tolist()
            weights = self.arrays["weights"][hits + at].tolist()
            for row, term, weight in zip(own[hits].tolist(), names, weights, strict=True):
                indices[row].append(term)
                values[row].append(weight)
        pairs = zip(indices, values, strict=True)
        return [Sparse(indices=tuple(i), values=tuple(v)) for i, v in pairs]

    def postings(self, terms: Array) -> Postings:
        """The points with some terms."""
        known, starts = self.arrays["terms"], self.arrays["starts"]
        at = np.searchsorted(known, terms).clip(max=max(0, len(known) - 1))
        here = known[at] == terms if len(known) else np.zeros(len(terms), dtype=bool)
        begins = np.where(here, starts[at], 0)
        spans = list(map(slice, begins.tolist(), np.where(here, starts[at + here], 0).tolist()))
        rows, weights = self.arrays["rows"], self.arrays["weights"]
        return Postings(
            points=len(self),
            rows=[rows[span] for span in spans],
            weights=[weights[span] for span in spans],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """The points of a segment with each of some terms, and how much it weighs there."""

    points: int
    rows: list[npt.NDArray[np.int32]]
    weights: list[npt.NDArray[np.float32]]

    def frequencies(self, dead: Mask | None) -> Counts:
        """In how many points each term is that are not gone."""
        if dead is None:
            return np.array(list(map(len, self.rows)), dtype=np.int64)
        return np.array([np.count_nonzero(~dead[rows]) for rows in self.rows], dtype=np.int64)

    def weighted(self, weights: Array) -> npt.NDArray[np.float32]:
        """(points,): the sum of both weights' products over the terms."""
        from scipy.sparse import csc_array

        starts = np.cumsum([0, *map(len, self.rows)], dtype=np.int32)
        if not starts[-1]:
            return np.zeros(self.points, dtype=np.float32)
        columns = (np.concatenate(self.weights), np.concatenate(self.rows), starts)
        matrix = csc_array(columns, shape=(self.points, len(self.rows)))
        scores: npt.NDArray[np.float32] = matrix @ weights.astype(np.float32)
        return scores


def write_segment(path: Path, points: Sequence[Point]) -> None:
    """A segment of new points, durable when it returns."""
    lengths = [len(point.sparse.indices) for point in points]
    terms = _joined([point.sparse for point in points], np.dtype(np.uint32))
    weights = np.concatenate([np.asarray(p.sparse.values, dtype=np.float32) for p in points])
    rows = np.repeat(np.arange(len(points), dtype=np.int32), lengths)
    order = np.argsort(terms, kind="stable")
    known, starts = np.unique(terms[order], return_index=True)
    arrays: dict[str, Array] = {
        "ids": np.array([point.id for point in points], dtype=np.int64),
        "vectors": np.stack([_unit(point.vector) for point in points]),
        "worded": np.array(lengths) > 0,
        "terms": known,
        "starts": np.append(starts, len(terms)).astype(np.int64),
        "rows": rows[order],
        "weights": weights[order],
    }
    write_arrays(path, arrays | columns_of([point.payload for point in points]))


def merge_segments(path: Path, segments: Sequence[Segment], dead: Sequence[Mask | None]) -> None:
    """One segment of what lives in several, durable when it returns."""
    kept = [_living(segment, gone) for segment, gone in zip(segments, dead, strict=True)]
    columns = merged_columns([segment.arrays for segment in segments], kept)
    postings = _MergedPostings(segments, kept)
    points, size = sum(map(len, kept)), segments[0].vectors.shape[1]
    own: dict[str, Kind] = {
        "ids": (np.dtype(np.int64), (points,)),
        "vectors": (np.dtype(np.float32), (points, size)),
        "worded": (np.dtype(bool), (points,)),
        "terms": (np.dtype(np.uint32), postings.terms.shape),
        "starts": (np.dtype(np.int64), postings.starts.shape),
        "rows": (np.dtype(np.int32), (postings.count,)),
        "weights": (np.dtype(np.float32), (postings.count,)),
    }
    draft = ArraysDraft(path, own | {name: (a.dtype, a.shape) for name, a in columns.items()})
    into = draft.arrays
    for name, array in columns.items():
        into[name][...] = array
    _copy_rows(into, segments, kept)
    postings.copy(into)
    del into
    draft.finish()


class _MergedPostings:
    """The points with each term, out of several segments."""

    def __init__(self, segments: Sequence[Segment], kept: Sequence[Array]) -> None:
        self._segments = segments
        self._new_rows = list(_new_rows(segments, kept))
        terms = np.unique(np.concatenate([s.arrays["terms"] for s in segments]))
        self._places = [np.searchsorted(terms, s.arrays["terms"]) for s in segments]
        self._lengths = [self._living(at) for at in range(len(segments))]
        lengths = np.zeros(len(terms), dtype=np.int64)
        for places, own in zip(self._places, self._lengths, strict=True):
            lengths[places] += own
        self._used = lengths > 0
        self.terms = terms[self._used]
        self._all_starts = np.concatenate([[0], np.cumsum(lengths)])
        self.starts = np.append(self._all_starts[:-1][self._used], self._all_starts[-1])
        self.count = int(self._all_starts[-1])

    def copy(self, into: dict[str, Array]) -> None:
        into["terms"][...] = self.terms
        into["starts"][...] = self.starts
        free = self._all_starts[:-1].copy()
        for at, places in enumerate(self._places):
            for first, last in self._portions(at):
                self._copy_portion(into, at, first, last, free[places[first:last]])
            free[places] += self._lengths[at]

    def _copy_portion(
        self, into: dict[str, Array], at: int, first: int, last: int, begins: Array
    ) -> None:
        """The terms from the first to before the last; ``begins``: where each has to go."""
        arrays = self._segments[at].arrays
        span = slice(arrays["starts"][first], arrays["starts"][last])
        rows = self._new_rows[at][arrays["rows"][span]]
        there = ranges(begins, begins + self._lengths[at][first:last])
        into["rows"][there] = rows[rows >= 0]
        into["weights"][there] = arrays["weights"][span][rows >= 0]

    def _living(self, at: int) -> Counts:
        """How many points of a segment live on with each of its terms."""
        arrays = self._segments[at].arrays
        counts = np.zeros(len(arrays["terms"]), dtype=np.int64)
        for first, last in self._portions(at):
            starts = arrays["starts"][first : last + 1]
            lives = self._new_rows[at][arrays["rows"][starts[0] : starts[-1]]] >= 0
            counts[first:last] = np.add.reduceat(lives, starts[:-1] - starts[0], dtype=np.int64)
        return counts

    def _portions(self, at: int) -> list[tuple[int, int]]:
        """Terms in portions that fit in memory."""
        starts = self._segments[at].arrays["starts"]
        marks = np.searchsorted(starts, np.arange(0, starts[-1], POSTINGS_AT_ONCE))
        cuts = np.unique([*marks.tolist(), 0, len(starts) - 1])
        return list(zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True))


def _living(segment: Segment, dead: Mask | None) -> npt.NDArray[np.int64]:
    return np.arange(len(segment)) if dead is None else np.flatnonzero(~dead)


def _new_rows(segments: Sequence[Segment], kept: Sequence[Array]) -> list[npt.NDArray[np.int32]]:
    """For each segment the new number of each row, -1 for what is gone."""
    numbers, before = [], 0
    for segment, rows in zip(segments, kept, strict=True):
        own = np.full(len(segment), -1, dtype=np.int32)
        own[rows] = np.arange(before, before + len(rows), dtype=np.int32)
        before += len(rows)
        numbers.append(own)
    return numbers


def _copy_rows(into: dict[str, Array], segments: Sequence[Segment], kept: Sequence[Array]) -> None:
    at = 0
    for segment, rows in zip(segments, kept, strict=True):
        for start in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[start : start + ROWS_AT_ONCE]
            for name in ("ids", "vectors", "worded"):
                into[name][at : at + len(some)] = segment.arrays[name][some]
            at += len(some)


def _joined(parts: Sequence[Sparse], kind: np.dtype[np.uint32]) -> npt.NDArray[np.uint32]:
    return np.concatenate([np.asarray(part.indices, dtype=kind) for part in parts])


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length > 0 else vector, dtype=np.float32)
