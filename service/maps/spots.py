"""Which places speak for what was found, and how often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus.geometry.projection import on_map
from corpus.geometry.simplify import Point
from nlp.registry.records import state_of
from nlp.types import Place, PlaceKind
from service.search.matches import Matches

if TYPE_CHECKING:
    from service.registry import ProjectRegistry
    from service.store import ReportPlaces

Basis = Literal["event", "projects", "all"]
"""Where events were, where projects work, or all places that are named."""
AREAS: frozenset[PlaceKind] = frozenset({"state", "region", "river", "country"})
"""Too large to be a point."""

Located = Iterator[tuple[str, Place]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place and what was found there; ``at``: on the map, None where it has no position."""

    place: Place
    at: Point | None
    items: frozenset[str]
    count: int

    @property
    def drawn(self) -> bool:
        """Whether it is a point on the map of Germany."""
        return self.at is not None and self.place.country == "DE" and self.place.kind not in AREAS


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """``found``: the places, the most frequent first; ``weights``: how often each item counts;
    ``without``: how many of what was found have no place at all."""

    found: tuple[Spot, ...]
    weights: Mapping[str, int]
    without: int

    def count(self, items: Iterable[str]) -> int:
        """How many these are together, each once."""
        return sum(self.weights[item] for item in set(items))


def spots_of(
    matches: Matches,
    basis: Basis,
    *,
    places: Mapping[str, ReportPlaces],
    registry: ProjectRegistry,
) -> Spots:
    """The places of what was found. A restriction by place or state holds for them as well.

    Items are ids of reports, of projects where those are asked for; a report counts as often as
    it has lessons where those are asked for.
    """
    weights = _weights(matches)
    located = _located(matches, basis, places, registry)
    by_place: dict[str, set[str]] = {}
    known: dict[str, Place] = {}
    for item, place in located:
        if place.id not in known:
            known[place.id] = place
            by_place[place.id] = set()
        by_place[place.id].add(item)
    found = [
        _spot(known[id_], items, weights)
        for id_, items in by_place.items()
        if _fits(known[id_], matches)
    ]
    shown = {item for spot in found for item in spot.items}
    return Spots(
        found=tuple(sorted(found, key=lambda s: (-s.count, s.place.name, s.place.id))),
        weights=weights,
        without=sum(weights.values()) - sum(weights[item] for item in shown),
    )


def _weights(matches: Matches) -> Mapping[str, int]:
    if matches.result.kind == "projects":
        return {entry.id: 1 for entry in matches.entries}
    if matches.result.kind == "lessons":
        return matches.lessons
    return dict.fromkeys(matches.reports, 1)


def _located(
    matches: Matches,
    basis: Basis,
    places: Mapping[str, ReportPlaces],
    registry: ProjectRegistry,
) -> Located:
    if matches.result.kind == "projects":
        yield from _of_entries(matches, basis, places)
        return
    items = matches.lessons if matches.result.kind == "lessons" else matches.reports
    if basis in ("projects", "all"):
        for report, named in registry.in_reports(items).items():
            yield from ((report, place) for _, record in named for place in record.places)
    for report in items:
        if own := places.get(report):
            if own.event and basis in ("event", "all"):
                yield report, own.event
            if basis == "all":
                yield from ((report, place) for place in own.named)


def _of_entries(matches: Matches, basis: Basis, places: Mapping[str, ReportPlaces]) -> Located:
    for entry in matches.entries:
        if basis in ("projects", "all"):
            yield from ((entry.id, place) for place in entry.places)
        if basis in ("event", "all"):
            own = (places.get(report) for report in entry.reports if report in matches.reports)
            yield from ((entry.id, each.event) for each in own if each and each.event)


def _fits(place: Place, matches: Matches) -> bool:
    where = matches.where
    inside = not where.places or not {place.id, *place.parents}.isdisjoint(where.places)
    return inside and (not where.states or state_of(place) in where.states)


def _spot(place: Place, items: set[str], weights: Mapping[str, int]) -> Spot:
    known = place.lat is not None and place.lon is not None
    return Spot(
        place=place,
        at=on_map(place.lat or 0.0, place.lon or 0.0) if known else None,
        items=frozenset(items),
        count=sum(weights[item] for item in items),
    )
