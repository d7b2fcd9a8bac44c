"""``/v1/clicks``: which report of a result list was opened."""

from __future__ import annotations

from fastapi import APIRouter

from nlp.errors import NotFoundError
from service import schemas
from service.api.parts import PartsDep

router = APIRouter(prefix="/v1", tags=["Suche"])


@router.post("/clicks", status_code=204, summary="Festhalten, welcher Treffer geöffnet wurde")
def add_click(parts: PartsDep, click: schemas.Click) -> None:
    """Nur mit dem Kennzeichen (`clicks`) der Ergebnisliste, am selben oder nächsten Tag.

    Festgehalten werden Tag, Frage ohne Personenangaben, gezeigte und geöffnete Berichte; nichts
    darüber, wer gefragt hat. 404, wo der Server nichts festhält (`FUNDSTELLE_LOG_QUERIES`).
    """
    if parts.query_log is None:
        raise NotFoundError("Auf diesem Server werden keine Klicks festgehalten.")
    parts.query_log.click(click.clicks, click.report)
