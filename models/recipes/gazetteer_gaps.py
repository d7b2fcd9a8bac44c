"""The municipalities of the register that GeoNames lacks.

One is lacking where none of its name lies close by in the same state; where one does, its key has
changed since.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from models.recipes.gazetteer_names import (
    all_names,
    by_state_and_name,
    short_names,
    unique,
    written_out,
)
from models.recipes.gazetteer_places import area_place
from models.recipes.gazetteer_register import Area
from models.recipes.gazetteer_sources import STATES
from nlp.gazetteer import Entry, name_key
from nlp.german.place_homonyms import AMBIGUOUS, COMMON
from nlp.types import Place

CLOSE = 8.0
"""Kilometres within which a municipality of the same name is the same one."""


def lacking(known: Iterable[Entry], areas: Iterable[Area], districts: set[str]) -> Iterator[Entry]:
    """The municipalities of the register that none of the known ones is."""
    known = list(known)
    taken = {entry.place.id for entry in known}
    large = {name_key(name) for entry in known for name in _large_names(entry)}
    namesakes = by_state_and_name(known)
    for area in sorted(areas, key=lambda area: area.key):
        state = STATES[area.key[:2]]
        others = (place for key in _keys(area) for place in namesakes[state, key])
        if not any(_is_same(area, place) for place in others):
            id_ = f"de:{area.key}"
            id_ = id_ if id_ not in taken else f"de:gemeinde:{area.key}"
            yield _municipality(area, id_, districts, large)


def _keys(area: Area) -> set[str]:
    name = written_out(area.name)
    return {name_key(form) for form in (name, area.name, *short_names(name))}


def _is_same(area: Area, place: Place) -> bool:
    """Whether a place of the same name is the municipality, or is what has become of it."""
    if place.lat is None or place.lon is None:
        return False
    if area.holds(place.lat, place.lon):
        return True
    return place.kind == "municipality" and _distance(area.middle(), (place.lat, place.lon)) < CLOSE


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres, on a flat piece of the earth."""
    east = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return math.hypot(one[0] - other[0], east) * 111.0


def _large_names(entry: Entry) -> tuple[str, ...]:
    """The names of states, regions and rivers, which no village is called by for short."""
    small = entry.place.kind in {"municipality", "quarter", "district"}
    return () if small else all_names(entry)


def _municipality(area: Area, id_: str, districts: set[str], large: set[str]) -> Entry:
    name = written_out(area.name)
    short = (
        form
        for form in short_names(name)
        if form not in AMBIGUOUS | COMMON and name_key(form) not in large
    )
    place = area_place(area, id_, name, districts)
    return Entry(place=place, names=unique((area.name, *short), name))
