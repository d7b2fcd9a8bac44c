"""Areas that share their borders, as lines between the points where borders meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.geometry.simplify import Point

Ring = Sequence[Point]


@dataclass(frozen=True, kw_only=True)
class Arc:
    """A line with the same areas on both sides along all of it: one area where there is no
    neighbour, else two."""

    points: tuple[Point, ...]
    areas: tuple[str, ...]


def arcs_of(areas: Iterable[tuple[str, Iterable[Ring]]]) -> list[Arc]:
    """The lines of areas whose common borders have the same points; each line once."""
    owners: dict[tuple[Point, Point], set[str]] = defaultdict(set)
    around: dict[Point, dict[Point, tuple[str, ...]]] = defaultdict(dict)
    for name, rings in areas:
        for ring in rings:
            for edge in _edges(ring):
                owners[edge].add(name)
    for (one, other), names in owners.items():
        around[one][other] = around[other][one] = tuple(sorted(names))
    return [*_between_junctions(around), *_loops(around)]


def rings_of(lines: Sequence[Sequence[Point]]) -> list[list[int]]:
    """Lines put together to closed rings: numbers of lines, ``~number`` for one walked backwards.

    ValueError where an end is loose.
    """
    starts: dict[Point, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        starts[line[0]].append(number)
        starts[line[-1]].append(~number)
    left, rings = set(range(len(lines))), []
    for number in range(len(lines)):
        if number in left:
            rings.append(_ring(number, lines, starts, left))
    return rings


def area_of(ring: Ring) -> float:
    """In the square of the unit, never negative."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def _edges(ring: Ring) -> Iterator[tuple[Point, Point]]:
    for one, other in pairwise(ring):
        if one != other:
            yield (one, other) if one < other else (other, one)


def _is_junction(ends: dict[Point, tuple[str, ...]]) -> bool:
    return len(ends) != 2 or len(set(ends.values())) > 1


def _between_junctions(around: dict[Point, dict[Point, tuple[str, ...]]]) -> Iterator[Arc]:
    """Takes the edges that it has walked."""
    for start in sorted(point for point, ends in around.items() if _is_junction(ends)):
        for second in sorted(around[start]):
            if second in around[start]:
                yield _walked(start, second, around)


def _loops(around: dict[Point, dict[Point, tuple[str, ...]]]) -> Iterator[Arc]:
    """What is left after the junctions: islands."""
    for start in sorted(around):
        if around[start]:
            yield _walked(start, min(around[start]), around)


def _walked(start: Point, second: Point, around: dict[Point, dict[Point, tuple[str, ...]]]) -> Arc:
    areas = around[start][second]
    points, here = [start], second
    _take(start, second, around)
    while True:
        points.append(here)
        following = [each for each, own in around[here].items() if own == areas]
        if len(around[here]) != 1 or not following:
            return Arc(points=tuple(points), areas=areas)
        _take(here, following[0], around)
        here = following[0]


def _take(one: Point, other: Point, around: dict[Point, dict[Point, tuple[str, ...]]]) -> None:
    del around[one][other], around[other][one]


def _ring(
    first: int,
    lines: Sequence[Sequence[Point]],
    starts: dict[Point, list[int]],
    left: set[int],
) -> list[int]:
    ring, home = [first], lines[first][0]
    left.discard(first)
    here = lines[first][-1]
    while here != home:
        step = next((s for s in starts[here] if (s if s >= 0 else ~s) in left), None)
        if step is None:
            raise ValueError("a border has a loose end")
        left.discard(step if step >= 0 else ~step)
        ring.append(step)
        here = lines[step][-1] if step >= 0 else lines[~step][0]
    return ring
