"""The places of all reports, kept in memory until one of them changes."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.store import ReportPlaces, Store


class MapStock:
    """Over one store; safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._known: tuple[str, Mapping[str, ReportPlaces]] | None = None

    def reports(self) -> Mapping[str, ReportPlaces]:
        """By the report's id."""
        with self._lock:
            revision = self._store.found.revision()
            if self._known is None or self._known[0] != revision:
                self._known = revision, {each.report: each for each in self._store.places.all()}
            return self._known[1]
