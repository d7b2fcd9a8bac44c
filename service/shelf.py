"""Where the index of a store lies, and the ways to open it: to keep it, to follow it, for a moment.

Who keeps an index takes note of what it has heard of out of the database, so there is one for a
database: the database knows which (``INDEX``), and another one is built anew before it is used.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from nlp.encoder import Encoder
from nlp.errors import StoreError
from service.applier import Applier, Applies
from service.index.current import CurrentIndex
from service.index.lock import IndexBusyError
from service.index.memory import MemoryIndex
from service.index.place import About, Held, Place
from service.index.port import Index
from service.keeper import Keeper
from service.ledger import Ledger
from service.rebuild import about_of, take_over
from service.store import Store
from service.store_notes import INDEX

PAUSE = 0.1
ELSEWHERE = 15.0
"""Seconds after which an index that nobody builds here is taken to be somewhere else."""
log = logging.getLogger(__name__)


class Shelf:
    """The place of the index of one store."""

    def __init__(self, place: Place, store: Store, encoder: Encoder) -> None:
        self._place = place
        self._store = store
        self._encoder = encoder

    @contextmanager
    def held(self, *, wait: float, renewing: bool = True) -> Iterator[tuple[Index, Applies]]:
        """The index and what feeds it, brought up to date; IndexBusyError after so many seconds.

        ``renewing``: whether one of another model, that others may search, makes room.
        """
        with self._role(), self._opened(wait=wait, renewing=renewing) as opened:
            yield opened

    @contextmanager
    def kept(self) -> Iterator[Applies]:
        """What feeds the index, brought up to date, for the process that has the role."""
        with self._opened(wait=0.0, renewing=False) as (_, tended):
            yield tended

    def followed(self, keeper: Keeper) -> Index:
        """The index that this process or another keeps, once it is whole.

        IndexBusyError where it is kept in another folder.
        """
        last = time.monotonic()
        while True:
            try:
                return self._place.found(self._about)
            except StoreError:
                if keeper.failure:
                    raise keeper.failure from None
            if self._place.is_held():
                last = time.monotonic()
            elif time.monotonic() - last > ELSEWHERE:
                raise IndexBusyError(
                    "Den Suchindex dieser Datenbank führt ein Prozess mit einem anderen "
                    "Datenordner: Bitte für alle denselben Ordner angeben."
                )
            time.sleep(PAUSE)

    def stand_in(self, *, filled: bool) -> Index:
        """Where another process keeps the index: that one as it is, or one in memory."""
        if filled and (self._store.shared or self._place.shared):
            try:
                return self._place.found(self._about)
            except StoreError:
                # What lies in a cluster may be more than this program's memory holds.
                if self._place.shared:
                    raise
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
    def _opened(self, *, wait: float, renewing: bool) -> Iterator[tuple[Index, Tended]]:
        held = self._place.hold(self._about(), wait=wait, renewing=renewing)
        try:
            current, ledger = CurrentIndex(held.index), Ledger(self._store, held)
            applier = Applier(self._store, current, heard=ledger.hear)
            tended = Tended(self._place, held, applier, current, self._encoder)
            tended.take_over()
            self._bring_up(held, applier, current, ledger)
            yield current, tended
        finally:
            held.close()

    def _bring_up(
        self, held: Held, applier: Applier, current: CurrentIndex, ledger: Ledger
    ) -> None:
        if not held.fresh:
            if ledger.is_sound():
                applier.apply()
                if applier.agrees(roughly=self._place.shared is not None):
                    return
            log.warning("Dem Suchindex fehlen Passagen; er wird aus dem Bestand neu gebaut.")
            current.use(held.renew())
        applier.fill()
        applier.apply()
        self._store.set_note(INDEX, uuid4().hex)
        held.complete(self._about())
        ledger.agree()

    def _about(self) -> About:
        return about_of(self._store, self._encoder)


class Tended:
    """What feeds the index of a place, and puts one that was built anew in its place."""

    def __init__(
        self,
        place: Place,
        held: Held,
        applier: Applier,
        current: CurrentIndex,
        encoder: Encoder,
    ) -> None:
        self.applier = applier
        self._place = place
        self._held = held
        self._current = current
        self._encoder = encoder

    def apply(self, *, stop: Callable[[], bool] = lambda: False) -> int:
        """Hand on all pending changes; how many there were. ``stop``: see ``Applies``."""
        done = self.applier.apply(stop=stop)
        self.take_over()
        return done

    def take_over(self) -> None:
        """Where an index that was built anew is ready, it is the one in use from now on."""
        take_over(self._place, self._held, self.applier, self._current, self._encoder)
