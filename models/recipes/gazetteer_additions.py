"""What the register of municipalities has and GeoNames lacks: municipalities, names, associations.

A municipality is lacking where none of its name lies close by in the same state; where one does,
its key has changed since. What is added has the inhabitants that GeoNames gives to a village of
its name, else none.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from models.recipes.gazetteer_names import all_names, short_names, unique, written_out
from models.recipes.gazetteer_register import Area
from models.recipes.gazetteer_sources import STATES, City, curated
from models.recipes.gazetteer_towns import Official, is_part, municipality_parents
from nlp.gazetteer import Entry, name_key
from nlp.german.places import AMBIGUOUS, COMMON
from nlp.types import Place

CLOSE = 8.0
"""Kilometres within which a municipality of the same name is the same one."""
ISLAND = re.compile(r"^(?:Insel|Hallig) ")
SUCCESSORS = {"03152": "03159", "03156": "03159"}
"""Districts of the register that have been merged since, by what they are part of now."""


def official_names(groups: Mapping[str, Sequence[City]], areas: Iterable[Area]) -> Official:
    """Rows as in ``places-official.csv`` by state and key, for what that table leaves out.

    A merged municipality that GeoNames knows by a village gets its name, one that shares its name
    with others of the state the long one; the others keep their name and get the long one too.
    """
    by_hand = {(row["state"], row["geonames"]): row for row in curated("official")}
    taken = {(row["state"], row["name"]) for row in curated("curated")}
    shared = Counter((ags[:2], name_key(group[0]["name"])) for ags, group in groups.items())
    rows: Official = {}
    for area in areas:
        city, state = next(iter(groups.get(area.key, ())), None), STATES[area.key[:2]]
        if city is None or _is_written(area, city, state, by_hand):
            continue
        is_shared = shared[area.key[:2], name_key(city["name"])] > 1
        is_taken = bool({(state, written_out(area.name)), (state, area.name)} & taken)
        name = city["name"] if is_taken else _name_of(city, area, is_shared=is_shared)
        names = (written_out(area.name), area.name, *same_town(city, name))
        if name != city["name"] or not is_part(city, names[0]):
            rows[state, area.key] = {"official": name, "names": "|".join(names)}
    return rows


def _is_written(area: Area, city: City, state: str, by_hand: Official) -> bool:
    """Whether a row of the table is for this municipality and not for a namesake."""
    row = by_hand.get((state, city["name"]))
    is_namesake = row is not None and not _share_a_word(row["official"], written_out(area.name))
    return (state, area.key) in by_hand or (row is not None and not is_namesake)


def _share_a_word(one: str, other: str) -> bool:
    return bool(set(name_key(one).split()) & set(name_key(other).split()))


def _name_of(city: City, area: Area, *, is_shared: bool) -> str:
    """GeoNames' name of a municipality, or the official one where it is needed."""
    name = written_out(area.name)
    if is_part(city, name):
        return name if area.holds(float(city["lat"]), float(city["lon"])) else city["name"]
    return name if is_shared or _is_another(city["name"], name) else city["name"]


def same_town(city: City, name: str) -> tuple[str, ...]:
    """The Sorbian name by which GeoNames has a town, where it knows the German one too."""
    forms = {name, *short_names(name)}
    return (city["name"],) if forms & set(city["alts"].split(",")) else ()


def _is_another(name: str, official: str) -> bool:
    """Whether a name is neither the official one nor short for it, nor that of a later spa."""
    given, wanted = f"{name_key(name)} ", f"{name_key(ISLAND.sub('', official))} "
    return not wanted.startswith(given) and given != f"bad {wanted}"


def lacking(known: Iterable[Entry], areas: Iterable[Area], districts: set[str]) -> Iterator[Entry]:
    """The municipalities of the register that none of the known ones is."""
    known = list(known)
    taken = {entry.place.id for entry in known}
    large = {name_key(name) for entry in known for name in _large_names(entry)}
    namesakes = _by_state_and_name(known)
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


