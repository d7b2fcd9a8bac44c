"""``/health/live`` and ``/health/ready``, for whoever watches over the service.

Coroutines: the pool of threads that answer requests may be full, and they must answer then too.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from service.readiness import Check, Findings, Readiness
from service.schemas import Health, HealthCheck

router = APIRouter(prefix="/health", tags=["Betrieb"])
RETRY = "5"
NOT_READY: dict[int | str, dict[str, Any]] = {
    503: {"model": Health, "description": "Gerade nicht; „checks“ sagt, weshalb."}
}


@router.get("/live", summary="Läuft der Dienst?", response_model_exclude={"checks"})
async def live() -> Health:
    """Antwortet, sobald der Dienst läuft."""
    return Health(status="ok")


@router.get("/ready", summary="Kann der Dienst antworten?", responses=NOT_READY)
async def ready(request: Request, response: Response) -> Health:
    """Antwortet, wenn Modelle, Datenbank, Suchindex und Datenträger bereit sind; sonst 503 mit
    dem Grund. Höchstens einmal in der Sekunde wird nachgesehen.
    """
    readiness: Readiness = request.app.state.readiness
    findings = await readiness.findings()
    if not findings.ready:
        response.status_code = 503
        response.headers["Retry-After"] = RETRY
    return _health(findings)


def _health(findings: Findings) -> Health:
    return Health(
        status="ok" if findings.ready else "failed",
        reports=findings.reports,
        checks=[_check(check) for check in findings.checks],
    )


def _check(check: Check) -> HealthCheck:
    return HealthCheck(
        name=check.name, state="ok" if check.holds else "failed", reason=check.reason
    )
