"""The countries around Germany, cut to the frame of the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

from corpus.geometry.outlines import FRAME, steps_of
from corpus.geometry.projection import on_map
from corpus.geometry.simplify import Point, simplified
from models.recipes.outlines_topology import area_of

DETAIL = 4.0
"""Square kilometres: smaller bends, and twice as small islands, are left out."""
GERMANY = "Germany"
NEAR = (-5.0, 40.0, 25.0, 62.0)
"""Degrees west, south, east and north: what lies outside is not looked at."""

Shape = dict[str, Any]


def neighbours(world: Shape) -> Shape:
    """``land``: rings of all land, Germany's with it, so that no gap shows along its border;
    ``borders``: lines between the others. ``world`` is a TopoJSON of countries."""
    arcs = [_located(arc, world["transform"]) for arc in world["arcs"]]
    lines = [simplified([on_map(lat, lon) for lon, lat in a], DETAIL) if a else [] for a in arcs]
    users: dict[int, set[str]] = {}
    rings: list[list[Point]] = []
    for country in world["objects"]["countries"]["geometries"]:
        for ring in _rings(country):
            for step in ring:
                users.setdefault(step if step >= 0 else ~step, set()).add(_name(country))
            if all(lines[s if s >= 0 else ~s] for s in ring):
                rings.append(_joined(ring, lines))
    cut = (clipped(ring) for ring in rings)
    inner = [lines[n] for n, names in users.items() if len(names) == 2 and GERMANY not in names]
    pieces = chain.from_iterable(within(line) for line in inner)
    return {
        "land": [steps_of(ring) for ring in cut if len(ring) > 2 and area_of(ring) > DETAIL * 2],
        "borders": [steps_of(piece) for piece in pieces],
    }


def clipped(ring: Sequence[Point]) -> list[Point]:
    """The part of a ring within the frame.

    I. E. Sutherland and G. W. Hodgman, Reentrant polygon clipping (1974).
    """
    left, top, right, bottom = FRAME
    for axis, limit, sign in ((0, left, 1), (1, top, 1), (0, right, -1), (1, bottom, -1)):
        ring = list(_half(ring, axis, limit, sign))
    return list(ring)


def within(line: Sequence[Point]) -> Iterator[list[Point]]:
    """The pieces of a line whose points lie in the frame."""
    piece: list[Point] = []
    for point in line:
        if _inside(point):
            piece.append(point)
        elif piece:
            yield from [piece] if len(piece) > 1 else []
            piece = []
    if len(piece) > 1:
        yield piece


def _half(ring: Sequence[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    for one, other in pairwise([*ring[-1:], *ring]):
        was, now = sign * (one[axis] - limit), sign * (other[axis] - limit)
        if (was < 0) != (now < 0):
            share = was / (was - now)
            between = (
                one[0] + share * (other[0] - one[0]),
                one[1] + share * (other[1] - one[1]),
            )
            yield between
        if now >= 0:
            yield other


def _inside(point: Point) -> bool:
    left, top, right, bottom = FRAME
    return left <= point[0] <= right and top <= point[1] <= bottom


def _located(arc: Sequence[Sequence[int]], transform: Shape) -> list[Point]:
    """Degrees east and north; empty where the line touches nothing near Germany."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    west, south, east, north = NEAR
    return points if all(west < lon < east and south < lat < north for lon, lat in points) else []


def _rings(country: Shape) -> Iterable[list[int]]:
    polygons = country.get("arcs", [])
    polygons = [polygons] if country["type"] == "Polygon" else polygons
    return (ring for polygon in polygons for ring in polygon)


def _joined(ring: Sequence[int], lines: Sequence[Sequence[Point]]) -> list[Point]:
    points: list[Point] = []
    for step in ring:
        own = lines[step] if step >= 0 else lines[~step][::-1]
        points += own[1:]
    return points


def _name(country: Shape) -> str:
    return str(country["properties"]["name"])
