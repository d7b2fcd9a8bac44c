"""Where the index of a store lies, and the ways to open it: to keep it, to follow it, for a moment.

Who keeps an index takes note of what it has heard of out of the database, so there is one for a
database: the database knows which (``INDEX``), and another one is built anew before it is used.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from nlp.encoder import Encoder
from nlp.errors import StoreError
from service.applier import Applier
from service.index.folder import About, IndexFolder, followed, is_held
from service.index.lock import IndexBusyError
from service.index.memory import MemoryIndex
from service.index.port import Index
from service.keeper import Keeper
from service.store import Store

IDENTITY, INDEX = "identity", "index"
PAUSE = 0.1
ELSEWHERE = 15.0
"""Seconds after which an index that nobody builds here is taken to be somewhere else."""


class Shelf:
    """The folder of the index of one store."""

    def __init__(self, path: Path, store: Store, encoder: Encoder) -> None:
        self._path = path
        self._store = store
        self._encoder = encoder

    @contextmanager
    def held(self, *, wait: float) -> Iterator[tuple[Index, Applier]]:
        """The index and what feeds it, brought up to date; IndexBusyError after so many seconds."""
        with self._role(), self._opened(wait=wait) as (folder, applier):
            yield folder.index, applier

    @contextmanager
    def kept(self) -> Iterator[Applier]:
        """What feeds the index, brought up to date, for the process that has the role."""
        with self._opened(wait=0.0) as (_, applier):
            yield applier

    def followed(self, keeper: Keeper) -> Index:
        """The index that this process or another keeps, once it is whole.

        IndexBusyError where it is kept in another folder.
        """
        last = time.monotonic()
        while True:
            try:
                return followed(self._path, self._about)
            except StoreError:
                if keeper.failure:
                    raise keeper.failure from None
            if is_held(self._path):
                last = time.monotonic()
            elif time.monotonic() - last > ELSEWHERE:
                raise IndexBusyError(
                    "Den Suchindex dieser Datenbank führt ein Prozess mit einem anderen "
                    "Datenordner: Bitte für alle denselben Ordner angeben."
                )
            time.sleep(PAUSE)

    def stand_in(self, *, filled: bool) -> Index:
        """Where another process keeps the index: that one as it is, or one in memory."""
        if self._store.shared and filled:
            try:
                return followed(self._path, self._about)
            except StoreError:
                pass
        index = MemoryIndex(self._encoder.dimensions)
        if filled:
            Applier(self._store, index).fill()
        return index

    @contextmanager
    def _role(self) -> Iterator[None]:
        """For a command: where several processes may serve, none of them is keeping the index."""
        lease = self._store.keeper() if self._store.shared else None
        try:
            if lease and not lease.take():
                raise IndexBusyError("Den Suchindex führt gerade ein anderer Prozess.")
            yield
        finally:
            if lease:
                lease.release()

    @contextmanager
    def _opened(self, *, wait: float) -> Iterator[tuple[IndexFolder, Applier]]:
        folder = IndexFolder(self._path, self._about(), wait=wait)
        try:
            yield folder, self._brought_up(folder)
        finally:
            folder.close()

    def _brought_up(self, folder: IndexFolder) -> Applier:
        applier = Applier(self._store, folder.index)
        if not folder.fresh:
            applier.apply()
            if applier.agrees():
                return applier
            applier = Applier(self._store, folder.renew())
        applier.fill()
        applier.apply()
        self._store.set_note(INDEX, uuid4().hex)
        folder.complete(self._about())
        return applier

    def _about(self) -> About:
        # Read first: for each search that finds the index changed, nothing is written.
        identity = self._store.note(IDENTITY) or self._store.note_once(IDENTITY, uuid4().hex)
        names = (identity, self._store.note(INDEX) or "")
        return About(
            encoder=self._encoder.name,
            dimensions=self._encoder.dimensions,
            store="/".join(filter(None, names)),
        )
