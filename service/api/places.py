"""``/v1/places`` as GeoJSON and ``/v1/themes.jsonld`` as SKOS."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse

from nlp.types import PlaceKind
from service import schemas
from service.api.example_values import PLACES
from service.api.parts import PartsDep
from service.exports.geojson import feature_of

router = APIRouter(prefix="/v1")
THEMES: dict[str, Any] = {
    "@context": {"skos": "http://www.w3.org/2004/02/skos/core#"},
    "@graph": [{"@type": "skos:Concept", "prefLabel": "Elternarbeit"}],
}


def _answer(media_type: str, description: str, example: dict[str, Any]) -> dict[int | str, Any]:
    content = {media_type: {"schema": {"type": "object"}, "example": example}}
    return {200: {"description": description, "content": content}}


class GeoJson(JSONResponse):
    """RFC 7946."""

    media_type = "application/geo+json"


class JsonLd(JSONResponse):
    """JSON-LD 1.1."""

    media_type = "application/ld+json"


@router.get(
    "/places",
    summary="Die Orte des Bestands als GeoJSON",
    tags=["Orte"],
    response_class=GeoJson,
    responses=_answer(GeoJson.media_type, "FeatureCollection (RFC 7946)", PLACES),
)
def list_places(
    parts: PartsDep,
    state: Annotated[
        str, Query(max_length=schemas.MAX_ID, description="Nur Orte in diesem Bundesland.")
    ] = "",
    kind: Annotated[PlaceKind | None, Query(description="Nur Orte dieser Art.")] = None,
    limit: Annotated[int, Query(ge=1, le=20_000, description="So viele Orte.")] = 20_000,
) -> GeoJson:
    """Je Ort, wie viele Berichte ihn nennen und wie viele Projekte dort arbeiten; der häufigste
    zuerst. Orte ohne Koordinaten haben keine Geometrie."""
    wanted = state.strip().casefold()
    found = [
        each
        for each in parts.places.all()
        if (not wanted or (each.state or "").casefold() == wanted)
        and (kind is None or each.place.kind == kind)
    ]
    features = [feature_of(each, listed=False) for each in found[:limit]]
    return GeoJson({"type": "FeatureCollection", "features": features})


@router.get(
    "/themes.jsonld",
    summary="Das Vokabular der Themen als SKOS",
    tags=["Suche"],
    response_class=JsonLd,
    responses=_answer(JsonLd.media_type, "Begriffsschema (SKOS)", THEMES),
)
def themes_linked(parts: PartsDep) -> JsonLd:
    """JSON-LD mit Namen, Synonymen, Definitionen und Oberbegriffen des verwendeten Vokabulars."""
    from service.exports.linked import vocabulary_document

    document: dict[str, Any] = vocabulary_document(parts.desk.active())
    return JsonLd(document)
