"""Places that would lie on each other, drawn as one circle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np
import numpy.typing as npt

from corpus.geometry.simplify import Point
from service.maps.spots import Spot, Spots
from service.maps.view import View

SMALLEST, LARGEST = 12.0, 30.0
"""Radius in units of the drawing: a finger hits the smallest, a number fits in."""
LARGEST_FROM = 12
"""The count from which a circle may be the largest: few are not blown up."""
GAP = 1.5
REACH = 26.0
"""How near to a larger place a smaller one belongs to it."""

Numbers = npt.NDArray[np.float64]


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


def clustered(spots: Spots, view: View) -> list[Cluster]:
    """The circles of a view, the most frequent first; each place that is drawn there lies in one.

    The more frequent place takes up smaller ones that are near; then circles that still overlap
    become one, those first that overlap most. Equal input gives equal output, whatever its order.
    """
    seen = [s for s in spots.found if s.drawn and s.at is not None and view.holds(s.at)]
    seen.sort(key=lambda s: (-s.count, s.place.id))
    groups = _gathered(seen, view)
    for group in groups:
        group.count = _counted(group, spots)
    while pair := _most_overlapping(groups):
        one, other = pair
        groups[one].spots += groups[other].spots
        groups[one].count = _counted(groups[one], spots)
        del groups[other]
    groups.sort(key=lambda g: (-g.count, g.spots[0].place.id))
    return [
        Cluster(at=group.at, radius=radius, count=group.count, spots=tuple(_frequent(group.spots)))
        for group, radius in zip(groups, _radii(groups).tolist(), strict=True)
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


def _counted(group: _Group, spots: Spots) -> int:
    return spots.count(item for spot in group.spots for item in spot.items)


def _radii(groups: Sequence[_Group]) -> Numbers:
    """Areas are as the counts."""
    counts = np.array([group.count for group in groups], dtype=np.float64)
    most = max(counts.max(initial=0.0), LARGEST_FROM)
    radii: Numbers = np.maximum(SMALLEST, LARGEST * np.sqrt(counts / most))
    return radii


def _most_overlapping(groups: Sequence[_Group]) -> tuple[int, int] | None:
    """The more frequent of the two first."""
    if len(groups) < 2:
        return None
    radii = _radii(groups)
    x, y = np.array([group.at for group in groups]).T
    apart = np.hypot(x[:, None] - x, y[:, None] - y)
    over = np.triu(radii[:, None] + radii + GAP - apart, k=1)
    one, other = divmod(int(over.argmax()), len(groups))
    if over[one, other] <= 0:
        return None
    return (one, other) if groups[one].count >= groups[other].count else (other, one)


def _frequent(spots: Iterable[Spot]) -> list[Spot]:
    """The lead stays the first: the circle lies there."""
    first, *others = spots
    return [first, *sorted(others, key=lambda s: (-s.count, s.place.id))]


def _apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
