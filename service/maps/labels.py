"""Names on the map, where they do not lie on each other or on circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.geometry.outlines import Box
from corpus.geometry.simplify import Point
from service.maps.view import HEIGHT, WIDTH

Style = Literal["place", "city", "state"]
Anchor = Literal["start", "middle", "end"]

SIZES: dict[Style, float] = {"place": 12.0, "city": 11.0, "state": 10.5}
"""Height of the letters in units of the drawing."""
LETTER = 0.58
"""Width of a letter on average, as a share of the height."""
DOT = 2.0
"""Radius of a large city, which needs room as its name does."""
SPACED = 1.2
"""States are written wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A name beside a point with ``room`` around it, or on it where ``room`` is negative."""

    text: str
    at: Point
    style: Style
    room: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """``at``: the end of the line that is named, at the foot of the letters."""

    text: str
    at: Point
    anchor: Anchor
    style: Style
    point: Point


def placed(wanted: Iterable[Wanted], taken: Sequence[Box]) -> list[Label]:
    """Those names for which there is room, the first ones first; ``taken``: boxes to be kept
    free."""
    full, labels = list(taken), []
    for each in wanted:
        for label, box in _choices(each):
            if _within(box) and not any(_meet(box, other) for other in full):
                full.append(box)
                labels.append(label)
                break
    return labels


def box_around(at: Point, radius: float) -> Box:
    """Of a circle."""
    return at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius


def _choices(wanted: Wanted) -> Iterator[tuple[Label, Box]]:
    """To the right, to the left, below, above; a state's name on its own place only."""
    size = SIZES[wanted.style]
    width = len(wanted.text) * size * LETTER * (SPACED if wanted.style == "state" else 1.0)
    (x, y), room = wanted.at, wanted.room
    if room < 0:
        yield _label(wanted, (x, y), "middle", width)
        return
    yield _label(wanted, (x + room + 3, y + size * 0.36), "start", width)
    yield _label(wanted, (x - room - 3, y + size * 0.36), "end", width)
    yield _label(wanted, (x, y + room + size), "middle", width)
    yield _label(wanted, (x, y - room - 4), "middle", width)


def _label(wanted: Wanted, at: Point, anchor: Anchor, width: float) -> tuple[Label, Box]:
    size = SIZES[wanted.style]
    left = at[0] - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    label = Label(text=wanted.text, at=at, anchor=anchor, style=wanted.style, point=wanted.at)
    box = (left - 1, at[1] - size * 0.85, left + width + 1, at[1] + size * 0.3)
    return label, _joined(box, box_around(wanted.at, DOT)) if wanted.style == "city" else box


def _joined(one: Box, other: Box) -> Box:
    left, top = min(one[0], other[0]), min(one[1], other[1])
    return left, top, max(one[2], other[2]), max(one[3], other[3])


def _within(box: Box) -> bool:
    return box[0] >= 2 and box[1] >= 2 and box[2] <= WIDTH - 2 and box[3] <= HEIGHT - 2


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
