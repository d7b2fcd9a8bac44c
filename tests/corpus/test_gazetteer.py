"""The gazetteer that is shipped holds the places that reports name."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from corpus.gazetteer import DEFAULT_PATH, entry_of, load_gazetteer, read_entries, row_of
from nlp.errors import ArtefactError
from nlp.gazetteer import Entry, Gazetteer
from nlp.place_links import link
from nlp.places import find_places
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


@pytest.mark.parametrize(
    ("surface", "name", "state", "lat", "lon"),
    [
        ("Saterland", "Saterland", "Niedersachsen", 53.1, 7.69),
        ("Elsteraue", "Elsteraue", "Sachsen-Anhalt", 51.07, 12.18),
        ("Knüllwald", "Knüllwald", "Hessen", 50.99, 9.48),
        ("Swisttal", "Swisttal", "Nordrhein-Westfalen", 50.71, 6.9),
        ("Hohe Börde", "Hohe Börde", "Sachsen-Anhalt", 52.15, 11.45),
        ("Blaustein", "Blaustein", "Baden-Württemberg", 48.41, 9.91),
        ("Lübben", "Lübben (Spreewald)", "Brandenburg", 51.94, 13.9),
        ("Rott a. Inn", "Rott am Inn", "Bayern", 47.98, 12.13),
        ("Eschenbach i.d. OPf.", "Eschenbach in der Oberpfalz", "Bayern", 49.75, 11.83),
        ("Hermsdorf/Erzgeb.", "Hermsdorf/Erzgebirge", "Sachsen", 50.73, 13.66),
        ("Homberg (Efze)", "Homberg (Efze)", "Hessen", 51.03, 9.4),
        ("Homberg (Ohm)", "Homberg (Ohm)", "Hessen", 50.73, 8.99),
        ("Herzberg/Elster", "Herzberg (Elster)", "Brandenburg", 51.69, 13.24),
        ("Falkenberg/Elster", "Falkenberg/Elster", "Brandenburg", 51.58, 13.24),
        ("Oelsnitz/Erzgeb.", "Oelsnitz/Erzgebirge", "Sachsen", 50.73, 12.7),
        ("Gerabronn", "Gerabronn", "Baden-Württemberg", 49.25, 9.92),
        ("Amt Eiderstedt", "Amt Eiderstedt", "Schleswig-Holstein", 54.34, 8.8),
        ("Verbandsgemeinde Konz", "Verbandsgemeinde Konz", "Rheinland-Pfalz", 49.67, 6.55),
        ("Budweis", "České Budějovice", "Tschechien", 48.97, 14.47),
        ("Brixen", "Brixen", "Italien", 46.72, 11.66),
        ("Leonfelden", "Bad Leonfelden", "Österreich", 48.52, 14.29),
        ("Hrádek", "Hrádek nad Nisou", "Tschechien", 50.85, 14.84),
        ("Kaprun", "Kaprun", "Österreich", 47.27, 12.76),
        ("Rafz", "Rafz", "Schweiz", 47.61, 8.54),
        ("Gmünd", "Schwäbisch Gmünd", "Baden-Württemberg", 48.8, 9.8),
    ],
)  # fmt: skip
def test_municipalities_that_are_no_populated_place(
    gazetteer: Gazetteer, surface: str, name: str, state: str, lat: float, lon: float
) -> None:
    place = gazetteer.candidates(surface)[0]
    assert (place.name, place.kind, place.state) == (name, "municipality", state)
    assert math.dist((place.lat or 0, place.lon or 0), (lat, lon)) < 0.15


@pytest.mark.parametrize(
    ("surface", "kind", "country"),
    [
        ("Bezirk Liezen", "district", "AT"),
        ("Graz-Umgebung", "district", "AT"),
        ("Südsteiermark", "region", "AT"),
        ("Walgau", "region", "AT"),
        ("Oberwallis", "region", "CH"),
        ("Schussental", "region", "DE"),
        ("Halle-Neustadt", "quarter", "DE"),
        ("Hannover-Linden", "quarter", "DE"),
    ],
)
def test_areas_that_reports_name(
    gazetteer: Gazetteer, surface: str, kind: str, country: str
) -> None:
    place = gazetteer.candidates(surface)[0]
    assert (place.kind, place.country) == (kind, country)


def test_an_association_leaves_the_bare_name_to_its_town(gazetteer: Gazetteer) -> None:
    assert {place.name for place in gazetteer.candidates("Saarburg")} == {"Saarburg"}
    assert gazetteer.candidates("Verbandsgemeinde Saarburg")[0].id == "de:verband:072355005"
    assert gazetteer.candidates("Schrevenborn")[0].name == "Amt Schrevenborn"


def test_what_the_register_adds_knows_its_key_district_and_code(gazetteer: Gazetteer) -> None:
    place = gazetteer.candidates("Saterland")[0]
    assert (place.id, place.ags, place.nuts) == ("de:03453013", "03453013", "DE948")
    assert place.parents == ("de:kreis:03453", "de:land:03", "country:DE")


def test_the_inhabitants_of_a_town_do_not_stand_at_a_village_of_its_name(
    gazetteer: Gazetteer,
) -> None:
    town, *villages = gazetteer.exact("Gerabronn")
    assert (town.kind, town.population) == ("municipality", 4527)
    assert [village.population for village in villages] == [0]


def test_no_town_of_a_state_shares_its_name_where_the_register_tells_them_apart(
    entries: list[Entry],
) -> None:
    names = {e.place.name for e in entries if e.place.state in {"Brandenburg", "Hessen"}}
    assert not {"Homberg"} & names
    assert {"Herzberg (Elster)", "Herzberg (Mark)"} <= names


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


def test_words_and_family_names_that_villages_have_are_no_places(gazetteer: Gazetteer) -> None:
    text = (
        "Brecher und Schwarzer stritten. Die Probstei lag im Heideland, der Rosengarten war offen. "
        "Gruppen beim Fischen und Keltern, ein Maurer, drei Lenker, im Zwinger die Hunde. "
        "Herr Seewald, Frau Baumgarten, Jan Rosendahl und Ute Massow dankten. Ins Haus kam Theres. "
        "Meißner Porzellan, ein Eck, Birnbaum, Landwehr, Seeblick, Loreley und Schwarz auf Weiß."
    )
    assert [place.of(text) for place in find_places(text, gazetteer)] == []


@pytest.mark.parametrize("content", [None, b"kein gzip", b"\x1f\x8b\x08kaputt"])
def test_a_damaged_file_is_one_clear_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "gazetteer.csv.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ArtefactError, match="Ortsverzeichnis"):
        load_gazetteer(path)
