"""What the recipe of the gazetteer takes from the register of municipalities."""

from __future__ import annotations

import json

import pytest

from models.recipes.gazetteer_associations import associations
from models.recipes.gazetteer_gaps import lacking
from models.recipes.gazetteer_names import written_out
from models.recipes.gazetteer_official_names import official_names
from models.recipes.gazetteer_people import with_people
from models.recipes.gazetteer_register import Area, associations_of, municipalities_of
from models.recipes.gazetteer_sources import City
from nlp.gazetteer import Entry
from nlp.types import Place, PlaceKind


def square(lon: float, lat: float, side: float = 0.2) -> list[list[float]]:
    """A closed ring around a point."""
    half = side / 2
    west, east, south, north = lon - half, lon + half, lat - half, lat + half
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def area(key: str, name: str, lon: float = 9.0, lat: float = 52.0, word: str = "Gemeinde") -> Area:
    return Area(key=key, region=key, name=name, word=word, nuts="DE9", rings=(square(lon, lat),))


def town(
    id_: str, name: str, lat: float, lon: float, kind: PlaceKind = "municipality", **more: object
) -> Entry:
    place = Place(id=id_, name=name, kind=kind, state="Niedersachsen", lat=lat, lon=lon, **more)  # type: ignore[arg-type]
    return Entry(place=place)


def city(name: str, lat: float = 52.0, lon: float = 9.0, alts: str = "") -> City:
    return {"name": name, "lat": str(lat), "lon": str(lon), "alts": alts, "population": "900"}


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Rott a. Inn", "Rott am Inn"),
        ("Eschenbach i.d. OPf.", "Eschenbach in der Oberpfalz"),
        ("Altdorf b. Nürnberg", "Altdorf bei Nürnberg"),
        ("Sondheim v.d. Rhön", "Sondheim vor der Rhön"),
        ("Berka v.d. Hainich", "Berka vor dem Hainich"),
        ("Lichtenberg/Erzgeb.", "Lichtenberg/Erzgebirge"),
        ("Linda b. Neustadt a.d. Orla", "Linda bei Neustadt an der Orla"),
        ("Hofheim i. UFr.", "Hofheim in Unterfranken"),
        ("Burgberg i. Allgäu", "Burgberg im Allgäu"),
        ("St. Wendel", "St. Wendel"),
    ],
)
def test_abbreviations_are_written_out(short: str, long: str) -> None:
    assert written_out(short) == long


def test_areas_are_read_with_their_land_only() -> None:
    def feature(name: str, word: str, land: int) -> dict[str, object]:
        properties = {"GF": land, "AGS": "1", "RS": "1", "GEN": name, "BEZ": word, "NUTS": "DE"}
        shape = {"type": "Polygon", "coordinates": [square(9.0, 52.0)]}
        return {"type": "Feature", "properties": properties, "geometry": shape}

    lake = [feature("A", "Gemeinde", 4), feature("A", "Gemeinde", 2)]
    rows = [
        {"type": "FeatureCollection", "features": lake},
        feature("B", "Samtgemeinde", 4),
        feature("C", "Gemeindefreies Gebiet", 4),
        {"type": "Feature", "geometry": None},
    ]
    text = json.dumps(rows)
    assert [each.name for each in municipalities_of(text)] == ["A", "B"]
    assert [each.name for each in associations_of(text)] == ["B"]


def test_a_hole_is_outside_and_the_middle_is_inside() -> None:
    ring = Area(key="1", region="1", name="A", word="Stadt", nuts="DE",
                rings=(square(9.0, 52.0, 1.0), square(9.2, 52.2, 0.1)))  # fmt: skip
    assert ring.middle() == (52.0, 9.0)
    assert ring.holds(52.0, 9.0)
    assert not ring.holds(52.2, 9.2)
    assert not ring.holds(52.0, 10.0)


def test_only_what_no_place_near_by_is_called_is_lacking() -> None:
    known = [town("de:03999001", "Neudorf", 52.05, 9.0), town("de:03999002", "Altdorf", 53.0, 9.0)]
    register = [
        area("03000001", "Neudorf"),
        area("03000002", "Altdorf"),
        area("03000003", "Sand a. Deich"),
    ]
    added = list(lacking(known, register, {"03000"}))
    assert [entry.place.name for entry in added] == ["Altdorf", "Sand am Deich"]
    assert added[0].place.parents == ("de:kreis:03000", "de:land:03", "country:DE")
    assert added[1].names == ("Sand a. Deich",)


def test_a_key_that_is_taken_is_not_given_again() -> None:
    known = [town("de:03000001", "Anderswo", 53.5, 9.0)]
    (entry,) = lacking(known, [area("03000001", "Neudorf")], set())
    assert entry.place.id == "de:gemeinde:03000001"


def test_a_merged_municipality_gets_its_name_and_a_shared_one_the_long_one() -> None:
    groups = {
        "03000001": [city("Dorf")],
        "03000002": [city("Fern", lat=54.0)],
        "03000003": [city("Berg")],
        "03000004": [city("Berg")],
    }
    register = [area("03000001", "Tal"), area("03000002", "Au"), area("03000003", "Berg (Harz)"),
                area("03000004", "Berg a. See")]  # fmt: skip
    rows = {key: row["official"] for (_, key), row in official_names(groups, register).items()}
    assert rows == {"03000001": "Tal", "03000003": "Berg (Harz)", "03000004": "Berg am See"}


def test_inhabitants_move_from_a_namesake_to_the_town_that_was_lacking() -> None:
    village = town("v", "Mirow", 53.0, 9.0, "quarter", population=3600, parents=("w",))
    entries = [
        town("w", "Banz", 53.0, 9.0, population=6500),
        village,
        town("t", "Mirow", 53.2, 9.5),
    ]
    people = {e.place.id: e.place.population for e in with_people(entries, {"t"}, {"w"})}
    assert people == {"w": 2900, "v": 0, "t": 3600}


def test_a_village_of_the_name_of_its_municipality_counts_no_more() -> None:
    village = town("v", "Simbach", 48.5, 12.7, "quarter", population=3600, parents=("w",))
    entries = [town("w", "Simbach", 48.5, 12.7, population=5000), village]
    people = {e.place.id: e.place.population for e in with_people(entries, set(), {"w"})}
    assert people == {"w": 5000, "v": 0}


def test_an_association_counts_its_members_and_has_no_bare_name_beside_a_town() -> None:
    known = [town("de:03000001", "Konz", 52.0, 9.0, population=700)]
    unions = [area("030000001", "Konz", word="Amt"), area("030000002", "Moor", word="Amt")]
    members = [
        Area(key="03000001", region="030000001001", name="Konz", word="Stadt", nuts="DE", rings=())
    ]
    first, second = associations(known, unions, members, set())
    assert (first.place.id, first.place.name, first.place.population, first.names) == (
        "de:verband:030000001", "Amt Konz", 700, (),
    )  # fmt: skip
    assert second.names == ("Moor",)
