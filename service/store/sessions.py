"""Who is logged in, as the database keeps it: without token and key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select

from service.store.again import done_again
from service.store.engine import reading, writing
from service.store.tables import sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSession:
    """``digest`` and ``proof`` as hexadecimal digits; ``ends``: it counts for nothing from then."""

    digest: str
    key_id: str
    proof: str
    ends: datetime


@done_again
class SessionStore:
    """Safe to share between threads; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, session: StoredSession, *, now: datetime) -> None:
        """Keep a new one, and forget those that have ended."""
        row = {
            "digest": session.digest,
            "key_id": session.key_id,
            "proof": session.proof,
            "ends": session.ends,
        }
        with writing(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.ends <= now))
            connection.execute(insert(sessions).values(row))

    def find(self, digest: str) -> StoredSession | None:
        """One by the digest of its token, ended ones too."""
        with reading(self._engine) as connection:
            row = connection.execute(select(sessions).where(sessions.c.digest == digest)).first()
        return StoredSession(**row._mapping) if row else None

    def remove(self, digest: str) -> None:
        """Forget one, if it is there."""
        with writing(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest))

    def forget(self, *, now: datetime) -> None:
        """Forget those that have ended."""
        with writing(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.ends <= now))
