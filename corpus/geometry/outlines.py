"""Reads the outlines that ``models.recipes.outlines`` writes: states, districts, neighbours.

All in kilometres on the map (``projection.on_map``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.gazetteer import DATA
from corpus.geometry.simplify import Point, simplified
from nlp.errors import ArtefactError

DEFAULT_PATH = DATA / "outlines.json"
UNIT = 0.1
"""Kilometres: the numbers in the file count these."""
FRAME = (-480.0, -560.0, 480.0, 560.0)
"""Left, top, right, bottom of all that is drawn."""

Line = tuple[Point, ...]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A federal state: its key, its rings of points, a point well inside for its name."""

    code: str
    name: str
    rings: tuple[Line, ...]
    box: Box
    middle: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A large city, to find one's way."""

    name: str
    at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """``districts``: the borders between districts of one state; ``land``: all land around,
    ``borders`` between the neighbours; ``cities``: the largest first."""

    states: tuple[State, ...]
    districts: tuple[Line, ...]
    land: tuple[Line, ...]
    borders: tuple[Line, ...]
    cities: tuple[City, ...]


def load_outlines(path: Path = DEFAULT_PATH, *, detail: float = 0.0) -> Outlines:
    """``detail``: square kilometres of the smallest bend that is kept.

    ArtefactError where the file is missing or damaged.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return _outlines(document, detail)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        message = "Die Umrisse der Karte fehlen oder sind beschädigt; bitte installieren Sie neu."
        raise ArtefactError(message) from error


def steps_of(line: Iterable[Point]) -> list[int]:
    """A line as the file has it: the first point, then from each to the next, in ``UNIT``."""
    whole = [(round(x / UNIT), round(y / UNIT)) for x, y in line]
    steps = [*whole[0]]
    for (ax, ay), (bx, by) in pairwise(whole):
        if (ax, ay) != (bx, by):
            steps += [bx - ax, by - ay]
    return steps


def box_of(points: Iterable[Point]) -> Box:
    """Left, top, right and bottom of at least one point."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _outlines(document: dict[str, Any], detail: float) -> Outlines:
    full = [_points(steps) for steps in document["arcs"]]
    lines = [tuple(simplified(line, detail)) for line in full] if detail else full
    around = [_points(steps) for steps in document["land"]]
    return Outlines(
        states=tuple(_state(*each, lines, full) for each in _items(document["states"])),
        districts=tuple(lines[number] for number in document["districts"]),
        land=tuple(tuple(simplified(line, detail)) for line in around),
        borders=tuple(tuple(simplified(_points(s), detail)) for s in document["borders"]),
        cities=tuple(City(name=name, at=(x * UNIT, y * UNIT)) for name, x, y in document["cities"]),
    )


def _items(states: dict[str, dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    return sorted(states.items())


def _state(
    code: str, written: dict[str, Any], lines: Sequence[Line], full: Sequence[Line]
) -> State:
    rings = [_joined(ring, lines) for ring in written["rings"]]
    whole = max((_joined(ring, full) for ring in written["rings"]), key=_size)
    return State(
        code=code,
        name=written["name"],
        rings=tuple(ring for ring in rings if len(ring) > 3),
        box=box_of(point for ring in rings for point in ring),
        middle=_middle(whole),
    )


def _points(steps: Sequence[int]) -> Line:
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x * UNIT, y * UNIT))
    return tuple(points)


def _joined(ring: Sequence[int], lines: Sequence[Line]) -> Line:
    points: list[Point] = []
    for step in ring:
        own = lines[step] if step >= 0 else lines[~step][::-1]
        points += own if not points else own[1:]
    return tuple(points)


def _size(ring: Line) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)))


def _middle(ring: Line) -> Point:
    """The middle of the widest stretch across the ring, out of a few levels: a name fits there."""
    _, top, _, bottom = box_of(ring)
    levels = (top + (bottom - top) * share / 20 for share in range(5, 16))
    return max((_widest(ring, level) for level in levels), key=lambda found: found[1])[0]


def _widest(ring: Line, y: float) -> tuple[Point, float]:
    crossings = sorted(
        ax + (y - ay) / (by - ay) * (bx - ax)
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay > y) != (by > y)
    )
    pairs = zip(crossings[::2], crossings[1::2], strict=False)
    left, right = max(pairs, key=lambda pair: pair[1] - pair[0], default=(0.0, 0.0))
    return ((left + right) / 2, y), right - left
