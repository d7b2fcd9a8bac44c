"""The places that areas of the register are."""

from __future__ import annotations

from models.recipes.gazetteer_register import Area
from models.recipes.gazetteer_sources import STATES
from models.recipes.gazetteer_towns import municipality_parents
from nlp.types import Place

SUCCESSORS = {"03152": "03159", "03156": "03159"}
"""Districts of the register that have been merged since, by what they are part of now."""


def area_place(area: Area, id_: str, name: str, districts: set[str]) -> Place:
    """A municipality or an association in the middle of its area, in the district of today."""
    state, district = area.region[:2], SUCCESSORS.get(area.region[:5], area.region[:5])
    lat, lon = area.middle()
    return Place(
        id=id_,
        name=name,
        kind="municipality",
        state=STATES[state],
        ags=area.key if area.key.isdigit() else None,
        lat=lat,
        lon=lon,
        country="DE",
        parents=municipality_parents(district, districts),
        nuts=area.nuts,
    )
