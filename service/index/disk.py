"""The index on disk: exact search over a few immutable segments that are merged.

The way of log-structured merge trees (O'Neil et al., 1996) and of Lucene: new points make a new
segment, points that are gone are only noted, and segments of like size are merged, so that there
are about as many as the logarithm of all points. A manifest names what counts: it is replaced in
one step, so that a program that ends at any moment leaves the state before or after.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from typing import TypeVar
from zlib import crc32

import numpy as np
import numpy.typing as npt

from nlp.errors import StoreError
from nlp.types import Matrix, Vector
from service.index.arrays import Array, sync_folder
from service.index.checks import LARGEST_ID, check_points, check_vector
from service.index.columns import Mask
from service.index.filters import is_open
from service.index.port import Filter, Payload, Point, Scored, Sparse
from service.index.segment import Segment, merge_segments, write_segment
from service.index.top import Found, best_of, top
from service.media import reason_of

T = TypeVar("T")
MANIFEST = "manifest.json"
SUFFIX = ".segment"
# A segment is merged into the next when that is less than so many times as large.
TIER = 3
# Of a segment of which a larger share is gone the rest is written anew.
DEAD_SHARE = 0.2
THREAD_ROWS = 1 << 15
POINTS_AT_ONCE = 1 << 11
FEW = 0.15
"""Of so small a share of points vectors are picked out rather than all compared."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """A segment, and which of its points are gone."""

    segment: Segment
    dead: Mask | None = None

    @property
    def living(self) -> int:
        return len(self.segment) - (0 if self.dead is None else int(self.dead.sum()))


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
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="index")
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
        weights = np.asarray(sparse.values) * _idf(frequencies, sum(map(_worded, parts)))
        pairs = zip(parts, postings, strict=True)
        return best_of([_alike(p, own.weighted(weights), limit, where) for p, own in pairs], limit)

    def payloads(self, ids: Iterable[int]) -> dict[int, Payload]:
        """What is known of these points; unknown ids are left out."""
        wanted = _numbers(ids)
        found: dict[int, Payload] = {}
        for part in self._current():
            rows = _rows(part, wanted)
            here = np.flatnonzero(rows >= 0)
            payloads = part.segment.columns.payloads(rows[here])
            found |= zip(wanted[here].tolist(), payloads, strict=True)
        return found

    def count(self, where: Filter | None = None) -> int:
        """How many points there are, or pass a filter."""
        if where is None or is_open(where):
            return sum(part.living for part in self._current())
        masks = (_passing(part, where) for part in self._current())
        return sum(int(np.count_nonzero(mask)) for mask in masks if mask is not None)

    def ids(self) -> set[int]:
        """The numbers of all points."""
        own = (part.segment.ids[_living_rows(part)].tolist() for part in self._current())
        return set[int]().union(*own)

    def points(self) -> Iterator[Point]:
        """Everything that it holds, some points at a time."""
        for part in self._current():
            rows = _living_rows(part)
            for start in range(0, len(rows), POINTS_AT_ONCE):
                yield from part.segment.points(rows[start : start + POINTS_AT_ONCE])

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
            self._pool.shutdown()

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
        segment, mask = part.segment, _passing(part, where)
        rows = _few(mask)
        if rows is not None:
            return top(segment.ids[rows], segment.vectors[rows] @ vector, limit)
        scores = self._multiplied(segment.vectors, vector)
        if mask is not None:
            scores[~mask] = -np.inf
        return top(segment.ids, scores, limit)

    def _multiplied(self, matrix: Matrix, vector: Vector) -> npt.NDArray[np.float32]:
        """With as many threads as there are processors: matrix products let others run."""
        size = max(THREAD_ROWS, -(-len(matrix) // (os.cpu_count() or 1)))
        cuts = range(0, len(matrix), size)
        if len(cuts) < 2:
            return matrix @ vector
        return np.concatenate(
            list(self._pool.map(lambda at: matrix[at : at + size] @ vector, cuts))
        )

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
        parts = []
        for part in self._parts:
            rows = part.segment.rows_of(ids)
            dead = np.zeros(len(part.segment), bool) if part.dead is None else part.dead.copy()
            dead[rows[rows >= 0]] = True
            parts.append(replace(part, dead=dead) if (rows >= 0).any() else part)
        return tuple(part for part in parts if part.living)

    def _tidy(self) -> None:
        """Join the last segments as long as the one before is not much larger."""
        sizes = [part.living for part in self._parts]
        first = len(sizes) - 1
        while first > 0 and sizes[first - 1] < TIER * sum(sizes[first:]):
            first -= 1
        if first < len(sizes) - 1:
            self._keep((*self._parts[:first], self._merged(self._parts[first:])))
        worn = [part for part in self._parts if _is_worn(part)]
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
        body = json.dumps([_entry(part) for part in parts])
        draft = self._path / f"{MANIFEST}.new"
        with draft.open("w", encoding="utf-8") as file:
            file.write(json.dumps({"sum": crc32(body.encode()), "parts": body}))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path / MANIFEST)
        sync_folder(self._path)
        self._parts = parts
        self._sweep()

    def _begin(self) -> None:
        self._path.mkdir(parents=True, exist_ok=True)
        self._keep(())

    def _read(self) -> tuple[Part, ...]:
        manifest = json.loads((self._path / MANIFEST).read_text(encoding="utf-8"))
        if crc32(manifest["parts"].encode()) != manifest["sum"]:
            raise StoreError("Der Suchindex ist beschädigt.")
        parts = tuple(self._part(*entry) for entry in json.loads(manifest["parts"]))
        if any(part.segment.vectors.shape[1] != self._dimensions for part in parts):
            raise StoreError("Der Suchindex ist von einem anderen Modell.")
        self._next = max((int(part.segment.path.stem) for part in parts), default=0)
        return parts

    def _part(self, name: str, dead: list[int]) -> Part:
        segment = Segment(self._path / name)
        mask = np.zeros(len(segment), dtype=bool)
        mask[dead] = True
        return Part(segment=segment, dead=mask if dead else None)

    def _sweep(self) -> None:
        """Remove files that do not count; one that is still read may stay until the next time."""
        own = {part.segment.path.name for part in self._parts}
        for path in self._path.glob(f"*{SUFFIX}*"):
            if path.name not in own:
                with suppress(OSError):
                    path.unlink()


def _numbers(ids: Iterable[int]) -> npt.NDArray[np.int64]:
    return np.fromiter((id_ for id_ in ids if 0 <= id_ <= LARGEST_ID), dtype=np.int64)


def _alike(part: Part, scores: Array, limit: int, where: Filter | None) -> Found:
    mask = _passing(part, where)
    if mask is not None:
        scores[~mask] = 0
    ids, best = top(part.segment.ids, scores, limit)
    return ids[best > 0], best[best > 0]


def _passing(part: Part, where: Filter | None) -> Mask | None:
    """(points,): who lives and passes; None for all."""
    if where is None or is_open(where):
        return None if part.dead is None else ~part.dead
    mask = part.segment.columns.passing(where)
    return mask if part.dead is None else mask & ~part.dead


def _few(mask: Mask | None) -> npt.NDArray[np.int64] | None:
    """The rows, where they are few."""
    if mask is None or np.count_nonzero(mask) > FEW * len(mask):
        return None
    return np.flatnonzero(mask)


def _rows(part: Part, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    rows = part.segment.rows_of(ids)
    if part.dead is not None:
        rows[(rows >= 0) & part.dead[rows]] = -1
    return rows


def _living_rows(part: Part) -> npt.NDArray[np.int64]:
    return np.arange(len(part.segment)) if part.dead is None else np.flatnonzero(~part.dead)


def _worded(part: Part) -> int:
    worded = part.segment.worded
    return int(np.count_nonzero(worded if part.dead is None else worded & ~part.dead))


def _is_worn(part: Part) -> bool:
    return len(part.segment) - part.living > DEAD_SHARE * len(part.segment)


def _idf(frequencies: npt.NDArray[np.int64], points: int) -> npt.NDArray[np.float64]:
    weights: npt.NDArray[np.float64] = np.log1p((points - frequencies + 0.5) / (frequencies + 0.5))
    return weights


def _entry(part: Part) -> tuple[str, list[int]]:
    dead = [] if part.dead is None else np.flatnonzero(part.dead).tolist()
    return part.segment.path.name, dead


def on_disk(work: Callable[[], T]) -> T:
    """What fails there is a StoreError."""
    try:
        return work()
    except OSError as error:
        raise StoreError(reason_of(error)) from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise StoreError("Der Suchindex ist beschädigt.") from error
