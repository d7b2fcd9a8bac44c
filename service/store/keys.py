"""Keys for programs as the database keeps them: without the key itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, delete, insert, select, update

from nlp.errors import NotFoundError
from service.scopes import SCOPES, Scope
from service.store.again import done_again
from service.store.engine import reading, writing
from service.store.tables import api_keys, sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredKey:
    """``digest``: SHA-256 of the key as hexadecimal digits. ``used``: to a few minutes."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    digest: str
    created: datetime
    used: datetime | None = None
    revoked: datetime | None = None


@done_again
class KeyStore:
    """Safe to share between threads; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, key: StoredKey) -> None:
        """Keep a new key."""
        row = {
            "id": key.id,
            "name": key.name,
            "scopes": " ".join(key.scopes),
            "digest": key.digest,
            "created": key.created,
        }
        with writing(self._engine) as connection:
            connection.execute(insert(api_keys).values(row))

    def find(self, key_id: str) -> StoredKey | None:
        """A key by its id, revoked ones too."""
        with reading(self._engine) as connection:
            row = connection.execute(select(api_keys).where(api_keys.c.id == key_id)).first()
        return _key(row) if row else None

    def all(self) -> list[StoredKey]:
        """All that were ever made, the oldest first."""
        query = select(api_keys).order_by(api_keys.c.created, api_keys.c.id)
        with reading(self._engine) as connection:
            return [_key(row) for row in connection.execute(query)]

    def any(self) -> bool:
        """Whether a key is in force."""
        query = select(api_keys.c.id).where(api_keys.c.revoked.is_(None)).limit(1)
        with reading(self._engine) as connection:
            return connection.execute(query).first() is not None

    def revoke(self, key_id: str, at: datetime) -> bool:
        """From now on it is refused and who is logged in with it is not any more.

        False where it was revoked already. NotFoundError.
        """
        own = api_keys.c.id == key_id
        with writing(self._engine) as connection:
            if connection.execute(select(api_keys.c.id).where(own)).first() is None:
                raise NotFoundError(f"Einen Schlüssel „{key_id}“ gibt es nicht.")
            connection.execute(delete(sessions).where(sessions.c.key_id == key_id))
            change = update(api_keys).where(own, api_keys.c.revoked.is_(None)).values(revoked=at)
            return bool(connection.execute(change).rowcount)

    def note_use(self, key_id: str, at: datetime) -> None:
        """When it was used last."""
        with writing(self._engine) as connection:
            connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(used=at))


def _key(row: Row[Any]) -> StoredKey:
    given = row.scopes.split()
    return StoredKey(
        id=row.id,
        name=row.name,
        scopes=tuple(scope for scope in SCOPES if scope in given),
        digest=row.digest,
        created=row.created,
        used=row.used,
        revoked=row.revoked,
    )
