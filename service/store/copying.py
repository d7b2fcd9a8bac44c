"""A whole store taken over into another database, row by row, and compared.

Rows come in the order of their keys, some at a time, each time in one transaction, so that what
was interrupted goes on. The copy of a table is finished when both sides have as many rows and the
same sum over all of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Table,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
    tuple_,
)

from nlp.errors import BadInputError, StoreError
from service.store.engine import NUL, REPLACED, open_engine, reading, writing
from service.store.migrate import migrate
from service.store.postgres import speaks_postgres
from service.store.tables import meta, metadata

STATE = "copying"
"""The note in a database that a store is being copied into: whose."""
ROWS = 500
BYTES = 8_000_000
SUM = 1 << 256
IDENTITY = "identity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A table and how many rows it has on both sides."""

    table: str
    rows: int


Told = Callable[[Copied], None]


def copy_store(source: str, target: str, *, anew: bool = False, told: Told) -> None:
    """Copy all tables of one database into another, and compare them.

    What an interrupted copy has written stays, unless ``anew``. BadInputError where the other
    holds something else; StoreError where both are not the same at the end.
    """
    here, there = open_engine(source), open_engine(target)
    try:
        migrate(here)
        migrate(there)
        with reading(here) as origin:
            owner = _identity(origin)
            with writing(there) as goal:
                _prepare(goal, owner, anew=anew)
            for table in metadata.sorted_tables:
                for rows in _left(origin, there, table):
                    with writing(there) as goal:
                        goal.execute(insert(table), rows)
                with reading(there) as goal:
                    told(_compared(origin, goal, table))
            with writing(there) as goal:
                for table in metadata.sorted_tables:
                    _go_on_counting(origin, goal, table)
                goal.execute(delete(meta).where(meta.c.key == STATE))
    finally:
        here.dispose()
        there.dispose()


def _identity(connection: Connection) -> str:
    """What tells a store from others; its tables are counted in where it has no name yet."""
    query = select(meta.c.value).where(meta.c.key == IDENTITY)
    return connection.execute(query).scalar() or "store"


def _prepare(goal: Connection, owner: str, *, anew: bool) -> None:
    begun = goal.execute(select(meta.c.value).where(meta.c.key == STATE)).scalar()
    if begun == owner and not anew:
        return
    if begun is None and not _is_empty(goal):
        raise BadInputError(
            "In der Zieldatenbank liegt schon ein Bestand: Bitte eine leere nehmen."
        )
    if begun not in (owner, None) and not anew:
        raise BadInputError(
            "In der Zieldatenbank liegt die angefangene Kopie eines anderen Bestands; "
            "„--anew“ verwirft sie."
        )
    for table in reversed(metadata.sorted_tables):
        goal.execute(delete(table))
    goal.execute(insert(meta).values(key=STATE, value=owner))


def _is_empty(connection: Connection) -> bool:
    return all(
        connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
        for table in metadata.sorted_tables
    )


def _left(origin: Connection, there: Engine, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Rows behind the last one that was copied, in portions that fit in memory."""
    keys = list(table.primary_key.columns)
    with reading(there) as goal:
        last = goal.execute(
            _own(select(*keys), table).order_by(*(k.desc() for k in keys)).limit(1)
        ).first()
    query = _own(select(table), table)
    if last is not None:
        query = query.where(tuple_(*keys) > tuple_(*last))
    portion: list[dict[str, Any]] = []
    size = 0
    for row in origin.execute(query.order_by(*keys).execution_options(yield_per=ROWS)):
        portion.append(dict(row._mapping))
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if len(portion) == ROWS or size > BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _own(query: Any, table: Table) -> Any:
    """Without the note that says that a copy is under way."""
    return query.where(table.c.key != STATE) if table is meta else query


def _compared(origin: Connection, goal: Connection, table: Table) -> Copied:
    here, there = _sum(origin, table), _sum(goal, table)
    if here != there:
        raise StoreError(
            f"Die Tabelle „{table.name}“ ist nicht gleich ({here[0]} und {there[0]} Zeilen): "
            "Hat inzwischen jemand geschrieben? „--anew“ beginnt von vorn."
        )
    return Copied(table=table.name, rows=here[0])


def _sum(connection: Connection, table: Table) -> tuple[int, int]:
    """How many rows there are, and a sum over all of them that the order does not change."""
    count = total = 0
    query = _own(select(table), table).execution_options(yield_per=ROWS)
    for row in connection.execute(query):
        count += 1
        total = (total + int.from_bytes(_digest(row), "big")) % SUM
    return count, total


def _digest(row: Row[Any]) -> bytes:
    found = hashlib.sha256()
    for value in row:
        data = _bytes(value)
        found.update(len(data).to_bytes(8, "big") + data)
    return found.digest()


def _bytes(value: object) -> bytes:
    if value is None:
        return b"-"
    if isinstance(value, bytes | memoryview):
        return b"b" + bytes(value)
    if isinstance(value, str):
        return b"s" + value.replace(NUL, REPLACED).encode("utf-8", "surrogatepass")
    if isinstance(value, date | datetime):
        return b"d" + value.isoformat().encode()
    return b"n" + repr(value).encode()


def _go_on_counting(origin: Connection, goal: Connection, table: Table) -> None:
    """Numbers that were given there once are not given here again."""
    column = table.autoincrement_column
    if column is None:
        return
    last = max(_given(origin, table), goal.execute(select(func.max(column))).scalar() or 0)
    if not last:
        return
    if speaks_postgres(goal.dialect):
        sequence = "pg_get_serial_sequence(:table, :column)"
        query = text(f"SELECT setval({sequence}, :last)")
        goal.execute(query, {"table": table.name, "column": column.name, "last": last})
    elif inspect(goal).has_table("sqlite_sequence"):
        _set_in_sqlite(goal, table.name, last)


def _given(connection: Connection, table: Table) -> int:
    """The last number that was given, though its row may be gone."""
    name = table.name
    if speaks_postgres(connection.dialect):
        column = table.autoincrement_column
        assert column is not None
        query = text(
            "SELECT last_value FROM pg_sequences WHERE schemaname = current_schema() "
            "AND format('%I.%I', schemaname, sequencename) = "
            "pg_get_serial_sequence(:table, :column)"
        )
        found = connection.execute(query, {"table": name, "column": column.name}).scalar()
    else:
        query = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
        found = connection.execute(query, {"table": name}).scalar()
    return int(found or 0)


def _set_in_sqlite(goal: Connection, name: str, last: int) -> None:
    known = {"table": name, "last": last}
    changed = goal.execute(
        text("UPDATE sqlite_sequence SET seq = :last WHERE name = :table"), known
    )
    if not changed.rowcount:
        goal.execute(text("INSERT INTO sqlite_sequence VALUES (:table, :last)"), known)
