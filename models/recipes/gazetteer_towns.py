"""Towns of the gazetteer: German municipalities with their parts, towns abroad."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from models.recipes.gazetteer_names import all_names, long_names, short_names, slug, unique
from models.recipes.gazetteer_sources import STATES, City, curated, split
from nlp.gazetteer import Entry, name_key
from nlp.german.place_homonyms import AMBIGUOUS, COMMON
from nlp.types import Place

NEAR = {"PL", "CZ", "DK", "NL", "BE", "FR"}
MEDITERRANEAN = set("IT ES PT GB IE SE NO FI HU SK SI HR RS BA BG RO GR TR UA EE LV LT SY".split())
GERMAN_SPEAKING = {"AT", "CH", "LI", "LU"}
WORDS = frozenset(
    """
    asten bellevue benken birr broc caux claro doppl eisenerz eschen fliess frick fuegen gais gaming
    gams grein ins kappl klaus landskron lenk lens mank marz matten mauren meilen molln montana
    muhen pfunds priel quarten reding reiden retz rolle root savigny saxon sins soell tann thal
    trieben villeneuve walding wals wolfern zwingen
    """.split()
)
"""Keys of names of small towns abroad that a German text means otherwise."""
SEATS = {"PPLC", "PPLA", "PPLA2", "PPLA3"}
NOT_A_PLACE = {"industriegebiet", "koenigsbau", "munich", "nuremberg", "cologne"}
GONE = {"PPLH", "PPLW", "PPLG"}
Official = dict[tuple[str, str], dict[str, str]]
"""Rows as in ``places-official.csv`` by state and GeoNames' name or key."""


def german(rows: Iterable[City]) -> dict[str, list[City]]:
    """German populated places by municipality key, the municipality's own one first."""
    groups: dict[str, list[City]] = defaultdict(list)
    for row in rows:
        if row["country"] == "DE" and len(row["ags"]) == 8 and row["feature"] not in GONE:
            groups[row["ags"]].append(row)
    for group in groups.values():
        group.sort(
            key=lambda row: (row["feature"] not in SEATS, -int(row["population"]), row["id"])
        )
    return groups


def place_of(city: City, **fields: object) -> Place:
    """A place at the position and of the size that GeoNames gives."""
    place = Place(
        id=f"geonames:{city['id']}",
        name=city["name"],
        kind="municipality",
        lat=float(city["lat"]),
        lon=float(city["lon"]),
        country=city["country"],
        population=int(city["population"]),
    )
    return replace(place, **fields)  # type: ignore[arg-type]


def municipalities(
    groups: dict[str, list[City]], districts: set[str], names: Official
) -> Iterator[Entry]:
    """Every German municipality with its parts; of two names for one, the official wins.

    ``names`` are official names besides those written by hand, by state and key.
    """
    official = names | {(row["state"], row["geonames"]): row for row in curated("official")}
    for ags in sorted(groups):
        first, *rest = groups[ags]
        whole = municipality(first, official, districts)
        if is_part(first, whole.place.name):
            whole = replace(whole, place=gathered(whole.place, groups[ags]))
        yield whole
        noisy = ags == "03101000"
        villages = [first, *rest] if is_part(first, whole.place.name) else rest
        for city in villages:
            if (
                not (noisy and city["feature"] == "PPLX")
                and name_key(city["name"]) not in NOT_A_PLACE
            ):
                yield part(city, whole.place)


def gathered(place: Place, villages: list[City]) -> Place:
    """A municipality as large as its villages, where the village of its name lies, if any."""
    people = sum(int(city["population"]) for city in villages)
    seat = next((city for city in villages if city["name"] == place.name), villages[0])
    return replace(place, population=people, lat=float(seat["lat"]), lon=float(seat["lon"]))


def municipality(city: City, official: Official, districts: set[str]) -> Entry:
    """A municipality under its official name."""
    ags = city["ags"]
    state = STATES[ags[:2]]
    given = official.get((state, ags)) or official.get((state, city["name"]), {})
    name = given.get("official", city["name"])
    own = (
        () if is_part(city, name) else (city["name"], *long_names(city), *short_names(city["name"]))
    )
    names = (*own, *split(given.get("names", "")), *short_names(name))
    place = place_of(
        city,
        id=f"de:{ags}",
        name=name,
        state=state,
        ags=ags,
        parents=municipality_parents(ags, districts),
    )
    return Entry(place=place, names=unique(names, name))


def municipality_parents(ags: str, districts: set[str]) -> tuple[str, ...]:
    """District (where the town belongs to one), state, country."""
    kreis = (f"de:kreis:{ags[:5]}",) if ags[:5] in districts else ()
    return (*kreis, f"de:land:{ags[:2]}", "country:DE")


