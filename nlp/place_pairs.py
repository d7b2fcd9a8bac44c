"""Pairs of a project and a place that it may work in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.place_features import features_of
from nlp.place_surroundings import Around, around
from nlp.project_pages import Page, index_at, named_in

NEAR = 3
"""Mentions of projects before and after a place that are weighed, wherever they stand."""
MOST_IN_LINE = 12
FEW = 3
"""Projects of a page that are weighed with each of its places."""
_ENUMERATION = re.compile(
    r"\)?\s?(?:,|/|;|und|sowie|oder|bzw\.|bis|nach|über)\s"
    r"(?:(?:und|in|im|dem|der|den|die|das|aus|nach|\d{1,3})\s){0,3}"
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
    all_series = _series(page)
    sizes = Counter(all_series)
    for index, series in enumerate(all_series):
        place = page.places[index]
        if place.place is None:
            continue
        spot = around(page, place)
        enumerated = {
            "series": float(min(index - series, 4)),
            "series_size": float(min(sizes[series], 6)),
        }
        for number in sorted(_candidates(page, spot)):
            features = features_of(page, spot, number) | enumerated
            yield Pair(number=number, place=place.place.name, series=series, features=features)


def _series(page: Page) -> list[int]:
    """For each place the index of the first place of its enumeration."""
    series: list[int] = []
    for index, place in enumerate(page.places):
        gap = page.text[page.places[index - 1].end : place.start] if index else "."
        goes_on = index > 0 and len(gap) < 40 and _ENUMERATION.fullmatch(gap)
        series.append(series[-1] if goes_on else index)
    return series


def _candidates(page: Page, spot: Around) -> set[int]:
    at = bisect_right(page.starts, spot.place.start)
    near = {number for _, number in page.named[max(0, at - NEAR) : at + NEAR]}
    in_line = {number for _, number in named_in(page, spot.line)[:MOST_IN_LINE]}
    opening = page.openings[index_at(page.blocks, spot.place.start)].number if page.blocks else -1
    few = set(range(page.many)) if page.many <= FEW else set[int]()
    return near | in_line | few | ({opening} if opening >= 0 else set())
