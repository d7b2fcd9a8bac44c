"""Pairs of a project and a place that it may work in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.place_features import features_of
from nlp.project_pages import Page, clipped, holding, named_in
from nlp.types import Mention

_ENUMERATION = re.compile(
    r"\s?(?:,|/|und|sowie|oder)\s(?:(?:in|im|dem|der|den|die|das|aus)\s){0,2}"
    r"(?:(?:Stadt|Landkreis|Kreis|Städten|Gemeinden)\s)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A project and a place that it may work in.

    ``number`` is the project's index, ``place`` a gazetteer name. Places of one enumeration
    (``in Hamm, Unna und Soest``) share their ``series``: they stand or fall together.
    """

    number: int
    place: str
    series: int
    features: dict[str, float]


def pairs(page: Page) -> Iterator[Pair]:
    """The pairs to weigh: projects named in the block of a place, before it, or right after."""
    for index, series in enumerate(_series(page)):
        place = page.places[index]
        if place.place is None:
            continue
        for number in sorted(_candidates(page, place)):
            features = features_of(page, place, number) | {"first": float(index == 0)}
            yield Pair(number=number, place=place.place.name, series=series, features=features)


def _series(page: Page) -> list[int]:
    """For each place the index of the first place of its enumeration."""
    series: list[int] = []
    for index, place in enumerate(page.places):
        gap = page.text[page.places[index - 1].end : place.start] if index else "."
        goes_on = index > 0 and len(gap) < 40 and _ENUMERATION.fullmatch(gap)
        series.append(series[-1] if goes_on else index)
    return series


def _candidates(page: Page, place: Mention) -> set[int]:
    at = bisect_right(page.starts, place.start)
    near = {number for _, number in page.named[max(0, at - 2) : at + 1]}
    block = holding(page.blocks, place.start)
    if block is None:
        return near
    around = clipped(block, place.start, 1500)
    return near | {number for _, number in named_in(page, around)[:12]}
