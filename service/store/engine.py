"""The connection to the database, and its errors in our words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as OutOfConnectionsError

from nlp.errors import StoreError, StoreUnavailableError
from service.media import FAILING, FULL
from service.stages import stage
from service.store.postgres import (
    LOST,
    REASONS,
    begin_reading,
    begin_writing,
    error_of,
    is_postgres,
    postgres_engine,
    speaks_postgres,
    state_of,
)

# WAL lets others read while one writes; FULL makes every acknowledged row outlast a power cut.
PRAGMAS = (
    "busy_timeout=30000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "case_sensitive_like=ON",
)
WRITING = "fundstelle_writing"
NUL, REPLACED = "\0", "\ufffd"


def open_engine(url: str, *, connections: int = 10, seconds: int = 60) -> Engine:
    """An engine for SQLite or PostgreSQL; StoreError where the address is unusable.

    Of PostgreSQL, ``connections`` stay open at most, and a statement may take so many seconds.
    """
    try:
        engine = _engine(make_url(url), connections=connections, seconds=seconds)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(
            f"Die Datenbank-Adresse „{without_password(url)}“ ist nicht lesbar."
        ) from (error)
    except OSError as error:
        raise StoreError("Der Datenordner kann nicht angelegt werden.") from error
    event.listen(engine, "before_cursor_execute", _without_nul, retval=True)
    return engine


def without_password(url: str) -> str:
    """The address as it may be shown and logged, even where it cannot be read."""
    before, there, after = url.rpartition("@")
    shown = f"{before.partition('//')[0]}//…@{after}" if there else url
    return re.sub(r"(pass\w{0,20}=)[^&]*", r"\1…", shown, flags=re.IGNORECASE)


@contextmanager
def writing(engine: Engine, *, patient: bool = False) -> Iterator[Connection]:
    """A transaction that holds the write lock from its start, so that it cannot fail later.

    ``patient``: however long it waits and takes.
    """
    with (
        stage("store.write", leaf=True),
        translated(),
        engine.connect().execution_options(**{WRITING: True}) as connection,
    ):
        transaction = connection.begin()
        try:
            if speaks_postgres(engine.dialect):
                begin_writing(connection, patient=patient)
            yield connection
        except BaseException:
            transaction.rollback()
            raise
        with _committing():
            transaction.commit()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database."""
    with (
        stage("store.read", leaf=True),
        translated(),
        engine.connect() as connection,
        connection.begin(),
    ):
        if speaks_postgres(engine.dialect):
            begin_reading(connection)
        yield connection


@contextmanager
def translated() -> Iterator[None]:
    """Database errors as StoreError."""
    try:
        yield
    except DBAPIError as error:
        raise _in_our_words(error) from error
    except ConnectionError as error:  # the driver lets some of them through
        raise StoreUnavailableError(LOST, undone=True) from error
    except OutOfConnectionsError as error:
        raise StoreUnavailableError(REASONS["53300"], undone=True) from error


@contextmanager
def _committing() -> Iterator[None]:
    """Of a connection that is lost meanwhile nobody knows whether all is written."""
    try:
        yield
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StoreUnavailableError(LOST) from error
        raise
    except ConnectionError as error:
        raise StoreUnavailableError(LOST) from error


def _engine(address: URL, *, connections: int, seconds: int) -> Engine:
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    if is_postgres(address):
        return postgres_engine(address, connections=connections, seconds=seconds)
    raise ArgumentError("neither SQLite nor PostgreSQL")


def _sqlite(address: URL) -> Engine:
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, hide_parameters=True)
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


def _without_nul(
    _connection: Connection,
    _cursor: object,
    statement: str,
    parameters: Any,
    _context: object,
    _many: bool,
) -> tuple[str, Any]:
    """U+0000, which PostgreSQL refuses, becomes U+FFFD: no offset moves."""
    # Many rows come one by one, or all in one statement with their values in a line.
    if parameters and isinstance(parameters, list) and isinstance(parameters[0], tuple | list):
        return statement, [_storable(row) for row in parameters]
    return statement, _storable(parameters)


def _storable(row: Any) -> Any:
    if not isinstance(row, list | tuple) or not any(
        isinstance(value, str) and NUL in value for value in row
    ):
        return row
    return tuple(v.replace(NUL, REPLACED) if isinstance(v, str) else v for v in row)


def _in_our_words(error: DBAPIError) -> StoreError:
    original = error.orig or error
    if state_of(original) or error.connection_invalidated or "a connection" in str(original):
        return error_of(original, lost=error.connection_invalidated)
    return StoreError(_reason(str(original)))


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
