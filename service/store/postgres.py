"""PostgreSQL as system of record: its address, its sessions, its locks and its errors.

One lock of the whole database is held by whoever writes, from the start of the transaction to
its end, as SQLite does it: what is read in a transaction before it writes still holds when it
commits, and numbers come in the order in which they are seen.
"""

from __future__ import annotations

import getpass
import os
import ssl
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import Dialect, ExceptionContext

from nlp.errors import StoreError, StoreUnavailableError

DRIVER = "postgresql+pg8000"
SCHEMES = ("postgres", "postgresql")
PATIENCE = 5.0
"""Seconds that a request waits for a free connection."""
SPARE = 5
"""Connections beyond those that stay open."""
WRITE_LOCK = 0x46756E64_0001
"""Number of the advisory lock of whoever writes."""
IDLE = 60
"""Seconds beyond a statement's own that a transaction may stand still."""
ROLES = 0x46756E64
"""First number of the advisory locks of roles that one process has at a time."""

LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")

DONE_AGAIN = frozenset({"40001", "40P01"})
"""Serialisation failure and deadlock: the database has undone the transaction."""
ENDED = frozenset({"57P01", "57P02", "57P03", "57P05", "25P03"})
"""The server ends, or has ended this connection."""
AWAY = frozenset({"53300", "57014", "55P03"})
"""It may go better soon."""
REASONS: Mapping[str, str] = {
    "53300": "Die Datenbank hat keine freie Verbindung; bitte gleich noch einmal.",
    "57014": "Die Datenbank hat nicht rechtzeitig geantwortet; bitte gleich noch einmal.",
    "55P03": "Die Datenbank ist durch ein anderes Programm gesperrt; bitte gleich noch einmal.",
    "40001": "Mehrere haben gleichzeitig dasselbe geändert; bitte gleich noch einmal.",
    "40P01": "Mehrere haben gleichzeitig dasselbe geändert; bitte gleich noch einmal.",
    "53100": "Auf dem Datenträger der Datenbank ist kein Platz mehr.",
    "28P01": "Die Datenbank nimmt die Anmeldung nicht an; bitte Rolle und Passwort prüfen.",
    "28000": "Die Datenbank nimmt die Anmeldung nicht an; bitte Rolle und Passwort prüfen.",
    "3D000": "Die Datenbank gibt es auf dem Server nicht; bitte zuerst anlegen.",
    "42501": "Der Rolle fehlt in der Datenbank ein Recht, siehe docs/operation-postgres.md.",
    "25006": "Die Datenbank nimmt keine Änderungen an (nur lesbar).",
}
LOST = "Die Verbindung zur Datenbank ist abgerissen; bitte gleich noch einmal."
UNREACHABLE = "Die Datenbank ist nicht erreichbar; bitte später noch einmal."


def is_postgres(address: URL) -> bool:
    """Whether an address is one of PostgreSQL."""
    return address.get_backend_name() in SCHEMES


def postgres_engine(address: URL, *, connections: int, seconds: int) -> Engine:
    """An engine whose sessions are in UTC and give up after so many seconds."""
    engine = create_engine(
        with_driver(address),
        connect_args=_connect_args(address),
        # Errors are logged, and what is stored names persons.
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=connections,
        max_overflow=SPARE,
        pool_timeout=PATIENCE,
        use_insertmanyvalues=True,
    )
    # Many rows in one statement, also where nothing is to come back: one round trip for all.
    engine.dialect.use_insertmanyvalues_wo_returning = True

    def prepare(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for setting in _session(seconds):
            cursor.execute(setting)
        cursor.close()
        connection.commit()

    event.listen(engine, "connect", prepare)
    event.listen(engine, "handle_error", _note_loss)
    engine.dialect.do_ping = _pinged(engine.dialect.do_ping)  # type: ignore[method-assign,assignment]
    return engine


def with_driver(address: URL) -> URL:
    """The address with the driver that comes along, where it names none."""
    if address.drivername not in (*SCHEMES, DRIVER):
        return address
    query = {name: value for name, value in address.query.items() if name not in OWN_WORDS}
    role = address.username or getpass.getuser()
    return address.set(drivername=DRIVER, username=role, query=query)


def begin_reading(connection: Connection) -> None:
    """What follows sees one state of the database."""
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def begin_writing(connection: Connection, *, patient: bool = False) -> None:
    """Wait until nobody else writes; what follows sees all that they have written.

    ``patient``: no limit of time for the whole transaction, as for a migration.
    """
    for limit in LIMITS if patient else ():
        connection.exec_driver_sql(f"SET LOCAL {limit} = 0")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")


def sort_plainly(connection: Connection) -> None:
    """Let every text column sort by code points, whatever the database was created with."""
    query = text(
        "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c "
        "JOIN information_schema.tables t USING (table_schema, table_name) "
        "WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' "
        "AND c.data_type IN ('text', 'character varying') "
        "AND c.collation_name IS DISTINCT FROM 'C' AND c.table_name <> 'alembic_version' "
        "ORDER BY 1, 2"
    )
    for table, column, kind in connection.execute(query).all():
        connection.exec_driver_sql(
            f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind} COLLATE "C"'
        )


