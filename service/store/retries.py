"""What became of requests that may be sent again, by their ``Idempotency-Key``.

Kept is what was stored under which id, not the answer: a report that is deleted leaves no copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, Insert, and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from service.store.again import done_again
from service.store.engine import reading, writing
from service.store.tables import retries

KEPT = timedelta(days=1)
ABANDONED = timedelta(minutes=15)
"""After so long a request that never ended was cut off, and may be sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """A request that came before. ``report_id`` is None while it is being worked on."""

    body: str
    report_id: str | None
    state: str | None


@done_again
class RetryStore:
    """Safe to share between threads and programs; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, key: str, body: str, *, now: datetime) -> Retry | None:
        """None where the request is new and now ours to do; else the one that came before."""
        with writing(self._engine) as connection:
            connection.execute(delete(retries).where(_outdated(now)))
            row = {"key": key, "body": body, "at": now}
            if connection.execute(_insert_new(connection).values(row)).rowcount:
                return None
            found = connection.execute(select(retries).where(retries.c.key == key)).one()
        return Retry(body=found.body, report_id=found.report_id, state=found.state)

    def settle(self, key: str, *, report_id: str, state: str) -> None:
        """It is done."""
        done = {"report_id": report_id, "state": state}
        with writing(self._engine) as connection:
            connection.execute(update(retries).where(retries.c.key == key).values(done))

    def release(self, key: str) -> None:
        """It was refused and changed nothing: it may be sent again."""
        with writing(self._engine) as connection:
            connection.execute(delete(retries).where(retries.c.key == key))

    def count(self) -> int:
        """How many are kept."""
        with reading(self._engine) as connection:
            return len(connection.execute(select(retries.c.key)).all())


def _outdated(now: datetime) -> ColumnElement[bool]:
    # What seems to lie ahead is as old as what lies behind: the clock was put back.
    cut_off = and_(retries.c.report_id.is_(None), ~_within(now, ABANDONED))
    return or_(~_within(now, KEPT), cut_off)


def _within(now: datetime, span: timedelta) -> ColumnElement[bool]:
    return retries.c.at.between(now - span, now + span)


def _insert_new(connection: Connection) -> Insert:
    """An insert that does nothing where the key is there: two programs may try at once."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(retries).on_conflict_do_nothing()
    return sqlite.insert(retries).on_conflict_do_nothing()
