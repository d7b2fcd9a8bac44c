"""All that a store holds of a report at one moment, to be compared with what it should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select, text

from service.store.desk import machine_of
from service.store.engine import reading
from service.store.tables import (
    cards,
    lesson_reads,
    lesson_statements,
    lessons,
    passages,
    print_bands,
    prints,
    project_records,
    report_places,
    reports,
)

BATCH = 20
MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A report's row, and the rows of other tables that belong to it, in their order.

    ``read_title``: that of before editors decided about it.
    """

    report: Mapping[str, Any]
    passages: Sequence[Mapping[str, Any]]
    card: str | None
    read_title: str
    lessons: Sequence[Mapping[str, Any]]
    records: Sequence[Mapping[str, Any]]
    places: str | None
    print: bytes | None
    bands: int
    reader: str | None
    statements: Sequence[Mapping[str, Any]]

    @property
    def id(self) -> str:
        """The report's id."""
        return str(self.report["id"])


class Inspection:
    """Reads only; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def damage(self) -> list[str]:
        """What the database itself says is wrong with its file: a few lines, none where whole."""
        if self._engine.dialect.name != "sqlite":
            return []
        with reading(self._engine) as connection:
            lines = connection.execute(text(f"PRAGMA integrity_check({MOST})")).scalars()
            return [line for line in lines if line != "ok"]

    def orphans(self) -> dict[str, int]:
        """By table how many rows refer to something that is not there."""
        if self._engine.dialect.name != "sqlite":
            return {}
        found: dict[str, int] = {}
        with reading(self._engine) as connection:
            for row in connection.execute(text("PRAGMA foreign_key_check")):
                found[row[0]] = found.get(row[0], 0) + 1
            strays = select(func.count()).where(
                print_bands.c.report_id.not_in(select(reports.c.id))
            )
            if stray := connection.execute(strays).scalar_one():
                found["print_bands"] = stray
        return found

    def all(self) -> Iterator[Whole]:
        """Every report, each as it is at one moment."""
        with reading(self._engine) as connection:
            names = list(connection.execute(select(reports.c.id).order_by(reports.c.id)).scalars())
        for start in range(0, len(names), BATCH):
            with reading(self._engine) as connection:
                yield from _some(connection, names[start : start + BATCH])


def _some(connection: Connection, names: Sequence[str]) -> Iterator[Whole]:
    rows = connection.execute(select(reports).where(reports.c.id.in_(names)))
    for row in rows.mappings().all():
        yield _whole(connection, dict(row))


def _whole(connection: Connection, report: dict[str, Any]) -> Whole:
    name = report["id"]
    read = connection.execute(
        select(lesson_reads.c.reader).where(lesson_reads.c.report_id == name)
    ).scalar()
    bands = select(func.count()).where(print_bands.c.report_id == name)
    return Whole(
        report=report,
        passages=_rows(connection, passages, name),
        read_title=(machine_of(connection, name) or (report["title"],))[0],
        card=_one(connection, cards, "card", name),
        lessons=_rows(connection, lessons, name),
        records=_rows(connection, project_records, name),
        places=_one(connection, report_places, "places", name),
        print=_one(connection, prints, "sketch", name),
        bands=connection.execute(bands).scalar_one(),
        reader=read,
        statements=_rows(connection, lesson_statements, name),
    )


def _rows(connection: Connection, table: Any, name: str) -> list[Mapping[str, Any]]:
    query = select(table).where(table.c.report_id == name).order_by(table.c.ordinal)
    return [dict(row) for row in connection.execute(query).mappings()]


def _one(connection: Connection, table: Any, column: str, name: str) -> Any:
    query = select(table.c[column]).where(table.c.report_id == name)
    row: Row[Any] | None = connection.execute(query).first()
    return row[0] if row else None
