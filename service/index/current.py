"""The index in use: another may take its place while many search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nlp.types import Vector
from service.index.port import Filter, Index, Payload, Point, Scored, Sparse


class CurrentIndex:
    """Hands everything on to the index in use; one that is exchanged may still be read."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def use(self, index: Index) -> None:
        """From now on this one is asked."""
        self._index = index

    @property
    def dimensions(self) -> int:
        """Length of a dense vector."""
        return self._index.dimensions

    def upsert(self, points: Sequence[Point]) -> None:
        """Add or replace; StoreError, and nothing written, where one of the points does not fit."""
        self._index.upsert(points)

    def delete(self, ids: Iterable[int]) -> None:
        """Remove; unknown ids are ignored."""
        self._index.delete(ids)

    def dense(self, vector: Vector, limit: int, where: Filter | None = None) -> Scored:
        """The nearest by cosine."""
        return self._index.dense(vector, limit, where)

    def lexical(self, sparse: Sparse, limit: int, where: Filter | None = None) -> Scored:
        """The best by BM25."""
        return self._index.lexical(sparse, limit, where)

    def payloads(self, ids: Iterable[int]) -> dict[int, Payload]:
        """What is known of these points; unknown ids are left out."""
        return self._index.payloads(ids)

    def count(self, where: Filter | None = None) -> int:
        """How many points there are, or pass a filter."""
        return self._index.count(where)

    def ids(self) -> set[int]:
        """The numbers of all points."""
        return self._index.ids()

    def purge(self) -> None:
        """Leave nothing of what was removed."""
        self._index.purge()

    def close(self) -> None:
        """Let go of the files."""
        self._index.close()
