"""The part of the map that is shown, in kilometres on the map."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.geometry.outlines import FRAME, Box, box_of
from corpus.geometry.simplify import Point
from nlp.errors import BadInputError

WIDTH, HEIGHT = 360, 480
"""Of the drawing, in its own units: about a dot each on a telephone."""
SLENDER = HEIGHT / WIDTH
NARROWEST, WIDEST = 16.0, 840.0
STEP = 0.5
"""What one step nearer leaves of the width."""
SHIFT = 0.4
"""What one step aside is of the width."""
_WRITTEN = re.compile(r"(-?\d{1,4}(?:\.\d)?),(-?\d{1,4}(?:\.\d)?),(\d{1,4}(?:\.\d)?)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """``x``, ``y``: the middle; ``width``: from left to right."""

    x: float
    y: float
    width: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.width * SLENDER

    @property
    def scale(self) -> float:
        """Units of the drawing a kilometre."""
        return WIDTH / self.width

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        half, high = self.width / 2, self.height / 2
        return self.x - half, self.y - high, self.x + half, self.y + high

    @property
    def written(self) -> str:
        """As it stands in an address."""
        return f"{self.x:.1f},{self.y:.1f},{self.width:.1f}"

    def drawn(self, at: Point) -> Point:
        """Where a point lies in the drawing."""
        left, top, _, _ = self.box
        return (at[0] - left) * self.scale, (at[1] - top) * self.scale

    def holds(self, at: Point) -> bool:
        """Whether a point is to be seen."""
        left, top, right, bottom = self.box
        return left <= at[0] <= right and top <= at[1] <= bottom

    def meets(self, box: Box) -> bool:
        """Whether something of a box is to be seen."""
        left, top, right, bottom = self.box
        return box[0] <= right and box[2] >= left and box[1] <= bottom and box[3] >= top

    def nearer(self) -> View:
        """One step."""
        return _held(replace(self, width=self.width * STEP))

    def farther(self) -> View:
        """One step."""
        return _held(replace(self, width=self.width / STEP))

    def aside(self, right: int, down: int) -> View:
        """One step to a side; left and up where negative."""
        across = self.width * SHIFT
        return _held(replace(self, x=self.x + right * across, y=self.y + down * across * SLENDER))


def around(points: Iterable[Point], *, margin: float = 0.1, least: float = NARROWEST) -> View:
    """A view that holds at least one point and all others, with a margin as a share of it."""
    left, top, right, bottom = box_of(points)
    width = max((right - left), (bottom - top) / SLENDER) * (1 + 2 * margin)
    return _held(View(x=(left + right) / 2, y=(top + bottom) / 2, width=max(width, least)))


def view_of(written: str) -> View:
    """What an address asks for, held within the map; BadInputError where it is no view."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        raise BadInputError(
            "Der Ausschnitt ist nicht zu lesen: Er besteht aus drei Zahlen mit Kommas dazwischen, "
            "den Kilometern nach Osten und Süden von der Mitte Deutschlands und der Breite."
        )
    x, y, width = map(float, found.groups())
    return _held(View(x=x, y=y, width=width))


def _held(view: View) -> View:
    width = min(max(view.width, NARROWEST), WIDEST)
    left, top, right, bottom = FRAME
    across, high = width / 2, width * SLENDER / 2
    return View(
        x=min(max(view.x, left + across), right - across),
        y=min(max(view.y, top + high), bottom - high),
        width=width,
    )
