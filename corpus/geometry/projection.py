"""Lambert's conformal conic projection with two standard parallels, on an ellipsoid.

Formulas: J. P. Snyder, Map Projections – A Working Manual (USGS 1395), pages 107 to 109. Germany is
drawn as in EPSG 4839 (ETRS89 / LCC Germany): scale is right to 0.1 per cent all over the country.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import atan, cos, degrees, hypot, log, pi, radians, sin, sqrt, tan
from math import atan2 as angle

STEPS = 12
"""Rounds of the inverse: each brings more than two decimals."""


@dataclass(frozen=True, kw_only=True)
class Conic:
    """Degrees to metres east and north of the origin, and back.

    ``axis``: half the large axis of the ellipsoid in metres, ``flattening`` of it; ``south`` and
    ``north``: the standard parallels, ``lat`` and ``lon``: the origin, all in degrees.
    """

    axis: float
    flattening: float
    south: float
    north: float
    lat: float
    lon: float

    def forward(self, lat: float, lon: float) -> tuple[float, float]:
        """Metres east and north of the origin; ``lat`` strictly between the poles."""
        radius = self._radius(radians(lat))
        turn = self._cone * radians((lon - self.lon + 180) % 360 - 180)
        return radius * sin(turn), self._origin - radius * cos(turn)

    def inverse(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        down = self._origin - y
        narrow = (hypot(x, down) / (self.axis * self._factor)) ** (1 / self._cone)
        lat = pi / 2 - 2 * atan(narrow)
        for _ in range(STEPS):
            lat = pi / 2 - 2 * atan(narrow * self._bulge(lat))
        return degrees(lat), self.lon + degrees(angle(x, down) / self._cone)

    @cached_property
    def _eccentricity(self) -> float:
        return sqrt(self.flattening * (2 - self.flattening))

    @cached_property
    def _cone(self) -> float:
        south, north = radians(self.south), radians(self.north)
        widths: float = log(self._width(south) / self._width(north))
        return float(widths / log(self._narrowing(south) / self._narrowing(north)))

    @cached_property
    def _factor(self) -> float:
        south = radians(self.south)
        return float(self._width(south) / (self._cone * self._narrowing(south) ** self._cone))

    @cached_property
    def _origin(self) -> float:
        return self._radius(radians(self.lat))

    def _radius(self, lat: float) -> float:
        return float(self.axis * self._factor * self._narrowing(lat) ** self._cone)

    def _width(self, lat: float) -> float:
        return cos(lat) / sqrt(1 - (self._eccentricity * sin(lat)) ** 2)

    def _narrowing(self, lat: float) -> float:
        return float(tan(pi / 4 - lat / 2) / self._bulge(lat))

    def _bulge(self, lat: float) -> float:
        part = self._eccentricity * sin(lat)
        return float(((1 - part) / (1 + part)) ** (self._eccentricity / 2))


GERMANY = Conic(
    axis=6_378_137.0,
    flattening=1 / 298.257222101,
    south=48 + 2 / 3,
    north=53 + 2 / 3,
    lat=51.0,
    lon=10.5,
)
"""EPSG 4839."""


def on_map(lat: float, lon: float) -> tuple[float, float]:
    """Kilometres east and south of the middle of Germany (51° N, 10.5° E): downwards, as on paper
    and on screens."""
    east, north = GERMANY.forward(lat, lon)
    return east / 1000, -north / 1000
