"""``/metrics``, for Prometheus: only where it is switched on, and not for everybody."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response

from service.api.access import Needs

if TYPE_CHECKING:
    from service.metrics import Metrics

FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")
_admin = Needs("admin")


def allowed(request: Request) -> None:
    """Who asks on this machine itself, not through a proxy, or brings a key with ``admin``."""
    if not _is_here(request):
        _admin(request)


router = APIRouter(tags=["Betrieb"], dependencies=[Depends(allowed)])


@router.get("/metrics", summary="Zahlen für die Überwachung", response_class=Response)
def metrics(request: Request) -> Response:
    """Zähler, Zeiten und Größen im Textformat von Prometheus."""
    from service.metrics import MEDIA_TYPE

    found: Metrics = request.app.state.metrics
    return Response(found.text(), headers={"Content-Type": MEDIA_TYPE, "Cache-Control": "no-store"})


def _is_here(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
