"""Outlines as paths of a drawing, in three grades of detail; made once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.geometry.outlines import UNIT, Box, City, Line, box_of, load_outlines
from corpus.geometry.simplify import Point
from service.maps.view import HEIGHT, WIDTH, View

FINE, MEDIUM, COARSE, TINY = 0.0, 0.7, 3.0, 60.0
"""Square kilometres of the smallest bend."""
MEDIUM_UP_TO, FINE_UP_TO = 420.0, 160.0
"""Kilometres of width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A path in units of the outlines, and the box that it lies in, in kilometres."""

    path: str
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class StateShape:
    """A federal state; ``middle``: where its name fits, in kilometres."""

    code: str
    name: str
    path: str
    box: Box
    middle: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All outlines in one grade."""

    states: tuple[StateShape, ...]
    districts: tuple[Shape, ...]
    land: tuple[Shape, ...]
    borders: tuple[Shape, ...]
    cities: tuple[City, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is drawn below the circles of a view. ``transform`` brings the paths into it."""

    transform: str
    states: tuple[StateShape, ...]
    districts: str
    land: str
    borders: str


def ground(view: View) -> Ground:
    """The outlines in a view; borders of districts only where it is near."""
    own = drawing(_detail(view))
    near = view.width <= MEDIUM_UP_TO
    return Ground(
        transform=_transform(view, WIDTH / view.width),
        states=tuple(state for state in own.states if view.meets(state.box)),
        districts=_seen(own.districts, view) if near else "",
        land=_seen(own.land, view),
        borders=_seen(own.borders, view),
    )


def small_ground() -> Ground:
    """All of Germany for a small map, without its neighbours."""
    own = drawing(TINY)
    return Ground(
        transform=_transform(whole(), whole().scale),
        states=own.states,
        districts="",
        land="",
        borders="",
    )


@cache
def whole() -> View:
    """All of Germany."""
    left, top, right, bottom = box_of(
        corner
        for state in drawing(COARSE).states
        for corner in ((state.box[0], state.box[1]), (state.box[2], state.box[3]))
    )
    width = max(right - left, (bottom - top) * WIDTH / HEIGHT) * 1.05
    return View(x=(left + right) / 2, y=(top + bottom) / 2, width=width)


@cache
def drawing(detail: float) -> Drawing:
    """In this grade of detail."""
    own = load_outlines(detail=detail)
    return Drawing(
        states=tuple(
            StateShape(
                code=state.code,
                name=state.name,
                path="".join(_path(ring, closed=True) for ring in state.rings),
                box=state.box,
                middle=state.middle,
            )
            for state in own.states
        ),
        districts=_shapes(own.districts),
        land=_shapes(own.land, closed=True),
        borders=_shapes(own.borders),
        cities=own.cities,
    )


def _detail(view: View) -> float:
    if view.width <= FINE_UP_TO:
        return FINE
    return MEDIUM if view.width <= MEDIUM_UP_TO else COARSE


def _transform(view: View, scale: float) -> str:
    left, top, _, _ = view.box
    factor = scale * UNIT
    return f"matrix({factor:.5f} 0 0 {factor:.5f} {-left * scale:.2f} {-top * scale:.2f})"


def _seen(shapes: Iterable[Shape], view: View) -> str:
    return "".join(shape.path for shape in shapes if view.meets(shape.box))


def _shapes(lines: Iterable[Line], *, closed: bool = False) -> tuple[Shape, ...]:
    return tuple(Shape(path=_path(line, closed=closed), box=box_of(line)) for line in lines)


def _path(line: Sequence[Point], *, closed: bool) -> str:
    """The first point, then steps: short to write."""
    whole_numbers = [(round(x / UNIT), round(y / UNIT)) for x, y in line]
    (x, y), *others = whole_numbers
    steps = [f"M{x} {y}l"]
    for nx, ny in others[:-1] if closed else others:
        steps.append(f"{nx - x} {ny - y} ")
        x, y = nx, ny
    return "".join(steps).strip() + ("z" if closed else "")
