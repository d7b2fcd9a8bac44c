"""The inhabitants of municipalities that GeoNames gives to a village of their name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from models.recipes.gazetteer_names import by_state_and_name, short_names
from nlp.gazetteer import Entry, name_key
from nlp.types import Place


def with_people(entries: Iterable[Entry], added: Set[str], renamed: Set[str]) -> Iterator[Entry]:
    """The entries with the inhabitants that GeoNames gives to a village of the same name.

    Where it has no place for a municipality, its number stands at the largest village of that
    name in the state. ``added`` and ``renamed`` are the municipalities that were lacking and
    those that were known by a village; the latter are as large as their villages, so that one of
    the same name counts no more.
    """
    entries = list(entries)
    people = {entry.place.id: entry.place.population for entry in entries}
    for village, town in _namesakes(entries, added | renamed):
        _move(people, village, town, whole_is_renamed=village.parents[0] in renamed)
    for village in _called_like_their_town(entries, renamed):
        people[village.id] = 0
    for entry in entries:
        yield replace(entry, place=replace(entry.place, population=people[entry.place.id]))


def _namesakes(entries: Sequence[Entry], ids: Set[str]) -> Iterator[tuple[Place, Place]]:
    """The largest village elsewhere in the state for each of these towns whose name is its own."""
    towns = by_state_and_name(
        replace(entry, names=(*entry.names, *short_names(entry.place.name)))
        for entry in entries
        if entry.place.id in ids
    )
    villages = [entry.place for entry in entries if entry.place.kind == "quarter"]
    for village in sorted(villages, key=lambda place: (-place.population, place.id)):
        namesakes = towns[village.state, name_key(village.name)]
        if len(namesakes) == 1 and namesakes[0].id != village.parents[0]:
            yield village, namesakes[0]
            namesakes.clear()


def _move(people: dict[str, int], village: Place, town: Place, *, whole_is_renamed: bool) -> None:
    """The inhabitants of a village to the town that has fewer."""
    if people[town.id] < people[village.id]:
        people[town.id] += people[village.id]
        people[village.parents[0]] -= people[village.id] * whole_is_renamed
        people[village.id] = 0


def _called_like_their_town(entries: Iterable[Entry], towns: Set[str]) -> Iterator[Place]:
    """The quarters that have the name of the town, one of these, which they are part of."""
    names = {entry.place.id: entry.place.name for entry in entries}
    for place in (entry.place for entry in entries if entry.place.kind == "quarter"):
        if place.parents[0] in towns and place.name == names[place.parents[0]]:
            yield place
