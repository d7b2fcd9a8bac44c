"""Erasures of persons as the database keeps them, and the sweep through everything else.

No name is kept: ``erased_names`` holds keyed digests of parts of names, so that a document that
brings an erased name again can be recognised.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    LargeBinary,
    String,
    Table,
    Text,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)

from service.store.again import done_again
from service.store.engine import reading, translated, writing
from service.store.postgres import speaks_postgres, write_anew
from service.store.tables import (
    erased_names,
    erasures,
    feedback_documents,
    meta,
    metadata,
    query_log,
    reports,
)

SALT, PURGE, REVISION = "erasure-salt", "index-purge", "erasures"
REWRITTEN = frozenset(
    {
        "reports",
        "passages",
        "cards",
        "lessons",
        "project_records",
        "lesson_statements",
        "lesson_reads",
        "prints",
        "report_phrases",
        "print_bands",
        "vocabularies",
        "meta",
        "erased_names",
        "erasures",
        "sessions",
        "drafts",
    }
)
"""Tables that follow their reports, or hold no words of people."""
WAIT = 3_000
"""Milliseconds in which others must have read to the end what they read."""
_PLAIN = re.compile(r"[a-zA-Z]{2,}")

Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """That something was erased; ``key`` is the id of the key with which, empty for none."""

    id: int
    at: datetime
    key: str
    reports: int
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedName:
    """A keyed digest of a name or a part of one; ``scope``: empty for everywhere, else a keyed
    digest of the one report or original that it counts for."""

    digest: str
    scope: str
    stand_in: str


@done_again
class ErasureStore:
    """Safe to share between threads; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def salt(self) -> str:
        """The secret of this database that the digests are made with."""
        query = select(meta.c.value).where(meta.c.key == SALT)
        with reading(self._engine) as connection:
            known = connection.execute(query).scalar()
        if known is None:
            with writing(self._engine) as connection:
                known = connection.execute(query).scalar() or token_hex(32)
                connection.execute(delete(meta).where(meta.c.key == SALT))
                connection.execute(insert(meta).values(key=SALT, value=known))
        return str(known)

    def any(self) -> bool:
        """Whether any name is to be recognised."""
        with reading(self._engine) as connection:
            return connection.execute(select(erased_names.c.digest).limit(1)).first() is not None

    def names(self) -> list[ErasedName]:
        """What is to be recognised."""
        with reading(self._engine) as connection:
            return [
                ErasedName(digest=row.digest, scope=row.scope, stand_in=row.stand_in)
                for row in connection.execute(select(erased_names))
            ]

    def allow(self, digests: Collection[str]) -> int:
        """Recognise these no longer; how many there were."""
        with writing(self._engine) as connection:
            gone = delete(erased_names).where(erased_names.c.digest.in_(digests))
            return int(connection.execute(gone).rowcount)

    def log(self) -> list[Erasure]:
        """All erasures, the latest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(erasures).order_by(erasures.c.id.desc()))
            return [Erasure(**row._mapping) for row in rows]

    def remember(self, names: Sequence[ErasedName]) -> None:
        """Recognise these from now on."""
        with writing(self._engine) as connection:
            remember(connection, names)

    def note(self, erasure: Erasure) -> int:
        """Keep that something was erased; its number."""
        row = {
            "at": erasure.at,
            "key": erasure.key,
            "reports": erasure.reports,
            "places": erasure.places,
        }
        with writing(self._engine) as connection:
            number = connection.execute(insert(erasures).values(row)).inserted_primary_key
        return int(number[0]) if number else 0

    def labels(self) -> list[tuple[str, str]]:
        """Id and name of the file of every report."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(reports.c.id, reports.c.name))
            return [(row.id, row.name) for row in rows]

    def sweep(
        self,
        surname: str,
        clean: Clean,
        *,
        asked: Callable[[str], bool],
        only: Collection[str] | None = None,
    ) -> int:
        """Clean every other text of the database that may hold a surname; how many it changed.

        ``only``: what belongs to these reports. Texts to learn from are deleted, and so are
        questions of which ``asked`` says that they are about the person.
        """
        changed = 0 if only is not None else self._forget_questions(asked)
        with writing(self._engine) as connection:
            for table in metadata.sorted_tables:
                if table.name not in REWRITTEN:
                    changed += _sweep(connection, table, surname, clean, only)
        return changed

    def _forget_questions(self, asked: Callable[[str], bool]) -> int:
        with writing(self._engine) as connection:
            rows = connection.execute(select(query_log.c.id, query_log.c.question)).all()
            gone = [row.id for row in rows if asked(row.question)]
            for number in gone:
                connection.execute(delete(query_log).where(query_log.c.id == number))
        return len(gone)

    def scrub(self) -> bool:
        """Leave nothing of what was deleted in the files of the database; False where another
        program reads from an older state and the write-ahead log cannot be emptied."""
        if speaks_postgres(self._engine.dialect):
            with translated():
                write_anew(self._engine)
            return True
        with translated():
            return self._scrub_sqlite()

    def _scrub_sqlite(self) -> bool:
        raw = self._engine.raw_connection()
        try:
            return _scrub(raw.cursor())
        finally:
            raw.close()


