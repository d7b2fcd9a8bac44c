"""The collections of one stock in a cluster: an alias names the one in use.

Collections are called ``NAME-`` and eight hex digits, the alias ``NAME``; what each was built from
stands in its metadata. Another one takes over by moving the alias, in one step, so that nobody who
searches meets a gap. Nothing of another stock is ever touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from qdrant_client import QdrantClient, models

from nlp.errors import BadInputError, StoreError
from service.index.build import read_plan
from service.index.folder import LOCK
from service.index.lock import FileLock
from service.index.place import About
from service.index.qdrant.held import HeldCollection
from service.index.qdrant.index import QdrantIndex
from service.index.qdrant.link import Link
from service.index.qdrant.notes import (
    BEGUN,
    COMPLETE,
    HEARD,
    SUCCESSOR,
    is_abandoned,
    is_of,
    model_of,
    of_another_model,
    origin_of,
)
from service.index.qdrant.shape import Layout, create_collection

if TYPE_CHECKING:
    from service.settings import Settings

WRITES = 3
"""A write may take so many times as long as a search."""
OF_ANOTHER_STOCK = (
    "Unter dem Namen „{name}“ liegt im Cluster der Suchindex eines anderen Bestands: "
    "Bitte FUNDSTELLE_INDEX_NAME anders wählen oder jenen im Cluster löschen."
)


def connected(settings: Settings) -> Cluster:
    """The cluster of the settings; nothing is asked yet. BadInputError for a wrong address."""
    try:
        client = QdrantClient(
            url=settings.index_url,
            # As a header: the client would warn in English of connections without encryption.
            headers={"api-key": settings.index_key} if settings.index_key else None,
            timeout=settings.index_timeout,
            check_compatibility=False,
        )
    except ValueError as error:
        raise BadInputError(
            "FUNDSTELLE_INDEX_URL ist keine Adresse wie „http://qdrant.example:6333“."
        ) from error
    layout = Layout(
        shards=settings.index_shards,
        replicas=settings.index_replicas,
        quantised=settings.index_quantised,
    )
    link = Link(client, writing=WRITES * settings.index_timeout)
    return Cluster(link, settings.index_name, layout, settings.index_folder)


class Cluster:
    """Where the index of one stock lies. ``folder``: notes and the lock of this machine."""

    def __init__(self, link: Link, name: str, layout: Layout, folder: Path) -> None:
        self._link = link
        self._name = name
        self._layout = layout
        self.folder = folder

    @property
    def shared(self) -> Cluster:
        """Programs elsewhere follow the alias."""
        return self

    def hold(self, about: About, *, wait: float, renewing: bool = True) -> HeldCollection:
        """The index in use, or one begun anew where there is none.

        IndexBusyError where another program on this machine has it. One of another model is
        begun anew with ``renewing``, else StoreError; one of another stock is always refused.
        """
        lock = FileLock(self.folder / LOCK)
        lock.acquire(wait=wait)
        try:
            return HeldCollection(self, about, lock, renewing=renewing)
        except BaseException:
            lock.release()
            raise

    def found(self, about: Callable[[], About]) -> QdrantIndex:
        """The index in use, whoever keeps it; StoreError where there is none that is whole."""
        if not self.is_usable(about(), renewing=False):
            raise StoreError("Der Suchindex im Cluster ist noch nicht vollständig.")
        return self.by_name(about())

    def is_held(self) -> bool:
        """It may be on any machine."""
        return True

    def written(self) -> dict[str, Any] | None:
        """What the index in use was built from, None where there is none that is complete."""
        target = self.target()
        metadata = self.metadata(target) if target else {}
        return origin_of(metadata) if metadata.get(COMPLETE) else None

    @contextmanager
    def looked_at(self, about: About) -> Iterator[QdrantIndex]:
        """The index in use, which others may hold."""
        yield self.by_name(about)

    def begin(self, about: About, mark: str) -> QdrantIndex:
        """A successor, empty."""
        return self.create(self._marked(mark), about, successor=True)

    def go_on(self, about: About, mark: str) -> QdrantIndex:
        """A successor that was begun; StoreError where it is not there."""
        if origin_of(self.metadata(self._marked(mark))) != asdict(about):
            raise StoreError("Der begonnene Suchindex ist von einem anderen Sprachmodell.")
        return QdrantIndex(self._link, self._marked(mark), about.dimensions)

    def drop(self, mark: str) -> None:
        """Remove a successor unless it is in use."""
        if self.target() != self._marked(mark):
            self.remove(self._marked(mark))

    def switch(self, mark: str) -> None:
        """A finished successor in place of the one in use."""
        self.use(self._marked(mark))

    def hear(self, change: int) -> None:
        """So far the changes of the store are in the index in use, or further."""
        target = self.target()
        if target and change > self.metadata(target).get(HEARD, 0):
            self.note(target, {HEARD: change})

    def close(self) -> None:
        """Let go of the connections."""
        self._link.close()

    def target(self) -> str | None:
        """The collection in use."""
        aliases = self._link.ask(lambda client: client.get_aliases()).aliases
        return next((a.collection_name for a in aliases if a.alias_name == self._name), None)

    def is_usable(self, about: About, *, renewing: bool) -> bool:
        """Whether there is an index of this origin that is whole; StoreError as ``hold``."""
        target = self.target()
        if target is None:
            return False
        metadata = self.metadata(target)
        if not is_of(metadata, about):
            raise StoreError(OF_ANOTHER_STOCK.format(name=self._name))
        if model_of(metadata) != model_of(asdict(about)) and not renewing:
            raise StoreError(of_another_model(metadata, about))
        return bool(metadata.get(COMPLETE)) and origin_of(metadata) == asdict(about)

    def by_name(self, about: About) -> QdrantIndex:
        """Whatever index is in use when it is asked."""
        return QdrantIndex(self._link, self._name, about.dimensions)

    def create(self, collection: str, about: About, *, successor: bool = False) -> QdrantIndex:
        """An empty one under its own name; ``successor``: others may hold the one in use."""
        noted = {COMPLETE: False, HEARD: 0, SUCCESSOR: successor}
        metadata = asdict(about) | noted | {BEGUN: datetime.now(UTC).isoformat()}
        create_collection(self._link, collection, about.dimensions, self._layout, metadata)
        return QdrantIndex(self._link, collection, about.dimensions)

    def use(self, collection: str) -> None:
        """From now on the alias means this one; the one before is removed."""
        before = self.target()
        if before == collection:
            return
        self.note(collection, {COMPLETE: True})
        create = models.CreateAlias(collection_name=collection, alias_name=self._name)
        changes: list[models.AliasOperations] = [models.CreateAliasOperation(create_alias=create)]
        if before:
            delete = models.DeleteAlias(alias_name=self._name)
            changes.insert(0, models.DeleteAliasOperation(delete_alias=delete))
        self._link.ask(lambda client: client.update_collection_aliases(changes))
        if before:
            self.remove(before)

    def sweep(self, about: About) -> None:
        """Remove what was begun for this stock and left behind, unless somebody may go on.

        Only for who holds the index: nobody else fills one for it then, but for successors.
        """
        plan = read_plan(self.folder)
        kept = {self.target(), self._marked(plan.mark) if plan else None}
        for collection in self._own_names():
            if collection not in kept and is_abandoned(self.metadata(collection), about):
                self.remove(collection)

    def new_name(self) -> str:
        """Of a collection that is not there yet."""
        return self._marked(uuid4().hex[:8])

    def uses(self, mark: str) -> bool:
        """Whether the index in use is the successor of this mark."""
        return self.target() == self._marked(mark)

    def metadata(self, collection: str) -> dict[str, Any]:
        """What is noted of a collection; StoreError where it is not there."""
        info = self._link.ask(lambda client: client.get_collection(collection))
        return info.config.metadata or {}

    def note(self, collection: str, values: dict[str, Any]) -> None:
        """Note more of it."""
        self._link.ask(lambda client: client.update_collection(collection, metadata=values))

    def remove(self, collection: str) -> None:
        """One that is not there is as good."""
        if self._link.ask(lambda client: client.collection_exists(collection)):
            self._link.ask(lambda client: client.delete_collection(collection))

    def _own_names(self) -> list[str]:
        pattern = re.compile(re.escape(self._name) + r"-[0-9a-f]{8}", re.ASCII)
        found = self._link.ask(lambda client: client.get_collections()).collections
        return [each.name for each in found if pattern.fullmatch(each.name)]

    def _marked(self, mark: str) -> str:
        return f"{self._name}-{mark}"
