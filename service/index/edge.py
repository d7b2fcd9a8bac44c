"""The index in this process: an adapter for qdrant-edge-py 0.9.

Without ``optimize()`` every search is exact; that serves 200,000 passages, and ``optimize()``
would hold the interpreter to its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

import numpy as np
import qdrant_edge as engine

from nlp.errors import StoreError
from nlp.types import Vector
from service.index.checks import check_points, check_vector
from service.index.edge_payload import KEYWORDS, NUMBERS, engine_filter, from_engine, to_engine
from service.index.port import Filter, Payload, Point, Scored, Sparse

DENSE, LEXICAL = "dense", "lexical"
BATCH = 500
# The engine's idf still counts deleted points until it is loaded again.
STALE_SHARE = 0.05


class EdgeIndex:
    """A shard in a folder; one process at a time."""

    def __init__(self, path: Path, dimensions: int, *, create: bool) -> None:
        """Open or create; StoreError where the folder is damaged or in use."""
        self._path = path
        self._dimensions = dimensions
        self._lock = RLock()
        self._stale = 0
        self._closed = False
        with _translated():
            self._shard = _created(path, dimensions) if create else _loaded(path)
            if not create:
                self._probe()

    @property
    def dimensions(self) -> int:
        """Length of a dense vector."""
        return self._dimensions

    def upsert(self, points: Sequence[Point]) -> None:
        """Add or replace; StoreError, and nothing written, where one of the points does not fit."""
        check_points(points, self._dimensions)
        with self._lock, _translated():
            for start in range(0, len(points), BATCH):
                batch = [_point(point) for point in points[start : start + BATCH]]
                self._shard.update(engine.UpdateOperation.upsert_points(batch))
            self._shard.flush()

    def delete(self, ids: Iterable[int]) -> None:
        """Remove; unknown ids are ignored."""
        gone: list[engine.PointId] = list(ids)
        if not gone:
            return
        with self._lock, _translated():
            before = self.count()
            self._shard.update(engine.UpdateOperation.delete_points(gone))
            self._shard.flush()
            self._stale += before - self.count()
            if self._stale > STALE_SHARE * before:
                self._reload()

    def dense(self, vector: Vector, limit: int, where: Filter | None = None) -> Scored:
        """The nearest by cosine."""
        check_vector(vector, self._dimensions)
        return self._nearest(vector.tolist(), DENSE, limit, where)

    def lexical(self, sparse: Sparse, limit: int, where: Filter | None = None) -> Scored:
        """The best by BM25."""
        if not sparse.indices:
            return []
        return self._nearest(_sparse(sparse), LEXICAL, limit, where)

    def payloads(self, ids: Iterable[int]) -> dict[int, Payload]:
        """What is known of these points; unknown ids are left out."""
        wanted: list[engine.PointId] = list(dict.fromkeys(ids))
        with self._lock, _translated():
            records = self._shard.retrieve(wanted, with_payload=True, with_vector=False)
        return {int(record.id): from_engine(record.payload or {}) for record in records}

    def count(self, where: Filter | None = None) -> int:
        """How many points there are, or pass a filter."""
        asked = engine.CountRequest(exact=True, filter=engine_filter(where))
        with self._lock, _translated():
            return int(self._shard.count(asked))

    def close(self) -> None:
        """Write out and let go of the files; twice is harmless."""
        with self._lock, _translated():
            if not self._closed:
                self._closed = True
                self._shard.flush()
                self._shard.close()

    def _nearest(
        self,
        vector: list[float] | engine.SparseVector,
        name: str,
        limit: int,
        where: Filter | None,
    ) -> Scored:
        query = engine.Query.Nearest(vector, using=name)
        request = engine.QueryRequest(limit=limit, query=query, filter=engine_filter(where))
        with self._lock, _translated():
            found = self._shard.query(request)
        scored = [(int(point.id), float(point.score)) for point in found]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))

    def _reload(self) -> None:
        self._shard.close()
        self._shard = _loaded(self._path)
        self._stale = 0

    def _probe(self) -> None:
        # Some damage shows only when vectors are read: a damaged folder may load and find nothing.
        vector = np.full(self._dimensions, self._dimensions**-0.5, dtype=np.float32)
        if len(self.dense(vector, 10)) != min(10, self.count()):
            raise StoreError("Der Suchindex ist beschädigt.")


def _created(path: Path, dimensions: int) -> engine.EdgeShard:
    path.mkdir(parents=True, exist_ok=True)
    dense = engine.EdgeVectorParams(size=dimensions, distance=engine.Distance.Cosine)
    lexical = engine.EdgeSparseVectorParams(modifier=engine.Modifier.Idf)
    config = engine.EdgeConfig(vectors={DENSE: dense}, sparse_vectors={LEXICAL: lexical})
    shard = engine.EdgeShard.create(str(path), config)
    fields = dict.fromkeys(KEYWORDS, engine.PayloadSchemaType.Keyword)
    for name, kind in (fields | dict.fromkeys(NUMBERS, engine.PayloadSchemaType.Integer)).items():
        shard.update(engine.UpdateOperation.create_field_index(name, kind))
    return shard


def _loaded(path: Path) -> engine.EdgeShard:
    return engine.EdgeShard.load(str(path))


def _point(point: Point) -> engine.Point:
    vectors = {DENSE: point.vector.tolist(), LEXICAL: _sparse(point.sparse)}
    return engine.Point(point.id, vectors, to_engine(point.payload))


def _sparse(sparse: Sparse) -> engine.SparseVector:
    return engine.SparseVector(indices=list(sparse.indices), values=list(sparse.values))


@contextmanager
def _translated() -> Iterator[None]:
    """The engine raises bare exceptions, and panics that are none: both as StoreError."""
    try:
        yield
    except (StoreError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise StoreError("Der Suchindex kann nicht benutzt werden.") from error
