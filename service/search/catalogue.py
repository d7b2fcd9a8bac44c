"""All reports as filters and facets see them, kept in memory until one of them changes."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from service.store import Card, FoundStore


class Catalogue:
    """The cards of a store; safe to share between threads."""

    def __init__(self, found: FoundStore) -> None:
        self._found = found
        self._lock = Lock()
        self._known: tuple[str, Sequence[Card]] | None = None

    def cards(self) -> Sequence[Card]:
        """Of all reports, in the order of their ids."""
        with self._lock:
            revision = self._found.revision()
            if self._known is None or self._known[0] != revision:
                self._known = revision, tuple(self._found.cards())
            return self._known[1]
