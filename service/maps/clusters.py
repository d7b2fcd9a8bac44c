"""Places that would lie on each other, drawn as one circle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from corpus.geometry.simplify import Point
from service.maps.spots import Spot, Spots
from service.maps.view import View

SMALLEST, LARGEST = 11.0, 34.0
"""Radius in units of the drawing: a finger hits the smallest, a number fits in."""
LARGEST_FROM = 12
"""The count from which a circle may be the largest: few are not blown up."""
GAP = 2.0
REACH = 26.0
"""How near to a larger place a smaller one belongs to it."""

Count = Callable[[Iterable[str]], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """``at``: in the drawing, where its most frequent place lies; ``spots``: that one first."""

    at: Point
    radius: float
    count: int
    spots: tuple[Spot, ...]

    @property
    def lead(self) -> Spot:
        """The most frequent place."""
        return self.spots[0]


@dataclass(slots=True)
class _Group:
    at: Point
    spots: list[Spot]
    count: int = 0
    radius: float = 0.0


def clustered(spots: Spots, view: View) -> list[Cluster]:
    """The circles of a view, the most frequent first; each place that is drawn there lies in one.

    The more frequent place takes up smaller ones that are near; then circles that still overlap
    become one, the nearest first. Equal input gives equal output, whatever its order.
    """
    seen = [s for s in spots.found if s.drawn and s.at is not None and view.holds(s.at)]
    seen.sort(key=lambda s: (-s.count, s.place.id))
    groups = _gathered(seen, view)
    _measured(groups, spots.count)
    while pair := _nearest_overlap(groups):
        one, other = pair
        groups[one].spots += groups[other].spots
        del groups[other]
        _measured(groups, spots.count)
    groups.sort(key=lambda g: (-g.count, g.spots[0].place.id))
    return [
        Cluster(at=g.at, radius=g.radius, count=g.count, spots=tuple(_frequent(g.spots)))
        for g in groups
    ]


def _gathered(seen: Sequence[Spot], view: View) -> list[_Group]:
    """A grid of cells as wide as the reach: what is near lies in the cells around."""
    groups: list[_Group] = []
    cells: dict[tuple[int, int], list[_Group]] = {}
    for spot in seen:
        assert spot.at is not None
        at = view.drawn(spot.at)
        column, row = int(at[0] // REACH), int(at[1] // REACH)
        around = (
            group
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for group in cells.get((column + across, row + down), ())
            if _apart(group.at, at) < REACH
        )
        near = min(around, key=lambda group: _apart(group.at, at), default=None)
        if near:
            near.spots.append(spot)
        else:
            group = _Group(at=at, spots=[spot])
            groups.append(group)
            cells.setdefault((column, row), []).append(group)
    return groups


def _measured(groups: Iterable[_Group], count: Count) -> None:
    groups = list(groups)
    for group in groups:
        group.count = count(item for spot in group.spots for item in spot.items)
    most = max((group.count for group in groups), default=0)
    for group in groups:
        share = group.count / max(most, LARGEST_FROM)
        group.radius = max(SMALLEST, LARGEST * sqrt(share))


def _nearest_overlap(groups: Sequence[_Group]) -> tuple[int, int] | None:
    """The two that overlap most, the more frequent first."""
    found: tuple[float, int, int] | None = None
    for one, group in enumerate(groups):
        for other in range(one + 1, len(groups)):
            room = group.radius + groups[other].radius + GAP
            over = room - _apart(group.at, groups[other].at)
            if over > 0 and (found is None or over > found[0]):
                found = over, one, other
    if found is None:
        return None
    _, one, other = found
    return (one, other) if groups[one].count >= groups[other].count else (other, one)


def _frequent(spots: Iterable[Spot]) -> list[Spot]:
    """The lead stays the first: the circle lies there."""
    first, *others = spots
    return [first, *sorted(others, key=lambda s: (-s.count, s.place.id))]


def _apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
