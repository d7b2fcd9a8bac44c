"""All reports as filters and facets see them, kept in memory until one of them changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, TypeVar

from service.patience import Patience
from service.store import Card, FoundStore

MOST = 100
"""Results that are kept: those of the filters that are asked for most come again and again."""
T = TypeVar("T")


class Catalogue:
    """The cards of a store; safe to share between threads."""

    def __init__(self, found: FoundStore) -> None:
        self._found = found
        self._lock = Lock()
        self._revision: str | None = None
        self._patience = Patience()
        self._cards: Sequence[Card] = ()
        self._kept: dict[Hashable, Any] = {}

    def cards(self) -> Sequence[Card]:
        """Of all reports, in the order of their ids; where reports keep coming in, of those of
        some seconds ago."""
        with self._lock:
            if self._revision is None or not self._patience.may_keep():
                self._renew()
            return self._cards

    def fresh(self) -> Sequence[Card]:
        """The same of all reports that are stored now."""
        with self._lock:
            self._renew()
            return self._cards

    def _renew(self) -> None:
        revision = self._found.revision()
        if self._revision == revision:
            return
        begun = time.monotonic()
        self._cards, self._kept = tuple(self._found.cards(self._cards)), {}
        self._revision = revision
        self._patience.made(time.monotonic() - begun)

    def once(self, key: Hashable, cards: Sequence[Card], make: Callable[[], T]) -> T:
        """What is made of these cards, kept as long as they are those of the store."""
        with self._lock:
            kept = self._kept if cards is self._cards else {}
            if key in kept:
                found: T = kept[key]
                return found
        made = make()
        with self._lock:
            if len(kept) >= MOST:
                kept.clear()
            kept[key] = made
        return made
