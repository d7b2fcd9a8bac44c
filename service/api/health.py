"""``/health/live`` and ``/health/ready``, for whoever watches over the service."""

from __future__ import annotations

from fastapi import APIRouter

from service.api.parts import PartsDep
from service.schemas import Health

router = APIRouter(prefix="/health", tags=["Betrieb"])


@router.get("/live", summary="Läuft der Dienst?")
def live() -> Health:
    """Antwortet, sobald der Dienst läuft."""
    return Health(status="ok")


@router.get("/ready", summary="Kann der Dienst antworten?")
def ready(parts: PartsDep) -> Health:
    """Antwortet, wenn Modelle und Bestand bereit sind; sonst 503."""
    return Health(status="ok", reports=parts.store.count())
