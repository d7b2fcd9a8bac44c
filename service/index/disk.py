"""The index on disk: exact search over a few immutable segments that are merged.

The way of log-structured merge trees (O'Neil et al., 1996) and of Lucene: new points make a new
segment, points that are gone are only noted, and segments of like size are merged, so that there
are about as many as the logarithm of all points. A manifest names what counts: it is replaced in
one step, so that a program that ends at any moment leaves the state before or after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from nlp.errors import StoreError
from nlp.types import Vector
from service.index.checks import LARGEST_ID, check_points, check_vector
from service.index.columns import Mask
from service.index.filters import is_open
from service.index.manifest import SUFFIX, read_manifest, write_manifest
from service.index.part import Part
from service.index.port import Filter, Payload, Point, Scored, Sparse
from service.index.segment import Segment, merge_segments, write_segment
from service.index.threads import Threads
from service.index.top import Found, best_of, top
from service.media import reason_of

T = TypeVar("T")
# A segment is merged into the next when that is less than so many times as large.
TIER = 3
FEW = 0.15
"""Of so small a share of points vectors are picked out rather than all compared."""


class DiskIndex:
    """Segments in a folder; one process at a time. Readers never wait for writers."""

    def __init__(
        self, path: Path, dimensions: int, *, create: bool, only_read: bool = False
    ) -> None:
        """Open or create; StoreError where the folder is damaged.

        ``only_read``: another program may have it open; nothing in the folder is touched.
        """
        self._path = path
        self._dimensions = dimensions
        self._lock = RLock()
        self._threads = Threads()
        self._parts: tuple[Part, ...] = ()
        self._next = 0
        self._open(create=create, only_read=only_read)

    @property
    def dimensions(self) -> int:
        """Length of a dense vector."""
        return self._dimensions

    def upsert(self, points: Sequence[Point]) -> None:
        """Add or replace; StoreError, and nothing written, where one of the points does not fit."""
        check_points(points, self._dimensions)
        latest = list({point.id: point for point in points}.values())
        if latest:
            with self._lock:
                on_disk(lambda: self._add(latest))

    def delete(self, ids: Iterable[int]) -> None:
        """Remove; unknown ids are ignored."""
        gone = _numbers(ids)
        if len(gone):
            with self._lock:
                on_disk(lambda: self._remove(gone))

    def dense(self, vector: Vector, limit: int, where: Filter | None = None) -> Scored:
        """The nearest by cosine."""
        check_vector(vector, self._dimensions)
        length = float(np.linalg.norm(vector))
        unit = np.asarray(vector / (length or 1.0), dtype=np.float32)
        return best_of([self._nearest(part, unit, limit, where) for part in self._current()], limit)

    def lexical(self, sparse: Sparse, limit: int, where: Filter | None = None) -> Scored:
        """The best by BM25."""
        parts = self._current()
        terms = np.asarray(sparse.indices, dtype=np.uint32)
        postings = [part.segment.postings(terms) for part in parts]
        frequencies = np.zeros(len(terms), dtype=np.int64)
        for part, own in zip(parts, postings, strict=True):
            frequencies += own.frequencies(part.dead)
        weights = np.asarray(sparse.values) * _idf(frequencies, sum(part.worded for part in parts))
        pairs = zip(parts, postings, strict=True)
        return best_of([p.best(own.weighted(weights), limit, where) for p, own in pairs], limit)

    def payloads(self, ids: Iterable[int]) -> dict[int, Payload]:
        """What is known of these points; unknown ids are left out."""
        wanted = _numbers(ids)
        found: dict[int, Payload] = {}
        for part in self._current():
            rows = part.rows_of(wanted)
            here = np.flatnonzero(rows >= 0)
            payloads = part.segment.columns.payloads(rows[here])
            found |= zip(wanted[here].tolist(), payloads, strict=True)
        return found

    def count(self, where: Filter | None = None) -> int:
        """How many points there are, or pass a filter."""
        if where is None or is_open(where):
            return sum(part.living for part in self._current())
        masks = (part.passing(where) for part in self._current())
        return sum(int(np.count_nonzero(mask)) for mask in masks if mask is not None)

    def ids(self) -> set[int]:
        """The numbers of all points."""
        own = (part.segment.ids[part.living_rows()].tolist() for part in self._current())
        return set[int]().union(*own)

    def points(self) -> Iterator[Point]:
        """Everything that it holds, some points at a time."""
        for part in self._current():
            yield from part.points()

    def compact(self) -> None:
        """Make one segment of all: a search has less to put together."""
        with self._lock:
            if len(self._parts) > 1:
                on_disk(lambda: self._keep((self._merged(self._parts),)))

    def purge(self) -> None:
        """Leave nothing of what was removed: segments that hold any of it are written anew."""
        with self._lock:
            if any(part.dead is not None for part in self._parts):
                on_disk(self._write_living)

    def close(self) -> None:
        """Let go of the files; twice is harmless."""
        with self._lock:
            self._parts = ()
            self._threads.close()

    def _open(self, *, create: bool, only_read: bool) -> None:
        if create:
            on_disk(self._begin)
        else:
            self._parts = on_disk(self._read)
            if not only_read:
                self._sweep()

    def _current(self) -> tuple[Part, ...]:
        """What is searched."""
        return self._parts

    def _nearest(self, part: Part, vector: Vector, limit: int, where: Filter | None) -> Found:
        segment, mask = part.segment, part.passing(where)
        rows = _few(mask)
        if rows is not None:
            return top(segment.ids[rows], segment.vectors[rows] @ vector, limit)
        scores = self._threads.product(segment.vectors, vector)
        if mask is not None:
            scores[~mask] = -np.inf
        return top(segment.ids, scores, limit)

    def _add(self, points: Sequence[Point]) -> None:
        path = self._new_path()
        write_segment(path, points)
        ids = np.array([point.id for point in points], dtype=np.int64)
        self._keep((*self._without(ids), Part(segment=Segment(path))))
        self._tidy()

    def _remove(self, ids: npt.NDArray[np.int64]) -> None:
        parts = self._without(ids)
        if parts != self._parts:
            self._keep(parts)
            self._tidy()

    def _without(self, ids: npt.NDArray[np.int64]) -> tuple[Part, ...]:
        parts = (part.without(ids) for part in self._parts)
        return tuple(part for part in parts if part.living)

    def _tidy(self) -> None:
        """Join the last segments as long as the one before is not much larger."""
        sizes = [part.living for part in self._parts]
        first = len(sizes) - 1
        while first > 0 and sizes[first - 1] < TIER * sum(sizes[first:]):
            first -= 1
        if first < len(sizes) - 1:
            self._keep((*self._parts[:first], self._merged(self._parts[first:])))
        worn = [part for part in self._parts if part.is_worn]
        if worn:
            fresh = (self._merged([part]) if part in worn else part for part in self._parts)
            self._keep(tuple(fresh))

    def _write_living(self) -> None:
        fresh = (self._merged([p]) if p.dead is not None else p for p in self._parts)
        self._keep(tuple(fresh))

    def _merged(self, parts: Sequence[Part]) -> Part:
        path = self._new_path()
        merge_segments(path, [part.segment for part in parts], [part.dead for part in parts])
        return Part(segment=Segment(path))

    def _new_path(self) -> Path:
        self._next += 1
        return self._path / f"{self._next:08}{SUFFIX}"

    def _keep(self, parts: tuple[Part, ...]) -> None:
        """From now on these count, also after a restart."""
        write_manifest(self._path, parts)
        self._parts = parts
        self._sweep()

    def _begin(self) -> None:
        self._path.mkdir(parents=True, exist_ok=True)
        self._keep(())

    def _read(self) -> tuple[Part, ...]:
        parts = tuple(self._part(*entry) for entry in read_manifest(self._path))
        if any(part.segment.vectors.shape[1] != self._dimensions for part in parts):
            raise StoreError("Der Suchindex ist von einem anderen Modell.")
        self._next = max((int(part.segment.path.stem) for part in parts), default=0)
        return parts

    def _part(self, name: str, dead: list[int]) -> Part:
        return Part.of(Segment(self._path / name), dead)

    def _sweep(self) -> None:
        """Remove files that do not count; one that is still read may stay until the next time."""
        own = {part.segment.path.name for part in self._parts}
        for path in self._path.glob(f"*{SUFFIX}*"):
            if path.name not in own:
                with suppress(OSError):
                    path.unlink()


def _numbers(ids: Iterable[int]) -> npt.NDArray[np.int64]:
    return np.fromiter((id_ for id_ in ids if 0 <= id_ <= LARGEST_ID), dtype=np.int64)


def _few(mask: Mask | None) -> npt.NDArray[np.int64] | None:
    """The rows, where they are few."""
    if mask is None or np.count_nonzero(mask) > FEW * len(mask):
        return None
    return np.flatnonzero(mask)


def _idf(frequencies: npt.NDArray[np.int64], points: int) -> npt.NDArray[np.float64]:
    weights: npt.NDArray[np.float64] = np.log1p((points - frequencies + 0.5) / (frequencies + 0.5))
    return weights


def on_disk(work: Callable[[], T]) -> T:
    """What fails there is a StoreError."""
    try:
        return work()
    except OSError as error:
        raise StoreError(reason_of(error)) from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise StoreError("Der Suchindex ist beschädigt.") from error
