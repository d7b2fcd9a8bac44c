"""What the index has yet to hear of: written with the change itself, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from service.store.records import Change
from service.store.tables import outbox


def announce(connection: Connection, report_id: str, removed: Sequence[int]) -> None:
    """Note that a report changed and which of its passages are gone."""
    row = {"report_id": report_id, "removed": json.dumps(list(removed))}
    connection.execute(insert(outbox).values(row))


def pending(connection: Connection, limit: int) -> list[Change]:
    """The oldest changes first."""
    rows = connection.execute(select(outbox).order_by(outbox.c.id).limit(limit))
    return [
        Change(id=row.id, report_id=row.report_id, removed=tuple(json.loads(row.removed)))
        for row in rows
    ]


def settle(connection: Connection, changes: Sequence[Change]) -> None:
    """Forget changes that the index holds durably."""
    connection.execute(delete(outbox).where(outbox.c.id.in_([change.id for change in changes])))
