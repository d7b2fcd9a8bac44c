"""A role that one process at a time has, for as long as its connection to PostgreSQL lives.

The server lets go of the lock when the connection ends, however the process ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import RLock
from zlib import crc32

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from service.store.engine import translated
from service.store.postgres import ROLES, by_itself, speaks_postgres


class Lease:
    """An advisory lock on a connection of its own; safe to share between threads."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._numbers = f"{ROLES}, {crc32(name.encode()) & 0x7FFFFFFF}"
        self._connection: Connection | None = None
        self._lock = RLock()

    def take(self) -> bool:
        """Whether this process has the role from now on; StoreError without a database."""
        with self._lock:
            if self.holds():
                return True
            with translated():
                connection = self._engine.connect()
                connection = by_itself(connection)
                query = f"SELECT pg_try_advisory_lock({self._numbers})"
                if not connection.exec_driver_sql(query).scalar():
                    connection.close()
                    return False
            self._connection = connection
            return True

    def holds(self) -> bool:
        """Whether this process still has it: asks the server on the connection that holds it."""
        with self._lock:
            if self._connection is None:
                return False
            try:
                self._connection.exec_driver_sql("SELECT 1")
            except (DBAPIError, ConnectionError):
                self.release()
                return False
            return True

    def release(self) -> None:
        """Let another process have it; twice is harmless."""
        with self._lock:
            connection, self._connection = self._connection, None
            if connection is not None:
                with suppress(DBAPIError, ConnectionError):
                    connection.close()


@contextmanager
def alone(engine: Engine, name: str) -> Iterator[bool]:
    """True where no other process does the same at the moment; on SQLite there is only one."""
    if not speaks_postgres(engine.dialect):
        yield True
        return
    lease = Lease(engine, name)
    try:
        yield lease.take()
    finally:
        lease.release()