def is_part(city: City, official: str) -> bool:
    """Whether a merged municipality is called otherwise than its largest village."""
    return not set(name_key(city["name"]).split()) & set(name_key(official).split())


def part(city: City, whole: Place) -> Entry:
    """A village or quarter of a municipality."""
    name = re.sub(rf"^{re.escape(whole.name.split(' (')[0])}[ -](?=[A-ZÄÖÜ])", "", city["name"])
    place = place_of(
        city,
        name=name,
        kind="quarter",
        state=whole.state,
        ags=whole.ags,
        parents=(whole.id, *whole.parents),
    )
    return Entry(place=place, names=unique((*short_names(name), city["name"]), name))


def quarters(known: list[Entry]) -> Iterator[Entry]:
    """The hand-written quarters, at their city's position where GeoNames has none."""
    wholes = {
        (e.place.state, e.place.name): e.place for e in known if e.place.kind == "municipality"
    }
    have = {
        (e.place.parents[0], name_key(name))
        for e in known
        if e.place.kind == "quarter"
        for name in all_names(e)
    }
    for row in curated("quarters"):
        whole = wholes.get((row["state"], row["municipality"]))
        if whole is None:
            raise ValueError(f"no municipality {row['municipality']} in {row['state']}")
        for name in dict.fromkeys(split(row["quarters"])):
            if (whole.id, name_key(name)) not in have:
                yield quarter(name, whole)


def quarter(name: str, whole: Place) -> Entry:
    """A quarter at the position of its city."""
    place = replace(
        whole,
        id=f"quarter:{whole.id}:{slug(name)}",
        name=name,
        kind="quarter",
        population=0,
        parents=(whole.id, *whole.parents),
    )
    return Entry(place=place, names=())


def foreign(rows: Iterable[City], german_names: Set[str]) -> Iterator[Entry]:
    """Towns abroad under their German names; ``german_names`` are keys of what lies here."""
    names = {(row["country"], row["geonames"]): row for row in curated("foreign")}
    states = {row["code"]: row["name"] for row in curated("countries")}
    rows = list(rows)
    border = {_cell(city) for city in rows if city["country"] == "DE"}
    best: dict[tuple[str, str], City] = {}
    for city in rows:
        key = (city["country"], city["name"])
        if (
            city["country"] in states
            and city["country"] != "DE"
            and city["feature"] not in GONE
            and (key in names or _is_likely(city, border, german_names))
            and (key not in best or int(best[key]["population"]) < int(city["population"]))
        ):
            best[key] = city
    for key, city in best.items():
        given = names.get(key, {"name": city["name"], "names": ""})
        place = place_of(
            city, name=given["name"], state=states[key[0]], parents=(f"country:{key[0]}",)
        )
        extra = (city["name"], *split(given["names"]), *short_names(given["name"]))
        yield Entry(place=place, names=unique(extra, given["name"]))


def _is_likely(city: City, border: set[tuple[int, int]], german_names: Set[str]) -> bool:
    """Whether a town abroad that is not in the table is one of the gazetteer."""
    if city["feature"] == "PPLX":
        return False
    return large_enough(city, border) or _is_small_neighbour(city, german_names)


def _is_small_neighbour(city: City, german_names: Set[str]) -> bool:
    """A small town of a country that speaks German, whose name means nothing else."""
    if city["country"] not in GERMAN_SPEAKING or int(city["population"]) < 2000:
        return False
    forms = {city["name"], *short_names(city["name"])}
    keys = {name_key(form) for form in forms}
    return not (forms & (AMBIGUOUS | COMMON) or keys & (german_names | WORDS))


def large_enough(city: City, border: set[tuple[int, int]]) -> bool:
    """Whether a foreign town is likely enough in a German report.

    ``border`` are the cells with German places; towns beside one need fewer people.
    """
    country, people = city["country"], int(city["population"])
    if country in GERMAN_SPEAKING:
        return people >= 5000
    if country in NEAR and people >= (2000 if country in {"PL", "CZ", "DK"} else 8000):
        north, east = _cell(city)
        beside = {(north + n, east + e) for n in (-1, 0, 1) for e in (-1, 0, 1)}
        if beside & border:
            return True
    return people >= (
        30_000 if country in NEAR else 150_000 if country in MEDITERRANEAN else 750_000
    )


def _cell(city: City) -> tuple[int, int]:
    """The cell of a grid of about 16 kilometres that a town lies in."""
    return round(float(city["lat"]) / 0.15), round(float(city["lon"]) / 0.22)
