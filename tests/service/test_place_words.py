"""Kinds of places by the words that are used where they lie."""

from __future__ import annotations

import pytest

from nlp.types import Place, PlaceKind
from service.suggest.sources import note_of


def place(kind: PlaceKind, state: str | None, country: str = "DE") -> Place:
    return Place(id="x", name="Muster", kind=kind, state=state, country=country)


@pytest.mark.parametrize(
    ("found", "note"),
    [
        (place("municipality", "Hessen"), "Ort in Hessen"),
        (place("municipality", "Saarland"), "Ort im Saarland"),
        (place("district", "Bayern"), "Landkreis in Bayern"),
        (place("district", "Nordrhein-Westfalen"), "Kreis in Nordrhein-Westfalen"),
        (place("district", "Österreich", "AT"), "Bezirk in Österreich"),
        (place("state", "Schweiz", "CH"), "Kanton in der Schweiz"),
        (place("municipality", "Niederlande", "NL"), "Ort in den Niederlanden"),
        (place("state", "Hessen"), "Bundesland"),
        (place("region", None), "Region"),
        (place("country", None, "PL"), "Land"),
    ],
)
def test_a_place_is_called_what_it_is_called_there(found: Place, note: str) -> None:
    assert note_of(found) == note