def remember(connection: Connection, names: Sequence[ErasedName]) -> None:
    """Recognise these from now on."""
    for name in {(each.digest, each.scope): each for each in names}.values():
        own = and_(erased_names.c.digest == name.digest, erased_names.c.scope == name.scope)
        connection.execute(delete(erased_names).where(own))
        row = {"digest": name.digest, "scope": name.scope, "stand_in": name.stand_in}
        connection.execute(insert(erased_names).values(row))


def mark(connection: Connection) -> None:
    """The index is to forget for good, and who counts words is to count anew."""
    for key in (PURGE, REVISION):
        connection.execute(delete(meta).where(meta.c.key == key))
        connection.execute(insert(meta).values(key=key, value=token_hex(8)))


def rename(connection: Connection, before: str, after: str) -> None:
    """Give what belongs to a report, without following it, the report's new id."""
    for table in metadata.sorted_tables:
        column = table.c.get("report_id")
        if column is not None and not column.foreign_keys and table.name != "print_bands":
            connection.execute(update(table).where(column == before).values(report_id=after))


def _sweep(
    connection: Connection, table: Table, surname: str, clean: Clean, only: Collection[str] | None
) -> int:
    columns = [column for column in table.c if _holds_words(column)]
    which = _belongs(table, only)
    if not columns or which is None:
        return 0
    may = or_(*(column.ilike(f"%{_fragment(surname)}%") for column in columns))
    rows = connection.execute(select(table).where(may, which)).mappings().all()
    return sum(_clean_row(connection, table, columns, dict(row), clean) for row in rows)


def _belongs(table: Table, only: Collection[str] | None) -> Any:
    """None where nothing of the table belongs to the reports."""
    if only is None:
        return table.primary_key.columns.values()[0].is_not(None)
    column = table.c.get("report_id")
    return None if column is None else column.in_(only)


def _clean_row(
    connection: Connection,
    table: Table,
    columns: Sequence[Column[Any]],
    row: dict[str, Any],
    clean: Clean,
) -> int:
    own = and_(*(column == row[column.name] for column in table.primary_key.columns))
    fresh = {c.name: _cleaned(row[c.name], clean) for c in columns if row[c.name]}
    changed = {name: value for name, value in fresh.items() if value != row[name]}
    if not changed:
        return 0
    if table is feedback_documents:
        connection.execute(delete(table).where(own))
    else:
        connection.execute(update(table).where(own).values(changed))
    return 1


def _cleaned(written: str, clean: Clean) -> str:
    if written[:1] in "[{":
        try:
            read = json.loads(written)
        except ValueError:
            return clean(written)
        fresh = _cleaned_json(read, clean)
        return written if fresh == read else json.dumps(fresh, ensure_ascii=False)
    return clean(written)


def _cleaned_json(value: Any, clean: Clean) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned_json(each, clean) for each in value]
    if isinstance(value, dict):
        return {clean(k): _cleaned_json(each, clean) for k, each in value.items()}
    return value


def _holds_words(column: Column[Any]) -> bool:
    is_text = isinstance(column.type, (String, Text)) and not isinstance(column.type, LargeBinary)
    return is_text and not column.primary_key and not column.foreign_keys


def _fragment(surname: str) -> str:
    """The longest run of plain letters: databases compare only these without regard to case."""
    runs: Iterator[str] = iter(_PLAIN.findall(surname))
    return max(runs, key=len, default="")


def _scrub(cursor: Any) -> bool:
    """What is freed is overwritten, the database is written anew, its log emptied."""
    patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute("VACUUM")
    cursor.execute(f"PRAGMA busy_timeout={WAIT}")
    try:
        return not cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        cursor.execute(f"PRAGMA busy_timeout={patience}")
