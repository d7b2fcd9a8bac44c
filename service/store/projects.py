"""The projects of all reports as the database keeps them: records, decisions, ids of entries.

Records follow their report: written and removed with it, in one transaction. Decisions are only
ever added. Ids once given to a project of a report stay, even while the report is gone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from nlp.registry import Decision, ProjectRecord, Ref, records_of
from nlp.types import Analysis, Place, Span
from service.document import Json, place_to_dict, span_to_dict
from service.store.again import done_again
from service.store.engine import reading, writing
from service.store.tables import meta, project_decisions, project_homes, project_records

REVISION = "projects"
AT_ONCE = 500
"""Reports that one question names: databases take only so many values."""


@done_again
class ProjectStore:
    """Safe to share between threads; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def revision(self) -> str:
        """Changes whenever records or decisions do; empty before the first change."""
        with reading(self._engine) as connection:
            return _revision(connection)

    def snapshot(self) -> tuple[str, list[ProjectRecord], list[Decision], dict[Ref, str]]:
        """Revision, records, decisions and ids of one moment; the oldest ids first."""
        with reading(self._engine) as connection:
            records = connection.execute(
                select(project_records).order_by(
                    project_records.c.report_id, project_records.c.ordinal
                )
            )
            places: dict[Place, Place] = {}
            return (
                _revision(connection),
                [_record(row, places) for row in records],
                _decisions(connection),
                _homes(connection),
            )

    def count(self) -> int:
        """How many projects all reports name, those of several reports once for each."""
        with reading(self._engine) as connection:
            query = select(func.count()).select_from(project_records)
            return connection.execute(query).scalar_one()

    def programmes(self) -> list[str]:
        """The names of programmes as reports have them, the most frequent first."""
        with reading(self._engine) as connection:
            records = connection.execute(select(project_records.c.record)).scalars()
            counts = Counter(json.loads(record)["programme"] for record in records)
        counts.pop(None, None)
        return sorted(counts, key=lambda name: (-counts[name], name))

    def decisions(self) -> list[Decision]:
        """All decisions, the oldest first."""
        with reading(self._engine) as connection:
            return _decisions(connection)

    def homes(self, reports: Iterable[str]) -> dict[Ref, str]:
        """The ids that projects of these reports were given, the oldest first."""
        names = sorted(set(reports))
        found: list[Row[Any]] = []
        with reading(self._engine) as connection:
            for at in range(0, len(names), AT_ONCE):
                own = project_homes.c.report_id.in_(names[at : at + AT_ONCE])
                found += connection.execute(select(project_homes).where(own)).all()
        found.sort(key=lambda row: row.id)
        return {Ref(report=row.report_id, key=row.key): row.entry for row in found}

    def decide(
        self, decision: Decision, *, leaving: Iterable[Ref] = (), entry: str = ""
    ) -> Decision:
        """Add a decision, whatever its number; it comes back with its own, and the time.

        ``leaving``: projects that give up the id ``entry``, so that they get one of their own.
        """
        now = decision.at or datetime.now(UTC)
        row = {
            "kind": decision.kind,
            "groups": _groups_to_json(decision.groups),
            "target": decision.target,
            "by": decision.by,
            "at": now,
        }
        with writing(self._engine) as connection:
            number = connection.execute(insert(project_decisions).values(row)).inserted_primary_key
            _forget(connection, leaving, project_homes.c.entry == entry)
            touch(connection)
        return replace(decision, id=int(number[0]) if number else 0, at=now)

    def give(self, homes: Mapping[Ref, str], *, since: str) -> bool:
        """Keep ids for projects, in place of those they had.

        False, and nothing is kept, where the registry has changed ``since`` that revision. The
        revision stays: whoever builds the registry of it gives the same ids.
        """
        rows = [
            {"report_id": ref.report, "key": ref.key, "entry": entry}
            for ref, entry in homes.items()
        ]
        with writing(self._engine) as connection:
            if _revision(connection, lock=True) != since:
                return False
            _forget(connection, homes)
            if rows:
                connection.execute(insert(project_homes), rows)
        return True


