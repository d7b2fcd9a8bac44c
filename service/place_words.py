"""What kind of place something is, and where it lies, in German."""

from __future__ import annotations

from nlp.settlements import KREIS, KREIS_STATES
from nlp.types import Place, PlaceKind

KINDS: dict[PlaceKind, str] = {
    "municipality": "Ort",
    "district": "Landkreis",
    "quarter": "Ortsteil",
    "state": "Bundesland",
    "region": "Region",
    "river": "Fluss",
    "country": "Land",
    "other": "Ort",
}
ABROAD: dict[tuple[str, PlaceKind], str] = {
    ("AT", "district"): "Bezirk",
    ("CH", "district"): "Bezirk",
    ("CH", "state"): "Kanton",
}
WHERE = {
    "Dominikanische Republik": "in der Dominikanischen Republik",
    "Demokratische Republik Kongo": "in der Demokratischen Republik Kongo",
    "Elfenbeinküste": "an der Elfenbeinküste",
    "Kap Verde": "auf Kap Verde",
    "Kuba": "auf Kuba",
    "Malta": "auf Malta",
    "Niederlande": "in den Niederlanden",
    "Philippinen": "auf den Philippinen",
    "USA": "in den USA",
    "Vereinigte Arabische Emirate": "in den Vereinigten Arabischen Emiraten",
    "Vereinigtes Königreich": "im Vereinigten Königreich",
    "Zentralafrikanische Republik": "in der Zentralafrikanischen Republik",
    "Zypern": "auf Zypern",
}
FEMININE = frozenset(
    {"Mongolei", "Republik Kongo", "Schweiz", "Slowakei", "Türkei", "Ukraine"},
)
WITH_ARTICLE = frozenset(
    {"Irak", "Iran", "Jemen", "Kosovo", "Libanon", "Saarland", "Sudan", "Südsudan", "Tschad"},
)
"""Masculine and neuter names that never go without an article."""


def kind_of(place: Place) -> str:
    """The word for its kind that is used where it lies: Bezirk in Austria, Kreis in Westphalia."""
    if place.kind == "district" and place.state in KREIS_STATES:
        return KREIS
    return ABROAD.get((place.country, place.kind), KINDS[place.kind])


def located_in(name: str) -> str:
    """``in Hessen``, ``im Saarland``, ``in der Schweiz``."""
    if name in WHERE:
        return WHERE[name]
    return f"{'in der' if name in FEMININE else 'im' if name in WITH_ARTICLE else 'in'} {name}"
