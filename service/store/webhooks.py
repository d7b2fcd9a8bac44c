"""Webhooks and what was sent to them, as the database keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Engine, Row, delete, func, insert, select, update

from nlp.errors import BadInputError, NotFoundError
from service.store.again import done_again
from service.store.engine import reading, writing
from service.store.tables import deliveries, webhooks

MOST = 20
DeliveryState = Literal["pending", "delivered", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that hears of finished jobs; ``secret`` signs what is sent."""

    id: str
    url: str
    created: datetime
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message to a webhook. ``status``: of the last answer, ``error``: why there was none."""

    id: int
    webhook_id: str
    job_id: str
    event: str
    state: DeliveryState
    attempts: int
    due: datetime
    created: datetime
    finished: datetime | None
    status: int | None
    error: str
    body: str


@done_again
class WebhookStore:
    """Safe to share between threads; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, webhook: Webhook) -> None:
        """Keep a webhook; BadInputError where there are too many."""
        with writing(self._engine) as connection:
            many = connection.execute(select(func.count()).select_from(webhooks)).scalar_one()
            if many >= MOST:
                raise BadInputError(f"Mehr als {MOST} Webhooks sind nicht möglich.")
            row = {
                "id": webhook.id,
                "url": webhook.url,
                "created": webhook.created,
                "secret": webhook.secret,
            }
            connection.execute(insert(webhooks).values(row))

    def get(self, webhook_id: str) -> Webhook:
        """NotFoundError where there is none."""
        with reading(self._engine) as connection:
            row = connection.execute(select(webhooks).where(webhooks.c.id == webhook_id)).first()
        if row is None:
            raise _unknown(webhook_id)
        return Webhook(**row._mapping)

    def all(self) -> list[Webhook]:
        """The oldest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(webhooks).order_by(webhooks.c.created, webhooks.c.id))
            return [Webhook(**row._mapping) for row in rows]

    def remove(self, webhook_id: str) -> None:
        """Forget a webhook and all that was or is to be sent to it; NotFoundError."""
        with writing(self._engine) as connection:
            connection.execute(delete(deliveries).where(deliveries.c.webhook_id == webhook_id))
            gone = connection.execute(delete(webhooks).where(webhooks.c.id == webhook_id))
            if not gone.rowcount:
                raise _unknown(webhook_id)

    def deliveries(
        self, webhook_id: str, *, limit: int, before: int | None = None
    ) -> list[Delivery]:
        """The latest first; ``before``: the id of the last one already seen."""
        query = select(deliveries).where(deliveries.c.webhook_id == webhook_id)
        if before is not None:
            query = query.where(deliveries.c.id < before)
        self.get(webhook_id)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(deliveries.c.id.desc()).limit(limit)).all()
        return [_delivery(row) for row in rows]

    def due(self, now: datetime, *, limit: int, ahead: timedelta) -> list[Delivery]:
        """What is to be sent now, the longest overdue first.

        What would wait for longer than ``ahead`` is too: the clock was put back.
        """
        is_due = (deliveries.c.due <= now) | (deliveries.c.due > now + ahead)
        waiting = (deliveries.c.state == "pending") & is_due
        query = select(deliveries).where(waiting).order_by(deliveries.c.due, deliveries.c.id)
        with reading(self._engine) as connection:
            return [_delivery(row) for row in connection.execute(query.limit(limit))]

    def note(
        self,
        delivery_id: int,
        *,
        state: DeliveryState,
        due: datetime,
        status: int | None,
        error: str,
    ) -> None:
        """What came of one more attempt."""
        values: dict[str, Any] = {
            "state": state,
            "due": due,
            "attempts": deliveries.c.attempts + 1,
            "status": status,
            "error": error,
            "finished": None if state == "pending" else datetime.now(UTC),
        }
        with writing(self._engine) as connection:
            own = deliveries.c.id == delivery_id
            connection.execute(update(deliveries).where(own).values(values))

    def forget(self, *, before: datetime) -> None:
        """Delete what was sent, or given up, before."""
        old = (deliveries.c.state != "pending") & (deliveries.c.created < before)
        with writing(self._engine) as connection:
            connection.execute(delete(deliveries).where(old))


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(**row._mapping)


def _unknown(webhook_id: str) -> NotFoundError:
    return NotFoundError(f"Einen Webhook mit der Kennung „{webhook_id}“ gibt es nicht.")
