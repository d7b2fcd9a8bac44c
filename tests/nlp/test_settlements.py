"""The kind of a place is that of the gazetteer and of its inhabitants."""

from __future__ import annotations

import pytest

from corpus.gazetteer import load_gazetteer
from nlp.gazetteer import Gazetteer
from nlp.settlements import label_of, settlement_of
from nlp.types import Place


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("de:01002000", "city"),  # Kiel
        ("de:01004000", "town"),  # Neumünster
        ("de:kreis:15090", "district"),  # Stendal
        ("de:land:11", "city"),  # Berlin
        ("de:land:15", None),  # Sachsen-Anhalt
        ("geonames:11002725", "town"),  # Luisenthal, a quarter of Völklingen
        ("quarter:de:11000000:wrangelkiez", "city"),
    ],
)
def test_places_of_the_gazetteer(gazetteer: Gazetteer, id_: str, expected: str | None) -> None:
    place = gazetteer.get(id_)
    assert place is not None
    assert settlement_of(place, gazetteer.get) == expected


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (100_000, "city"),
        (99_999, "town"),
        (20_000, "town"),
        (19_999, "small_town"),
        (5_000, "small_town"),
        (4_999, "village"),
        (0, None),
    ],
)
def test_towns_by_their_inhabitants(population: int, expected: str | None) -> None:
    town = Place(id="x", name="X", kind="municipality", population=population)
    assert settlement_of(town) == expected


def test_nothing_is_said_of_places_abroad_and_of_quarters_of_unknown_towns() -> None:
    assert (
        settlement_of(Place(id="w", name="Wien", kind="municipality", country="AT", population=1))
        is None
    )
    assert settlement_of(Place(id="q", name="Mitte", kind="quarter", parents=("x",))) is None


@pytest.mark.parametrize(
    ("id_", "label"),
    [
        ("de:kreis:15090", "Landkreis"),  # Stendal
        ("de:kreis:05566", "Kreis"),  # Steinfurt
        ("de:kreis:01060", "Kreis"),  # Segeberg
        ("de:01002000", "Großstadt"),
    ],
)
def test_a_district_is_called_what_it_is_called_there(
    gazetteer: Gazetteer, id_: str, label: str
) -> None:
    place = gazetteer.get(id_)
    assert place is not None
    kind = settlement_of(place)
    assert kind is not None
    assert label_of(kind, place) == label
