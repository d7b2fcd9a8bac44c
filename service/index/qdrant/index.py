"""The index as a collection of Qdrant: the cluster counts idf and cosine, the weights are ours.

Up to what a cluster cannot promise it answers as the embedded index does: with several shards the
idf is that of a shard, and points that were deleted count for it until the cluster has tidied up.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from qdrant_client import QdrantClient, models

from nlp.errors import StoreError
from nlp.types import Vector
from service.index.checks import LARGEST_ID, check_points, check_vector
from service.index.port import Filter, Payload, Point, Scored, Sparse
from service.index.qdrant.conditions import NothingPassesError, conditions_of
from service.index.qdrant.link import Link
from service.index.qdrant.points import MEANING, WORDS, payload_of, point_of, struct_of
from service.index.top import DIGITS

T = TypeVar("T")
POINTS_AT_ONCE = 200
"""A point is some 15 kB of JSON; the server takes 32 MB at once."""
IDS_AT_ONCE = 1000
LISTED_AT_ONCE = 10_000
MORE, MOST = 16, 2000
"""So many more are asked for, and at most: the cluster leaves open which of equals it gives."""
BREADTH = 256
"""How many neighbours a search in the graph keeps in view."""
INDEXING_THRESHOLD = 10_000
"""Kilobytes of vectors of a segment above which it gets a graph."""
LOOK = 1.0
TIDY = models.OptimizersConfigDiff(deleted_threshold=1e-9, vacuum_min_vector_number=100)
USUAL = models.OptimizersConfigDiff(deleted_threshold=0.2, vacuum_min_vector_number=1000)


class QdrantIndex:
    """A collection, or whatever collection an alias stands for at the moment."""

    def __init__(self, link: Link, name: str, dimensions: int) -> None:
        self._link = link
        self._name = name
        self._dimensions = dimensions

    @property
    def dimensions(self) -> int:
        """Length of a dense vector."""
        return self._dimensions

    def upsert(self, points: Sequence[Point]) -> None:
        """Add or replace; StoreError, and nothing written, where one of the points does not fit."""
        check_points(points, self._dimensions)
        for some in _portions(points, POINTS_AT_ONCE):
            self._upsert([struct_of(point) for point in some])

    def delete(self, ids: Iterable[int]) -> None:
        """Remove; unknown ids are ignored."""
        for some in _portions(_numbers(ids), IDS_AT_ONCE):
            self._delete(models.PointIdsList(points=list(some)))

    def dense(self, vector: Vector, limit: int, where: Filter | None = None) -> Scored:
        """The nearest by cosine."""
        check_vector(vector, self._dimensions)
        return self._best(vector.tolist(), MEANING, limit, where)

    def lexical(self, sparse: Sparse, limit: int, where: Filter | None = None) -> Scored:
        """The best by BM25."""
        if not sparse.indices:
            return []
        asked = models.SparseVector(indices=list(sparse.indices), values=list(sparse.values))
        return [(id_, score) for id_, score in self._best(asked, WORDS, limit, where) if score > 0]

    def payloads(self, ids: Iterable[int]) -> dict[int, Payload]:
        """What is known of these points; unknown ids are left out."""
        found: dict[int, Payload] = {}
        for some in _portions(list(dict.fromkeys(_numbers(ids))), IDS_AT_ONCE):
            found |= {int(each.id): payload_of(each.payload or {}) for each in self._records(some)}
        return found

    def count(self, where: Filter | None = None) -> int:
        """How many points there are, or pass a filter."""
        try:
            conditions = conditions_of(where)
        except NothingPassesError:
            return 0
        return self._link.ask(
            lambda client: client.count(self._name, count_filter=conditions, exact=True)
        ).count

    def ids(self) -> set[int]:
        """The numbers of all points."""
        return {int(record.id) for record in self._scrolled(LISTED_AT_ONCE, whole=False)}

    def points(self) -> Iterator[Point]:
        """Everything that it holds, some points at a time."""
        return map(point_of, self._scrolled(POINTS_AT_ONCE, whole=True))

    def compact(self) -> None:
        """Let the cluster build its graphs, and wait until it has; StoreError where it cannot."""
        self._optimise(models.OptimizersConfigDiff(indexing_threshold=INDEXING_THRESHOLD))

    def purge(self) -> None:
        """Have segments written anew of which something was removed, and wait.

        The cluster leaves small segments as they are; nobody finds in them what was removed.
        """
        self._optimise(TIDY)
        self._optimise(USUAL)

    def close(self) -> None:
        """The connections are the cluster's."""

    def _upsert(self, structs: list[models.PointStruct]) -> None:
        self._link.ask(
            lambda client: client.upsert(
                self._name, points=structs, wait=True, timeout=self._link.writing
            )
        )

    def _delete(self, selector: models.PointIdsList) -> None:
        self._link.ask(
            lambda client: client.delete(
                self._name, points_selector=selector, wait=True, timeout=self._link.writing
            )
        )

    def _best(
        self,
        query: list[float] | models.SparseVector,
        using: str,
        limit: int,
        where: Filter | None,
    ) -> Scored:
        try:
            conditions = conditions_of(where)
        except NothingPassesError:
            return []
        asked = limit + MORE
        while True:
            found = self._nearest(query, using, asked, conditions)
            if len(found) < asked or asked >= MOST or not _is_torn(found, limit):
                return sorted(found, key=lambda each: (-_level(each), each[0]))[:limit]
            asked = min(asked * 4, MOST)

    def _nearest(
        self,
        query: list[float] | models.SparseVector,
        using: str,
        limit: int,
        conditions: models.Filter | None,
    ) -> Scored:
        found = self._link.ask(
            lambda client: client.query_points(
                self._name,
                query=query,
                using=using,
                query_filter=conditions,
                search_params=models.SearchParams(hnsw_ef=max(BREADTH, limit)),
                limit=limit,
                with_payload=False,
            )
        )
        return [(int(point.id), point.score) for point in found.points]

    def _records(self, ids: Sequence[int]) -> list[models.Record]:
        return self._link.ask(
            lambda client: client.retrieve(self._name, ids=list(ids), with_payload=True)
        )

    def _scrolled(self, size: int, *, whole: bool) -> Iterator[models.Record]:
        def page(client: QdrantClient) -> tuple[list[models.Record], Any]:
            return client.scroll(
                self._name, limit=size, offset=after, with_payload=whole, with_vectors=whole
            )

        after: Any = None
        while True:
            records, after = self._link.ask(page)
            yield from records
            if after is None:
                return

    def _optimise(self, config: models.OptimizersConfigDiff) -> None:
        name = self._collection()
        self._link.ask(lambda client: client.update_collection(name, optimizers_config=config))
        while (status := self._status()) == models.CollectionStatus.YELLOW:
            time.sleep(LOOK)
        if status == models.CollectionStatus.RED:
            raise StoreError("Der Cluster kann den Suchindex nicht fertigstellen (Status „red“).")

    def _collection(self) -> str:
        """Settings are of collections, not of aliases."""
        aliases = self._link.ask(lambda client: client.get_aliases()).aliases
        named = {alias.alias_name: alias.collection_name for alias in aliases}
        return named.get(self._name, self._name)

    def _status(self) -> models.CollectionStatus:
        return self._link.ask(lambda client: client.get_collection(self._name)).status


def _is_torn(found: Scored, limit: int) -> bool:
    """Whether there may be more that are as good as the last that is wanted."""
    return 0 < limit <= len(found) and _level(found[-1]) == _level(found[limit - 1])


def _level(each: tuple[int, float]) -> float:
    return round(each[1], DIGITS)


def _numbers(ids: Iterable[int]) -> list[int]:
    return [id_ for id_ in ids if 0 <= id_ <= LARGEST_ID]


def _portions(all_: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(all_)
    while some := list(islice(rest, size)):
        yield some
