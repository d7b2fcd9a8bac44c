"""Brings a database to the schema of this version, once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from nlp.errors import StoreError
from service.store.engine import reading, writing
from service.store.postgres import sort_plainly, speaks_postgres

HEAD = "0017"


def migrate(engine: Engine) -> None:
    """Nothing but one query where the schema is current; StoreError where it is newer."""
    with reading(engine) as connection:
        current = schema_version(connection)
    if current == HEAD:
        return
    if current is not None and current > HEAD:
        raise StoreError("Die Datenbank stammt von einer neueren Version von Fundstelle.")
    _upgrade(engine)


def schema_version(connection: Connection) -> str | None:
    """The revision that the database is at, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    # One write transaction: of two programs that open a new database the second finds it made.
    with writing(engine, patient=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if speaks_postgres(engine.dialect):
            sort_plainly(connection)