def by_itself(connection: Connection) -> Connection:
    """The connection, no longer of the pool, each statement a transaction of its own."""
    # The pool asks whether a connection lives, and has begun a transaction with that.
    connection.connection.rollback()
    connection.execution_options(isolation_level="AUTOCOMMIT")
    connection.detach()
    return connection


def write_anew(engine: Engine) -> None:
    """Leave nothing of what was deleted in the tables' files, however long that takes."""
    with engine.connect() as connection:
        by_itself(connection)
        for limit in LIMITS:
            connection.exec_driver_sql(f"SET {limit} = 0")
        connection.exec_driver_sql("VACUUM FULL")


def error_of(error: BaseException, *, lost: bool) -> StoreError:
    """A database error in our words. ``lost``: the connection is gone."""
    code = state_of(error)
    if lost or code in DONE_AGAIN:
        return StoreUnavailableError(REASONS.get(code, LOST), undone=True)
    if code in AWAY:
        return StoreUnavailableError(REASONS[code])
    if not code and "create a connection" in str(error):
        return StoreUnavailableError(UNREACHABLE, undone=True)
    return StoreError(REASONS.get(code, "Die Datenbank hat die Anfrage abgewiesen."))


def is_lost(error: BaseException) -> bool:
    """Whether the server has ended the connection; the driver's own words are known elsewhere."""
    code = state_of(error)
    return code in ENDED or code.startswith("08")


def state_of(error: BaseException) -> str:
    """The SQLSTATE of a driver's error, empty where it has none."""
    told = error.args[0] if error.args else None
    if isinstance(told, dict):
        return str(told.get("C", ""))
    return str(getattr(error, "sqlstate", None) or "")


def speaks_postgres(dialect: Dialect) -> bool:
    """Whether a connection is to PostgreSQL."""
    return dialect.name == "postgresql"


def _pinged(ping: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """The driver lets errors of the network through where it first reads an answer."""

    def answers(connection: Any) -> bool:
        try:
            return ping(connection)
        except ConnectionError:
            return False

    return answers


def _note_loss(context: ExceptionContext) -> None:
    error = context.original_exception
    if isinstance(error, ConnectionError) or is_lost(error):
        context.is_disconnect = True


def _session(seconds: int) -> tuple[str, ...]:
    return (
        "SET TIME ZONE 'UTC'",
        f"SET statement_timeout = '{seconds}s'",
        f"SET lock_timeout = '{min(seconds, 30)}s'",
        # A process that stands still must not keep all others from writing.
        f"SET idle_in_transaction_session_timeout = '{seconds + IDLE}s'",
        "SET tcp_keepalives_idle = 30",
        "SET tcp_keepalives_interval = 10",
        "SET tcp_keepalives_count = 3",
    )


# Words of libpq's addresses that the driver takes in another way.
OWN_WORDS = frozenset({"sslmode", "sslrootcert", "host"})


def _connect_args(address: URL) -> dict[str, Any]:
    if address.drivername not in (*SCHEMES, DRIVER):
        return {}
    found: dict[str, Any] = {"application_name": "fundstelle"}
    folder = address.query.get("host")
    if isinstance(folder, str) and folder.startswith("/"):
        found["unix_sock"] = str(Path(folder) / f".s.PGSQL.{address.port or 5432}")
    if address.password is None and (password := os.environ.get("PGPASSWORD")):
        found["password"] = password
    return found | _encryption(address)


def _encryption(address: URL) -> dict[str, Any]:
    mode, root = address.query.get("sslmode", ""), address.query.get("sslrootcert")
    if mode in ("", "allow", "prefer"):
        return {}
    if mode == "disable":
        return {"ssl_context": False}
    if mode not in ("require", "verify-ca", "verify-full"):
        raise StoreError("„sslmode“ der Datenbank-Adresse ist disable, require oder verify-full.")
    context = ssl.create_default_context(cafile=str(root) if root else None)
    context.check_hostname = mode == "verify-full"
    if mode == "require":
        context.verify_mode = ssl.CERT_NONE
    return {"ssl_context": context}
