"""The places of the stock: which reports name each, which projects work there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from nlp.registry.records import state_of
from nlp.types import Analysis, Place
from service.exports.selection import Selection, selected

if TYPE_CHECKING:
    from nlp.registry import Entry
    from service.registry import ProjectRegistry
    from service.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """A place with the ids of the reports that name it and the projects that work there."""

    place: Place
    reports: tuple[str, ...]
    projects: tuple[Entry, ...]

    @property
    def state(self) -> str | None:
        """The state that it is or lies in."""
        return state_of(self.place)


def collect_places(
    reports: Iterable[Analysis], *, registry: ProjectRegistry
) -> tuple[PlaceCount, ...]:
    """The places of these reports, the most named first."""
    places: dict[str, Place] = {}
    named: dict[str, list[str]] = {}
    for report in reports:
        own = {m.place.id: m.place for m in report.mentions if m.place}
        for place_id, place in own.items():
            places.setdefault(place_id, place)
            named.setdefault(place_id, []).append(report.id)
    working = _working(registry.all(), places, named)
    counts = (
        PlaceCount(
            place=place,
            reports=tuple(named[place_id]),
            projects=tuple(working.get(place_id, ())),
        )
        for place_id, place in places.items()
    )
    return tuple(sorted(counts, key=lambda c: (-len(c.reports), c.place.name, c.place.id)))


class PlaceTable:
    """The places of all reports, counted anew when the stock has changed; safe between threads."""

    def __init__(self, store: Store, registry: ProjectRegistry) -> None:
        self._store = store
        self._registry = registry
        self._known: tuple[str, tuple[PlaceCount, ...]] | None = None
        self._lock = Lock()

    def all(self) -> tuple[PlaceCount, ...]:
        """The most named first."""
        with self._lock:
            revision = f"{self._store.projects.revision()} {self._store.revision()}"
            if self._known is None or self._known[0] != revision:
                reports = selected(self._store, Selection(), texts=False)
                self._known = (revision, collect_places(reports, registry=self._registry))
            return self._known[1]


def _working(
    entries: Iterable[Entry], places: dict[str, Place], named: dict[str, list[str]]
) -> dict[str, list[Entry]]:
    """By place, the projects of these reports that work there."""
    shown = {report for reports in named.values() for report in reports}
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if not shown.isdisjoint(entry.reports):
            for place_id in dict.fromkeys(place.id for place in entry.places):
                if place_id in places:
                    found.setdefault(place_id, []).append(entry)
    return found