def write_records(connection: Connection, analysis: Analysis) -> None:
    """Keep the projects of a report, in place of what it held before.

    The registry has changed only where they are others.
    """
    rows = [record_row(record, at) for at, record in enumerate(records_of(analysis))]
    if rows == _rows_of(connection, analysis.id):
        return
    remove_records(connection, analysis.id)
    if rows:
        connection.execute(insert(project_records), rows)
        touch(connection)


def remove_records(connection: Connection, report_id: str) -> None:
    """Forget the projects of a report."""
    own = project_records.c.report_id == report_id
    if connection.execute(delete(project_records).where(own)).rowcount:
        touch(connection)


def _rows_of(connection: Connection, report_id: str) -> list[dict[str, Any]]:
    columns = [column for column in project_records.c if column.name != "id"]
    query = select(*columns).where(project_records.c.report_id == report_id)
    found = connection.execute(query.order_by(project_records.c.ordinal))
    return [dict(row) for row in found.mappings()]


def touch(connection: Connection) -> None:
    """Note that the registry has changed."""
    # Updated where it is: of two at once that delete and insert it, one would fail.
    row = {"key": REVISION, "value": uuid4().hex}
    if not connection.execute(update(meta).where(meta.c.key == REVISION).values(row)).rowcount:
        connection.execute(insert(meta).values(row))


def record_row(record: ProjectRecord, ordinal: int) -> dict[str, Any]:
    """A record as a row."""
    return {
        "report_id": record.report,
        "ordinal": ordinal,
        "key": record.ref.key,
        "name": record.name,
        "record": _record_to_json(record),
    }


def _record_to_json(record: ProjectRecord) -> str:
    document: Json = {
        "aliases": list(record.aliases),
        "places": [
            place_to_dict(p) | {"country": p.country, "parents": list(p.parents)}
            for p in record.places
        ],
        "programme": record.programme,
        "year": record.year,
        "states": list(record.states),
        "themes": list(record.themes),
        "mentions": [span_to_dict(span) for span in record.mentions],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _record(row: Row[Any], places: dict[Place, Place]) -> ProjectRecord:
    """``places``: those of records before; each is there once, whoever names it."""
    written: Json = json.loads(row.record)
    named = (Place(**{**p, "parents": tuple(p["parents"])}) for p in written["places"])
    return ProjectRecord(
        report=row.report_id,
        name=row.name,
        aliases=tuple(written["aliases"]),
        places=tuple(places.setdefault(place, place) for place in named),
        programme=written["programme"],
        year=written["year"],
        states=tuple(written.get("states", ())),
        themes=tuple(written["themes"]),
        mentions=tuple(Span(**span) for span in written["mentions"]),
    )


def _revision(connection: Connection, *, lock: bool = False) -> str:
    """``lock``: it stays as it is to the end of the transaction."""
    query = select(meta.c.value).where(meta.c.key == REVISION)
    return connection.execute(query.with_for_update() if lock else query).scalar() or ""


def _decisions(connection: Connection) -> list[Decision]:
    rows = connection.execute(select(project_decisions).order_by(project_decisions.c.id))
    return [
        Decision(
            id=row.id,
            kind=row.kind,
            groups=_json_to_groups(row.groups),
            target=row.target,
            by=row.by,
            at=row.at,
        )
        for row in rows
    ]


def _groups_to_json(groups: Sequence[Sequence[Ref]]) -> str:
    return json.dumps([[[ref.report, ref.key] for ref in group] for group in groups])


def _json_to_groups(written: str) -> tuple[tuple[Ref, ...], ...]:
    return tuple(
        tuple(Ref(report=report, key=key) for report, key in group) for group in json.loads(written)
    )


def _homes(connection: Connection) -> dict[Ref, str]:
    rows = connection.execute(select(project_homes).order_by(project_homes.c.id))
    return {Ref(report=row.report_id, key=row.key): row.entry for row in rows}


def _forget(connection: Connection, refs: Iterable[Ref], *also: ColumnElement[bool]) -> None:
    own = (project_homes.c.report_id == bindparam("r"), project_homes.c.key == bindparam("k"))
    if rows := [{"r": ref.report, "k": ref.key} for ref in refs]:
        connection.execute(delete(project_homes).where(*own, *also), rows)
