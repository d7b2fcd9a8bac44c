"""NUTS codes of German places: level 3 for districts and all in them, 1 for states, 0 for Germany.

The codes of districts are those of the districts' table; a state's is the head of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from nlp.gazetteer import Entry
from nlp.types import Place

STATE_PREFIX = "de:land:"
GERMANY = "country:DE"


def with_nuts(entries: Iterable[Entry], districts: Iterable[Mapping[str, str]]) -> Iterator[Entry]:
    """The entries with the codes of those that have one."""
    codes = {str(row["AGS"]): row["NUTS3"] for row in districts}
    states = {ags[:2]: code[:3] for ags, code in codes.items()}
    for entry in entries:
        code = _code(entry.place, codes, states)
        yield replace(entry, place=replace(entry.place, nuts=code)) if code else entry


def _code(place: Place, codes: Mapping[str, str], states: Mapping[str, str]) -> str | None:
    if place.ags:
        return codes.get(place.ags[:5])
    if place.id.startswith(STATE_PREFIX):
        return states.get(place.id.removeprefix(STATE_PREFIX))
    return "DE" if place.id == GERMANY else None
