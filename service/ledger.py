"""How far an index elsewhere has heard of the store, kept on both sides.

The store forgets changes that the index holds. An index that was put back to a former state would
lack them, and one that is ahead of a database that was put back knows passages by numbers that are
given again: both show here. The index notes first, then the store, then it forgets.
"""

from __future__ import annotations

from service.index.place import Held
from service.store import Store
from service.store_notes import HEARD

NONE = 0


class Ledger:
    """Of an index that is held; one that lies beside its store keeps none."""

    def __init__(self, store: Store, held: Held) -> None:
        self._store = store
        self._held = held
        self._kept = held.heard is not None

    def hear(self, change: int) -> None:
        """The index holds the changes up to this one, durably."""
        if self._kept:
            self._held.hear(change)
            self._store.set_note(HEARD, str(change))

    def agree(self) -> None:
        """The index was filled from the store as it is now."""
        if self._kept:
            self._held.hear(last_heard(self._store))

    def is_sound(self) -> bool:
        """Whether the index has heard of all that the store has forgotten, and of nothing else."""
        heard, told = self._held.heard, last_heard(self._store)
        if heard is None or heard == told:
            return True
        return heard > told and any(change.id == heard for change in self._store.pending())


def last_heard(store: Store) -> int:
    """The last change that the store says the index holds."""
    written = store.note(HEARD)
    return int(written) if written else NONE
