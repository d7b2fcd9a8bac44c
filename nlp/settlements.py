"""What kind of place a project works in, by the gazetteer's kind and population."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from nlp.types import Place

Settlement = Literal["city", "town", "small_town", "village", "district"]

LABELS: dict[Settlement, str] = {
    "city": "Großstadt",
    "town": "Mittelstadt",
    "small_town": "Kleinstadt",
    "village": "Dorf oder kleine Gemeinde",
    "district": "Landkreis",
}
AT_LEAST: tuple[tuple[int, Settlement], ...] = (
    (100_000, "city"),
    (20_000, "town"),
    (5_000, "small_town"),
    (1, "village"),
)
"""Inhabitants, as the Federal Institute for Research on Building counts (BBSR)."""
KREIS = "Kreis"
KREIS_STATES = frozenset({"Nordrhein-Westfalen", "Schleswig-Holstein"})
"""States whose districts are called by the short word, which is also that for all of them."""
CITY_STATES = frozenset({"Berlin", "Bremen", "Hamburg"})


def settlement_of(
    place: Place, find: Callable[[str], Place | None] = lambda _: None
) -> Settlement | None:
    """None for states, regions and rivers, abroad, and where the population is not known.

    A quarter is of the kind of its town: ``find`` gives the place of an identifier.
    """
    if place.country != "DE":
        return None
    if place.kind == "district":
        return "district"
    if place.kind == "quarter":
        town = next(filter(None, map(find, place.parents[:1])), None)
        return settlement_of(town) if town and town.kind == "municipality" else None
    if place.kind == "municipality" or place.name in CITY_STATES:
        return next((kind for least, kind in AT_LEAST if place.population >= least), None)
    return None


def label_of(kind: Settlement, place: Place) -> str:
    """What it is called where it lies: Kreis in Westphalia and Holstein."""
    return KREIS if kind == "district" and place.state in KREIS_STATES else LABELS[kind]
