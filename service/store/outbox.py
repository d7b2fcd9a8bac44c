"""What the index has yet to hear of: written with the change itself, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select

from service.store.records import Backlog, Change
from service.store.tables import outbox


def announce(connection: Connection, report_id: str, removed: Sequence[int]) -> None:
    """Note that a report changed and which of its passages are gone."""
    now = datetime.now(UTC)
    row = {"report_id": report_id, "removed": json.dumps(list(removed)), "created": now}
    connection.execute(insert(outbox).values(row))


def pending(connection: Connection, limit: int) -> list[Change]:
    """The oldest changes first."""
    rows = connection.execute(select(outbox).order_by(outbox.c.id).limit(limit))
    return [
        Change(id=row.id, report_id=row.report_id, removed=tuple(json.loads(row.removed)))
        for row in rows
    ]


def backlog(connection: Connection) -> Backlog:
    """How much waits, and since when."""
    query = select(func.count(), func.min(outbox.c.created))
    rows, oldest = connection.execute(query).one()
    return Backlog(rows=rows, oldest=oldest)


def settle(connection: Connection, changes: Sequence[Change]) -> None:
    """Forget changes that the index holds durably."""
    connection.execute(delete(outbox).where(outbox.c.id.in_([change.id for change in changes])))
