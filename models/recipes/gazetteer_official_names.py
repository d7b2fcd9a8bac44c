"""The names by which the register of municipalities calls them and GeoNames does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from models.recipes.gazetteer_names import short_names, written_out
from models.recipes.gazetteer_register import Area
from models.recipes.gazetteer_sources import STATES, City, curated
from models.recipes.gazetteer_towns import Official, is_part
from nlp.gazetteer import name_key

ISLAND = re.compile(r"^(?:Insel|Hallig) ")


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
        if name != city["name"] or not is_part(city, written_out(area.name)):
            names = (written_out(area.name), area.name, *same_town(city, name))
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
