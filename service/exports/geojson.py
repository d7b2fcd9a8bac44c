"""GeoJSON: a feature for each place. https://www.rfc-editor.org/rfc/rfc7946"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from nlp.types import Place
from service.exports.places import PlaceCount


def written(places: Iterable[PlaceCount]) -> Iterator[str]:
    """A collection of all places with the ids of their reports and projects."""
    yield '{"type":"FeatureCollection","features":[\n'
    for number, each in enumerate(places):
        feature = feature_of(each, listed=True)
        yield (",\n" if number else "") + json.dumps(feature, ensure_ascii=False)
    yield "\n]}\n"


def feature_of(each: PlaceCount, *, listed: bool) -> dict[str, Any]:
    """A point, or no geometry where the gazetteer knows none; ``listed``: with ids."""
    place = each.place
    properties: dict[str, Any] = {
        "name": place.name,
        "kind": place.kind,
        "state": each.state,
        "ags": place.ags,
        "reports": len(each.reports),
        "projects": len(each.projects),
    }
    if listed:
        properties["report_ids"] = list(each.reports)
        properties["project_list"] = [{"id": p.id, "name": p.name} for p in each.projects]
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": geometry_of(place),
        "properties": properties,
    }


def geometry_of(place: Place) -> dict[str, Any] | None:
    """Longitude comes first."""
    if place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}
