"""A collection that one program keeps up to date while others search."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from nlp.errors import StoreError
from service.index.lock import FileLock
from service.index.place import About
from service.index.qdrant.index import QdrantIndex
from service.index.qdrant.notes import HEARD

if TYPE_CHECKING:
    from service.index.qdrant.cluster import Cluster


class HeldCollection:
    """The index in use, or one that is being filled to take its place."""

    def __init__(self, cluster: Cluster, about: About, lock: FileLock, *, renewing: bool) -> None:
        self._cluster = cluster
        self._about = about
        self._lock = lock
        self._filled: str | None = None
        usable = cluster.is_usable(about, renewing=renewing)
        cluster.sweep(about)
        self._index = cluster.by_name(about) if usable else self._begun()

    @property
    def index(self) -> QdrantIndex:
        """The one in use by its name, or the one that is filled."""
        return self._index

    @property
    def fresh(self) -> bool:
        """Whether it has to be filled; meanwhile others search the one before."""
        return self._filled is not None

    @property
    def about(self) -> About:
        """What it is built from."""
        return self._about

    @property
    def heard(self) -> int | None:
        """The last change of the store that is in it."""
        written = self._cluster.metadata(self._own_name()).get(HEARD, 0)
        return int(written)

    def hear(self, change: int) -> None:
        """So far the changes of the store are in it."""
        self._cluster.note(self._own_name(), {HEARD: change})

    def renew(self) -> QdrantIndex:
        """Begin an empty one; others search the one in use until it is complete."""
        self._index = self._begun()
        return self._index

    def complete(self, about: About | None = None) -> None:
        """It holds all that the store does, and takes over; ``about``: what it is from now on."""
        self._about = about or self._about
        if self._filled:
            self._index.compact()
            self._cluster.note(self._filled, asdict(self._about))
            self._cluster.use(self._filled)
            self._to_the_one_in_use()

    def uses(self, mark: str) -> bool:
        """Whether the index in use is the successor of this mark."""
        return self._cluster.uses(mark)

    def take_over(self, mark: str) -> QdrantIndex:
        """A finished successor in place of the one in use, in one step, and again if need be."""
        self._cluster.switch(mark)
        if self._filled:
            self._cluster.remove(self._filled)
        self._to_the_one_in_use()
        return self._index

    def sweep(self) -> None:
        """Remove what nobody needs any more."""
        self._cluster.sweep(self._about)

    def close(self) -> None:
        """Let others have it."""
        self._lock.release()

    def _begun(self) -> QdrantIndex:
        self._filled = self._cluster.new_name()
        return self._cluster.create(self._filled, self._about)

    def _to_the_one_in_use(self) -> None:
        self._filled = None
        self._index = self._cluster.by_name(self._about)

    def _own_name(self) -> str:
        """Of the collection, not of the alias: what is noted stands there."""
        name = self._filled or self._cluster.target()
        if name is None:
            raise StoreError("Der Suchindex ist aus dem Cluster verschwunden.")
        return name
