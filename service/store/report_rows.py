"""Published reports as rows of the database, written and removed with all that goes with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from sqlalchemy import Connection, Row, delete, insert, select, update

from nlp.errors import NotFoundError
from nlp.types import Analysis, Passage
from service.store import outbox as box
from service.store.codec import analysis_to_json, json_to_analysis
from service.store.found import remove_found, write_found
from service.store.lesson_groups import remove_lessons
from service.store.passage_rows import outlined, passage_ids, passages_of, plain
from service.store.phrases import remove_phrases, write_phrases
from service.store.places import remove_places, write_places
from service.store.prints import print_text, remove_print, write_print
from service.store.projects import remove_records, write_records
from service.store.records import StoredPassage, StoredReport
from service.store.sources import remove_source
from service.store.tables import passages, reports

if TYPE_CHECKING:
    from corpus.documents import Document

Outcome = Literal["new", "changed"]
TICK = timedelta(microseconds=1)


def put_report(
    connection: Connection, analysis: Analysis, row: dict[str, Any], rows: list[dict[str, Any]]
) -> Outcome:
    """A published report with everything that goes with it, in place of what was there."""
    removed = passage_ids(connection, analysis.id)
    outcome = _write_report(connection, row | {"updated": _later(connection, analysis.id)})
    connection.execute(delete(passages).where(passages.c.report_id == analysis.id))
    if rows:
        connection.execute(insert(passages), rows)
    write_records(connection, analysis)
    write_found(connection, analysis)
    write_places(connection, analysis)
    remove_lessons(connection, analysis.id)
    write_print(connection, analysis.id, print_text(analysis.text, analysis.passages))
    write_phrases(connection, analysis)
    box.announce(connection, analysis.id, removed)
    return outcome


def rewrite_report(connection: Connection, analysis: Analysis, **more: Any) -> None:
    """Another reading of a published report whose text and passages stay as they are."""
    row = {
        "title": analysis.title,
        "analysis": analysis_to_json(analysis),
        "updated": _later(connection, analysis.id),
    }
    own = reports.c.id == analysis.id
    connection.execute(update(reports).where(own).values(row | more))
    write_records(connection, analysis)
    write_found(connection, analysis)
    write_places(connection, analysis)
    remove_phrases(connection, analysis.id)
    box.announce(connection, analysis.id, [])


def remove_report(connection: Connection, report_id: str) -> list[int]:
    """A published report with everything that goes with it; the numbers of the passages that
    are gone. NotFoundError.
    """
    removed = passage_ids(connection, report_id)
    remove_records(connection, report_id)
    remove_found(connection, report_id)
    remove_places(connection, report_id)
    remove_print(connection, report_id)
    remove_phrases(connection, report_id)
    remove_source(connection, report_id)
    remove_lessons(connection, report_id)
    if not connection.execute(delete(reports).where(reports.c.id == report_id)).rowcount:
        raise unknown_report(report_id)
    return removed


def row_of(analysis: Analysis, content: Document | Row[Any]) -> dict[str, Any]:
    """The row of a report but its version: what was read, and the file that it was read from."""
    return {
        "id": analysis.id,
        "title": analysis.title,
        "text": analysis.text,
        "analysis": analysis_to_json(analysis),
        "name": content.name,
        "media_type": content.media_type,
        "digest": content.digest,
        "original": content.original,
        "updated": datetime.now(UTC),
    }


def _later(connection: Connection, report_id: str) -> datetime:
    """Now, or a moment after the report was stored last: a clock may have been put back."""
    query = select(reports.c.updated).where(reports.c.id == report_id)
    before = connection.execute(query).scalar()
    now = datetime.now(UTC)
    return max(now, before + TICK) if before else now


def _write_report(connection: Connection, row: dict[str, Any]) -> Outcome:
    if connection.execute(update(reports).where(reports.c.id == row["id"]).values(row)).rowcount:
        return "changed"
    connection.execute(insert(reports).values({"created": row["updated"]} | row))
    return "new"


def with_passages(
    connection: Connection, rows: Sequence[Row[Any]], *, vectors: bool
) -> list[StoredReport]:
    """Reports with their passages; ``vectors``: whether their vectors are read too."""
    ids = [row.id for row in rows]
    if not vectors:
        plain = outlined(connection, ids)
        return [stored_report(row, plain.get(row.id, [])) for row in rows]
    found = passages_of(connection, ids)
    return [_with_vectors(row, found.get(row.id, [])) for row in rows]


def _with_vectors(row: Row[Any], own: list[StoredPassage]) -> StoredReport:
    stored = stored_report(row, [plain(passage) for passage in own])
    if not own:
        return stored
    vectors = np.stack([passage.vector for passage in own])
    return replace(stored, analysis=replace(stored.analysis, vectors=vectors))


def stored_report(row: Row[Any], own: list[Passage]) -> StoredReport:
    """A report of a row, with passages but without vectors."""
    analysis = json_to_analysis(
        row.analysis, id=row.id, title=row.title, text=row.text, passages=own
    )
    return StoredReport.of(analysis, row, row)


def unknown_report(report_id: str) -> NotFoundError:
    """What is said where there is no such report."""
    return NotFoundError(f"Einen Bericht mit der Kennung „{report_id}“ gibt es nicht.")


def report_row(analysis: Analysis, document: Document, version: str) -> dict[str, Any]:
    """The whole row."""
    return row_of(analysis, document) | {"version": version}
