"""Where the index of a store lies, and the ways to open it: to keep it, to follow it, for a moment.

Who keeps an index takes note of what it has heard of out of the database, so there is one for a
database: the database knows which (``INDEX``), and another one is built anew before it is used.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from nlp.encoder import Encoder
from nlp.errors import StoreError
from service.applier import Applier, Applies
from service.index.current import CurrentIndex
from service.index.folder import About, IndexFolder, followed, is_held
from service.index.lock import IndexBusyError
from service.index.memory import MemoryIndex
from service.index.port import Index
from service.keeper import Keeper
from service.rebuild import about_of, take_over
from service.store import Store
from service.store_notes import INDEX

PAUSE = 0.1
ELSEWHERE = 15.0
"""Seconds after which an index that nobody builds here is taken to be somewhere else."""
log = logging.getLogger(__name__)


class Shelf:
    """The folder of the index of one store."""

    def __init__(self, path: Path, store: Store, encoder: Encoder) -> None:
        self._path = path
        self._store = store
        self._encoder = encoder

    @contextmanager
    def held(self, *, wait: float) -> Iterator[tuple[Index, Applies]]:
        """The index and what feeds it, brought up to date; IndexBusyError after so many seconds."""
        with self._role(), self._opened(wait=wait) as opened:
            yield opened

    @contextmanager
    def kept(self) -> Iterator[Applies]:
        """What feeds the index, brought up to date, for the process that has the role."""
        with self._opened(wait=0.0) as (_, tended):
            yield tended

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
    def _opened(self, *, wait: float) -> Iterator[tuple[Index, Tended]]:
        folder = IndexFolder(self._path, self._about(), wait=wait)
        try:
            current = CurrentIndex(folder.index)
            tended = Tended(folder, Applier(self._store, current), current, self._encoder)
            tended.take_over()
            self._bring_up(folder, tended.applier, current)
            yield current, tended
        finally:
            folder.close()

    def _bring_up(self, folder: IndexFolder, applier: Applier, current: CurrentIndex) -> None:
        if not folder.fresh:
            applier.apply()
            if applier.agrees():
                return
            log.warning("Dem Suchindex fehlen Passagen; er wird aus dem Bestand neu gebaut.")
            current.use(folder.renew())
        applier.fill()
        applier.apply()
        self._store.set_note(INDEX, uuid4().hex)
        folder.complete(self._about())

    def _about(self) -> About:
        return about_of(self._store, self._encoder)


class Tended:
    """What feeds the index of a folder, and puts one that was built anew in its place."""

    def __init__(
        self, folder: IndexFolder, applier: Applier, current: CurrentIndex, encoder: Encoder
    ) -> None:
        self.applier = applier
        self._folder = folder
        self._current = current
        self._encoder = encoder

    def apply(self) -> int:
        """Hand on all pending changes; how many there were."""
        done = self.applier.apply()
        self.take_over()
        return done

    def take_over(self) -> None:
        """Where an index that was built anew is ready, it is the one in use from now on."""
        take_over(self._folder, self.applier, self._current, self._encoder)
