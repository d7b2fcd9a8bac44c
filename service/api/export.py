"""``/v1/export``: the stock, or a part of it, as one file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import StreamingResponse

from nlp.types import DocKind
from service import schemas
from service.api.access import PersonsDep
from service.api.example_values import LINKED, PLACES
from service.api.parts import PartsDep
from service.exports import FORMATS, Format, Selection, export

router = APIRouter(prefix="/v1", tags=["Ausfuhr"])
LINES: dict[str, Any] = {"schema": {"type": "string"}}
EXAMPLES: dict[str, dict[str, Any]] = {
    "application/ld+json": LINKED,
    "application/geo+json": PLACES,
}


def _content(media_type: str) -> tuple[str, dict[str, Any]]:
    plain = media_type.partition(";")[0]
    if plain in EXAMPLES:
        return plain, {"schema": {"type": "object"}, "example": EXAMPLES[plain]}
    return plain, LINES


FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Die Datei, stückweise gesendet",
        "content": dict(_content(about.media_type) for about in FORMATS.values()),
    }
}


@router.get(
    "/export",
    summary="Den Bestand ausführen",
    response_class=StreamingResponse,
    responses=FILES,
)
def export_reports(  # noqa: PLR0913, PLR0917 - one each
    parts: PartsDep,
    request: Request,
    persons: PersonsDep,
    file_format: Annotated[
        Format, Query(alias="format", description="Format der Datei.", examples=["jsonl"])
    ] = "jsonl",
    theme: Annotated[
        str, Query(max_length=schemas.MAX_ID, description="Nur mit diesem Thema.")
    ] = "",
    state: Annotated[
        str,
        Query(max_length=schemas.MAX_ID, description="Nur mit einem Ort in diesem Bundesland."),
    ] = "",
    doc_kind: Annotated[DocKind | None, Query(description="Nur diese Art von Dokument.")] = None,
) -> StreamingResponse:
    """JSON Lines (wie `GET /v1/reports/…`), CSV (ohne Text, für Tabellen), JSON-LD (schema.org
    und SKOS) oder GeoJSON (Orte mit ihren Berichten und Projekten).

    Wo dieser Server Namen von Personen nicht freigibt, steht auch in Texten `[Name]`, mit
    unsichtbaren Zeichen (U+2060) so lang wie der Name: Alle Stellen stimmen.
    """
    selection = Selection(
        theme=theme.strip(),
        state=state.strip(),
        doc_kind=doc_kind,
        persons=persons,
    )
    written = export(
        file_format,
        store=parts.store,
        registry=parts.registry,
        selection=selection,
        vocabulary=parts.desk.active(),
        base=str(request.base_url).rstrip("/"),
    )
    about = FORMATS[file_format]
    name = f'attachment; filename="fundstelle.{about.suffix}"'
    return StreamingResponse(
        written, media_type=about.media_type, headers={"Content-Disposition": name}
    )
