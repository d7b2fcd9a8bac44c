"""The connection to the database, and its errors in our words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from nlp.errors import StoreError
from service.media import FAILING, FULL

# WAL lets others read while one writes; FULL makes every acknowledged row outlast a power cut.
PRAGMAS = (
    "busy_timeout=30000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
)
WRITING = "fundstelle_writing"


def open_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL; StoreError where the address is unusable."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            return _sqlite(url, address.database)
        return create_engine(address, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(
            f"Die Datenbank-Adresse „{without_password(url)}“ ist nicht lesbar."
        ) from (error)
    except OSError as error:
        raise StoreError("Der Datenordner kann nicht angelegt werden.") from error


def without_password(url: str) -> str:
    """The address as it may be shown and logged, even where it cannot be read."""
    return re.sub(r"(//)[^/]*@", r"\1…@", url)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its start, so that it cannot fail later."""
    with (
        translated(),
        engine.connect().execution_options(**{WRITING: True}) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database."""
    with translated(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def translated() -> Iterator[None]:
    """Database errors as StoreError."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_reason(str(error.orig))) from error


def _sqlite(url: str, path: str | None) -> Engine:
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # The driver would begin transactions on its own, too late for the write lock.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    mode = "IMMEDIATE" if connection.get_execution_options().get(WRITING) else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


def _reason(message: str) -> str:
    if "locked" in message:
        return "Die Datenbank ist durch ein anderes Programm gesperrt; bitte gleich noch einmal."
    if "full" in message:
        return FULL
    if "disk I/O error" in message:
        return FAILING
    if "readonly" in message or "unable to open" in message:
        return "Auf den Datenordner kann nicht zugegriffen werden; bitte Rechte prüfen."
    if "not a database" in message or "malformed" in message:
        return "Die Datenbank ist beschädigt; bitte aus der Sicherung wiederherstellen."
    return "Die Datenbank hat die Anfrage abgewiesen."
