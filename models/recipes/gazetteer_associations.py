"""The associations of municipalities in the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from models.recipes.gazetteer_names import by_state_and_name, unique, written_out
from models.recipes.gazetteer_places import area_place
from models.recipes.gazetteer_register import Area
from models.recipes.gazetteer_sources import STATES
from nlp.gazetteer import Entry, name_key


def associations(
    known: Iterable[Entry], areas: Iterable[Area], members: Iterable[Area], districts: set[str]
) -> Iterator[Entry]:
    """``Amt``, ``Samtgemeinde`` and ``Verbandsgemeinde`` that are not written by hand.

    The bare name belongs to the municipality of that name where the state has one.
    """
    known = [entry for entry in known if entry.place.kind == "municipality"]
    namesakes = by_state_and_name(known)
    people = _people(known, members)
    for area in sorted(areas, key=lambda area: area.region):
        short, state = written_out(area.name), STATES[area.region[:2]]
        name = f"{area.word} {short}"
        if (state, name_key(name)) not in namesakes:
            bare = () if (state, name_key(short)) in namesakes else (short,)
            place = area_place(area, f"de:verband:{area.region}", name, districts)
            place = replace(place, population=people[area.region])
            yield Entry(place=place, names=unique((f"{area.word} {area.name}", *bare), name))


def _people(known: Iterable[Entry], members: Iterable[Area]) -> Counter[str]:
    """Inhabitants of each association, as far as its members' are known."""
    people = {entry.place.id: entry.place.population for entry in known}
    counted: Counter[str] = Counter()
    for area in members:
        counted[area.region[:9]] += people.get(f"de:{area.key}", 0)
    return counted
