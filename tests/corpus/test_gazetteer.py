"""The gazetteer that is shipped holds the places that reports name."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from corpus.gazetteer import DEFAULT_PATH, entry_of, load_gazetteer, read_entries, row_of
from nlp.errors import ArtefactError
from nlp.places import Entry, Gazetteer, find_places, link
from nlp.types import Span


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return read_entries(DEFAULT_PATH)


@pytest.fixture(scope="module")
def gazetteer(entries: list[Entry]) -> Gazetteer:
    return Gazetteer(entries)


def test_size_and_kinds(entries: list[Entry]) -> None:
    kinds = [entry.place.kind for entry in entries if entry.place.country == "DE"]
    assert len(entries) > 15_000
    assert kinds.count("state") == 16
    assert kinds.count("district") > 290
    assert kinds.count("region") > 200
    assert kinds.count("quarter") > 2000


def test_identifiers_are_unique_and_parents_exist(entries: list[Entry]) -> None:
    ids = {entry.place.id for entry in entries}
    assert len(ids) == len(entries)
    assert {parent for entry in entries for parent in entry.place.parents} <= ids


def test_rows_read_back_as_they_were_written(entries: list[Entry]) -> None:
    assert [entry_of(list(row_of(entry))) for entry in entries[::50]] == entries[::50]


@pytest.mark.parametrize(
    ("surface", "name", "kind", "state", "lat", "lon"),
    [
        ("Espelkamper", "Espelkamp", "municipality", "Nordrhein-Westfalen", 52.38, 8.62),
        ("Mölln", "Mölln", "municipality", "Schleswig-Holstein", 53.62, 10.69),
        ("München", "München", "municipality", "Bayern", 48.14, 11.58),
        ("Bremer", "Bremen", "municipality", "Bremen", 53.08, 8.81),
        ("Landkreis Borken", "Kreis Borken", "district", "Nordrhein-Westfalen", 51.95, 6.91),
        ("Rhein-Erft-Kreis", "Rhein-Erft-Kreis", "district", "Nordrhein-Westfalen", 50.91, 6.77),
        ("Berlin-Kreuzberg", "Kreuzberg", "quarter", "Berlin", 52.5, 13.4),
        ("niedersächsischen", "Niedersachsen", "state", "Niedersachsen", 52.8, 9.4),
        ("Unterfranken", "Unterfranken", "region", "Bayern", 50.0, 9.9),
        ("Straßburg", "Straßburg", "municipality", "Frankreich", 48.58, 7.75),
    ],
)  # fmt: skip
def test_well_known_places(
    gazetteer: Gazetteer, surface: str, name: str, kind: str, state: str, lat: float, lon: float
) -> None:
    (place,) = link([Span(start=0, end=len(surface))], surface, gazetteer)
    assert place is not None
    assert (place.name, place.kind, place.state) == (name, kind, state)
    assert math.dist((place.lat or 0, place.lon or 0), (lat, lon)) < 0.3


@pytest.mark.parametrize(
    ("surface", "name", "state"),
    [
        ("Weyhe", "Weyhe", "Niedersachsen"),
        ("Twistetal", "Twistetal", "Hessen"),
        ("Edertal", "Edertal", "Hessen"),
        ("Stemwede", "Stemwede", "Nordrhein-Westfalen"),
        ("Calau", "Calau", "Brandenburg"),
        ("Bad Kötzting", "Bad Kötzting", "Bayern"),
        ("Henstedt-Ulzburg", "Henstedt-Ulzburg", "Schleswig-Holstein"),
        ("Lübbenau/Spreewald", "Lübbenau/Spreewald", "Brandenburg"),
        ("Kraslice", "Kraslice", "Tschechien"),
    ],
)
def test_municipalities_are_found_under_their_official_name(
    gazetteer: Gazetteer, surface: str, name: str, state: str
) -> None:
    place = gazetteer.candidates(surface)[0]
    assert (place.name, place.kind, place.state) == (name, "municipality", state)


def test_a_municipality_is_as_large_as_its_villages(gazetteer: Gazetteer) -> None:
    (sylt,) = (p for p in gazetteer.exact("Sylt") if p.kind == "municipality")
    assert sylt.population > 9000


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("Baden-Würtemberg", "Baden-Württemberg"),
        ("Main-Kinzig", "Main-Kinzig-Kreis"),
        ("OSL", "Landkreis Oberspreewald-Lausitz"),
        ("LK Cloppenburg", "Landkreis Cloppenburg"),
        ("Unteren Odertal", "Unteres Odertal"),
    ],
)
def test_other_names_lead_to_the_same_entry(gazetteer: Gazetteer, surface: str, name: str) -> None:
    assert gazetteer.candidates(surface)[0].name == name


def test_a_municipality_knows_its_key_and_what_contains_it(gazetteer: Gazetteer) -> None:
    place = gazetteer.candidates("Espelkamp")[0]
    assert place.ags == "05770008"
    assert place.parents == ("de:kreis:05770", "de:land:05", "country:DE")


@pytest.mark.parametrize(
    ("surface", "nuts"),
    [
        ("Espelkamp", "DEA46"),
        ("Landkreis Celle", "DE931"),
        ("Sachsen", "DED"),
        ("Hamburg", "DE6"),
        ("Deutschland", "DE"),
        ("Lausitz", None),
        ("Paris", None),
    ],
)
def test_german_places_have_nuts_codes(
    gazetteer: Gazetteer, surface: str, nuts: str | None
) -> None:
    assert gazetteer.candidates(surface)[0].nuts == nuts


def test_parents_lead_from_a_quarter_to_the_country(gazetteer: Gazetteer) -> None:
    quarter = next(p for p in gazetteer.candidates("Bochum-Gerthe") if p.kind == "quarter")
    kinds = [place.kind for id_ in quarter.parents if (place := gazetteer.get(id_))]
    assert kinds == ["municipality", "state", "country"]


def test_ordinary_german_holds_no_places(gazetteer: Gazetteer) -> None:
    text = (
        "Wer neue Wege gehen will, braucht Zeit, gute Lehrer und einen Plan. Beim Essen im Hof "
        "stellten alle Gruppen ihre Fragen; aller Anfang ist schwer, oder leider nicht leer. "
        "In Häusern mit vielen Büchern entscheidet das Los. Fahrer, Helfer und Trainer gingen "
        "nach Hause, in Tandems arbeiteten Dolmetscher weiter. Reger Austausch, viel Klang."
    )
    assert find_places(text, gazetteer) == []


@pytest.mark.parametrize("content", [None, b"kein gzip", b"\x1f\x8b\x08kaputt"])
def test_a_damaged_file_is_one_clear_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "gazetteer.csv.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ArtefactError, match="Ortsverzeichnis"):
        load_gazetteer(path)
