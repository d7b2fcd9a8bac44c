"""What lies in a place, a region or a surrounding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from nlp.gazetteer import Gazetteer
from nlp.types import Place
from nlp.wishes import PlaceWish

EARTH = 6371.0
"""Radius in kilometres."""
REGION_RADIUS = 20.0
"""Kilometres around a region of which only its middle is known."""
_GATHERED = frozenset({"municipality", "district", "region"})
"""A quarter is found by its municipality; states and rivers are no points."""


class Areas:
    """Places by what they lie in and by distance; safe to share between threads.

    ``regions``: the ids of what lies in a region, for those where it is known.
    """

    def __init__(self, gazetteer: Gazetteer, regions: Mapping[str, Sequence[str]]) -> None:
        self._gazetteer = gazetteer
        self._regions = regions
        self._children: dict[str, list[str]] = defaultdict(list)
        for place in gazetteer:
            for parent in place.parents:
                self._children[parent].append(place.id)
        self._points = [p for p in gazetteer if p.kind in _GATHERED and p.lat is not None]
        self._ids = np.array([place.id for place in self._points])
        self._positions = _radians(self._points)
        self._inner = self._regions_in_regions()

    def within(self, wish: PlaceWish) -> tuple[str, ...]:
        """The ids of the wish and of all entries that lie in one of them, each once."""
        ids = dict.fromkeys(wish.ids)
        for id_ in wish.ids:
            ids.update(dict.fromkeys(self._children.get(id_, ())))
        return tuple(ids)

    def holding(self, place: Place) -> tuple[str, ...]:
        """The ids that say that something is in a place: its own, for a region its parts' too."""
        if place.kind != "region":
            return (place.id, *self._city_state(place))
        members = self._regions.get(place.id)
        if members:
            return (place.id, *members, *self._inner.get(place.id, ()))
        return (place.id, *self._near(place, REGION_RADIUS, towns=True))

    def around(self, place: Place, radius: float) -> tuple[str, ...]:
        """The ids of a place and of what lies at most ``radius`` kilometres from its middle."""
        own = self.holding(place)
        near = self._near(place, radius)
        states = [s for id_ in near for s in self._city_state(self._gazetteer.get(id_))]
        return tuple(dict.fromkeys((*own, *near, *states)))

    def _city_state(self, place: Place | None) -> tuple[str, ...]:
        """The state that a city is: texts name both by one word."""
        if place is None or place.kind != "municipality":
            return ()
        states = (self._gazetteer.get(id_) for id_ in place.parents)
        return tuple(s.id for s in states if s and s.kind == "state" and s.name == place.name)

    def _near(self, place: Place, radius: float, *, towns: bool = False) -> list[str]:
        if place.lat is None or place.lon is None:
            return []
        distances = _kilometres(self._positions, _radians([place])[0])
        found = np.flatnonzero(distances <= radius)
        return [
            str(self._ids[at])
            for at in found
            if not towns or self._points[at].kind == "municipality"
        ]

    def _regions_in_regions(self) -> dict[str, tuple[str, ...]]:
        """Regions of unknown extent by those in whose districts their middle lies."""
        inner: dict[str, list[str]] = defaultdict(list)
        small = [p for p in self._points if p.kind == "region" and p.id not in self._regions]
        around = self._parents_of_middles(small)
        for region, members in self._regions.items():
            wanted = frozenset(members)
            inner[region] += [p.id for p, ids in zip(small, around, strict=True) if wanted & ids]
            for other, parts in self._regions.items():
                if other != region and wanted.issuperset(parts):
                    inner[region].append(other)
        return {region: tuple(ids) for region, ids in inner.items()}

    def _parents_of_middles(self, places: Sequence[Place]) -> list[frozenset[str]]:
        towns = [p for p in self._points if p.kind == "municipality" and p.country == "DE"]
        if not towns:
            return [frozenset() for _ in places]
        positions = _radians(towns)
        nearest = (int(np.argmin(_kilometres(positions, own))) for own in _radians(places))
        return [frozenset((towns[at].id, *towns[at].parents)) for at in nearest]


def _radians(places: Iterable[Place]) -> npt.NDArray[np.float64]:
    """(places, 2): latitude and longitude."""
    rows = [(place.lat or 0.0, place.lon or 0.0) for place in places]
    return np.radians(np.array(rows, dtype=np.float64).reshape(len(rows), 2))


def _kilometres(
    positions: npt.NDArray[np.float64], own: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """(places,): great-circle distances by the haversine formula."""
    half = np.sin((positions - own) / 2) ** 2
    chord = half[:, 0] + np.cos(positions[:, 0]) * np.cos(own[0]) * half[:, 1]
    distances: npt.NDArray[np.float64] = 2 * EARTH * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))
    return distances
