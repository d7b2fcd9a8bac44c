"""Areas of the gazetteer: districts, countries, and what is written by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator

from models.recipes.gazetteer_names import (
    bare_district,
    curated_forms,
    district_name,
    district_names,
    slug,
    unique,
)
from models.recipes.gazetteer_sources import CODES, STATES, City, curated, split
from nlp.gazetteer import Entry
from nlp.types import Place, PlaceKind


def district(row: dict[str, str], groups: dict[str, list[City]]) -> Entry:
    """A district at the mean position of its people."""
    key = str(row["AGS"])
    lat, lon = centre([city for ags, group in groups.items() if ags[:5] == key for city in group])
    name = district_name(row)
    place = Place(
        id=f"de:kreis:{key}",
        name=name,
        kind="district",
        state=STATES[key[:2]],
        ags=key,
        lat=lat,
        lon=lon,
        population=int(row["population"]),
        parents=(f"de:land:{key[:2]}", "country:DE"),
    )
    return Entry(place=place, names=district_names(name))


def centre(cities_: list[City]) -> tuple[float | None, float | None]:
    """The mean position of people."""
    weights = [int(city["population"]) + 1 for city in cities_]
    if not weights:
        return None, None
    lat = math.fsum(float(c["lat"]) * w for c, w in zip(cities_, weights, strict=True))
    lon = math.fsum(float(c["lon"]) * w for c, w in zip(cities_, weights, strict=True))
    return round(lat / sum(weights), 5), round(lon / sum(weights), 5)


def countries() -> Iterator[Entry]:
    """The countries under their German names."""
    for row in curated("countries"):
        place = Place(
            id=f"country:{row['code']}",
            name=row["name"],
            kind="country",
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["code"],
        )
        yield Entry(place=place, names=split(row["names"]))


def curated_places() -> Iterator[Entry]:
    """States, regions, rivers, former districts and the like."""
    for row in curated("curated"):
        kind: PlaceKind = row["kind"]  # type: ignore[assignment]
        place = Place(
            id=curated_id(row),
            name=row["name"],
            kind=kind,
            state=row["state"] or None,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            population=int(row["population"] or 0),
            parents=curated_parents(row),
        )
        bare = district_names(row["name"]) if kind == "district" else ()
        more = curated_forms(row["name"], kind)
        yield Entry(
            place=place, names=unique((*split(row["names"] or ""), *bare, *more), row["name"])
        )


def curated_id(row: dict[str, str]) -> str:
    """The identifier of a hand-written entry."""
    kind, name = row["kind"], row["name"]
    if kind == "state" and row["country"] == "DE":
        return f"de:land:{CODES[name]}"
    if kind == "district" and row["country"] != "DE":
        return f"district:{slug(name)}:{row['country'].lower()}"
    if kind == "district":
        return f"de:altkreis:{slug(bare_district(name))}"
    if kind == "municipality":
        return f"de:gemeinde:{slug(name)}"
    return f"{kind}:{slug(name)}" + (f":{row['country'].lower()}" if kind == "state" else "")


def curated_parents(row: dict[str, str]) -> tuple[str, ...]:
    """State and country, as far as the entry lies in one."""
    state = CODES.get(row["state"]) if row["kind"] != "state" else None
    land = (f"de:land:{state}",) if state else ()
    return (*land, f"country:{row['country']}") if row["country"] else ()
