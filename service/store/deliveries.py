"""Messages to webhooks: written with the event itself, in one transaction, and sent afterwards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from service.store.tables import deliveries, webhooks


def announce(connection: Connection, job_id: str, *, event: str, body: Mapping[str, Any]) -> None:
    """Put a message in the queue of every webhook."""
    now = datetime.now(UTC)
    written = json.dumps(
        {"event": event, "created": now.isoformat(timespec="seconds"), "job": body},
        ensure_ascii=False,
    )
    query = select(webhooks.c.id).order_by(webhooks.c.created, webhooks.c.id)
    rows = [
        {
            "webhook_id": webhook_id,
            "job_id": job_id,
            "event": event,
            "state": "pending",
            "attempts": 0,
            "due": now,
            "created": now,
            "error": "",
            "body": written,
        }
        for webhook_id in connection.execute(query).scalars()
    ]
    if rows:
        connection.execute(insert(deliveries), rows)