def _by_state_and_name(entries: Iterable[Entry]) -> dict[tuple[str | None, str], list[Place]]:
    found: dict[tuple[str | None, str], list[Place]] = defaultdict(list)
    for entry in entries:
        if entry.place.kind in {"municipality", "quarter"}:
            for key in {name_key(name) for name in all_names(entry)}:
                found[entry.place.state, key].append(entry.place)
    return found


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


def with_people(entries: Iterable[Entry], added: Set[str], renamed: Set[str]) -> Iterator[Entry]:
    """The entries with the inhabitants that GeoNames gives to a village of the same name.

    Where it has no place for a municipality, its number stands at the largest village of that
    name in the state. ``added`` and ``renamed`` are the municipalities that were lacking and
    those that were known by a village; the latter are as large as their villages, so that one of
    the same name counts no more.
    """
    entries = list(entries)
    people = {entry.place.id: entry.place.population for entry in entries}
    names = {entry.place.id: entry.place.name for entry in entries}
    for village, town in _namesakes(entries, added | renamed):
        whole = village.parents[0]
        if people[town.id] < people[village.id]:
            people[town.id] += people[village.id]
            people[whole] -= people[village.id] * (whole in renamed)
            people[village.id] = 0
    for place in (entry.place for entry in entries if entry.place.kind == "quarter"):
        if place.parents[0] in renamed and place.name == names[place.parents[0]]:
            people[place.id] = 0
    for entry in entries:
        yield replace(entry, place=replace(entry.place, population=people[entry.place.id]))


def _namesakes(entries: Sequence[Entry], ids: Set[str]) -> Iterator[tuple[Place, Place]]:
    """The largest village elsewhere in the state for each of these towns whose name is its own."""
    towns = _by_state_and_name(
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


def _municipality(area: Area, id_: str, districts: set[str], large: set[str]) -> Entry:
    name = written_out(area.name)
    short = (
        form
        for form in short_names(name)
        if form not in AMBIGUOUS | COMMON and name_key(form) not in large
    )
    place = _place(area, id_, name, districts)
    return Entry(place=place, names=unique((area.name, *short), name))


def _place(area: Area, id_: str, name: str, districts: set[str]) -> Place:
    state, district = area.region[:2], SUCCESSORS.get(area.region[:5], area.region[:5])
    lat, lon = area.middle()
    return Place(
        id=id_,
        name=name,
        kind="municipality",
        state=STATES[state],
        ags=area.key if area.key.isdigit() else None,
        lat=lat,
        lon=lon,
        country="DE",
        parents=municipality_parents(district, districts),
        nuts=area.nuts,
    )


def associations(
    known: Iterable[Entry], areas: Iterable[Area], members: Iterable[Area], districts: set[str]
) -> Iterator[Entry]:
    """``Amt``, ``Samtgemeinde`` and ``Verbandsgemeinde`` that are not written by hand.

    The bare name belongs to the municipality of that name where the state has one.
    """
    known = [entry for entry in known if entry.place.kind == "municipality"]
    namesakes = _by_state_and_name(known)
    people = _people(known, members)
    for area in sorted(areas, key=lambda area: area.region):
        short, state = written_out(area.name), STATES[area.region[:2]]
        name = f"{area.word} {short}"
        if (state, name_key(name)) not in namesakes:
            bare = () if (state, name_key(short)) in namesakes else (short,)
            place = _place(area, f"de:verband:{area.region}", name, districts)
            place = replace(place, population=people[area.region])
            yield Entry(place=place, names=unique((f"{area.word} {area.name}", *bare), name))


def _people(known: Iterable[Entry], members: Iterable[Area]) -> Counter[str]:
    """Inhabitants of each association, as far as its members' are known."""
    people = {entry.place.id: entry.place.population for entry in known}
    counted: Counter[str] = Counter()
    for area in members:
        counted[area.region[:9]] += people.get(f"de:{area.key}", 0)
    return counted
