"""``/v1/webhooks``: other programs are told when a job has ended."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Query, Response
from fastapi import Path as PathValue

from service import job_schemas
from service.api.access import ADMIN
from service.api.jobs import Limit
from service.api.parts import PartsDep
from service.store import Delivery, Webhook
from service.webhooks import new_secret

router = APIRouter(prefix="/v1/webhooks", tags=["Einfuhr"])

WebhookId = Annotated[str, PathValue(description="Kennung des Webhooks.", max_length=64)]


@router.post("", summary="Einen Webhook anmelden", status_code=201, dependencies=[ADMIN])
def add_webhook(
    parts: PartsDep, wish: job_schemas.NewWebhook, response: Response
) -> job_schemas.CreatedWebhook:
    """Nach jedem Auftrag geht ein POST mit dessen Stand an diese Adresse.

    `Fundstelle-Signature: t=ZEIT,v1=HEX` trägt den HMAC-SHA256 von `ZEIT.INHALT` unter `secret`;
    das Geheimnis wird nur dieses eine Mal gezeigt. Nur öffentliche https-Adressen; Umleitungen
    wird nicht gefolgt. Ohne Antwort 2xx folgen bis zu sieben weitere Versuche in wachsendem
    Abstand.
    """
    parts.webhook_rule.target(wish.url)
    webhook = Webhook(id=uuid4().hex, url=wish.url, created=datetime.now(UTC), secret=new_secret())
    parts.store.webhooks.add(webhook)
    response.headers["Location"] = f"/v1/webhooks/{webhook.id}"
    response.headers["Cache-Control"] = "no-store"
    return job_schemas.CreatedWebhook(**_shown(webhook).model_dump(), secret=webhook.secret)


@router.get("", summary="Angemeldete Webhooks", dependencies=[ADMIN])
def list_webhooks(parts: PartsDep) -> job_schemas.WebhookList:
    """Ohne ihr Geheimnis."""
    return job_schemas.WebhookList(webhooks=list(map(_shown, parts.store.webhooks.all())))


@router.get("/{webhook_id}/deliveries", summary="Was an einen Webhook ging", dependencies=[ADMIN])
def list_deliveries(
    parts: PartsDep,
    webhook_id: WebhookId,
    limit: Limit = 20,
    before: Annotated[
        int | None, Query(ge=0, description="Der Wert von „next“ der Seite davor.")
    ] = None,
) -> job_schemas.DeliveryPage:
    """Die letzte zuerst, mit Zahl der Versuche; dreißig Tage lang."""
    found = parts.store.webhooks.deliveries(webhook_id, limit=limit + 1, before=before)
    return job_schemas.DeliveryPage(
        deliveries=[_delivery(each) for each in found[:limit]],
        next=found[limit - 1].id if len(found) > limit else None,
    )


@router.delete(
    "/{webhook_id}", summary="Einen Webhook abmelden", status_code=204, dependencies=[ADMIN]
)
def delete_webhook(parts: PartsDep, webhook_id: WebhookId) -> None:
    """Löscht auch, was noch zu senden war."""
    parts.store.webhooks.remove(webhook_id)


def _shown(webhook: Webhook) -> job_schemas.Webhook:
    return job_schemas.Webhook(id=webhook.id, url=webhook.url, created=webhook.created)


def _delivery(delivery: Delivery) -> job_schemas.Delivery:
    return job_schemas.Delivery(
        id=delivery.id,
        job=delivery.job_id,
        event=delivery.event,
        state=delivery.state,
        attempts=delivery.attempts,
        status=delivery.status,
        error=delivery.error or None,
        created=delivery.created,
        due=delivery.due if delivery.state == "pending" else None,
        finished=delivery.finished,
    )
