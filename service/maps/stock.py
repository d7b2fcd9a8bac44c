"""The places of all reports, and what was made of them, kept until the stock changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from service.store import ReportPlaces, Store

MOST = 60
"""Results that are kept: the same maps are asked for again and again."""
T = TypeVar("T")


class MapStock:
    """Over one store; safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._known: tuple[str, Mapping[str, ReportPlaces]] | None = None
        self._kept: tuple[str, dict[Hashable, Any]] = "", {}

    def reports(self) -> Mapping[str, ReportPlaces]:
        """By the report's id."""
        with self._lock:
            revision = self._store.found.revision()
            if self._known is None or self._known[0] != revision:
                self._known = revision, {each.report: each for each in self._store.places.all()}
            return self._known[1]

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is made of reports and projects, kept as long as they stay as they are."""
        revision = f"{self._store.found.revision()} {self._store.projects.revision()}"
        with self._lock:
            if self._kept[0] != revision or len(self._kept[1]) >= MOST:
                self._kept = revision, {}
            kept = self._kept[1]
        if key not in kept:
            kept[key] = make()
        found: T = kept[key]
        return found
