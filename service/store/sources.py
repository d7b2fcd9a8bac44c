"""Where the reports of files came from: what tells a file that is sent again from another one.

Written with its report and removed with it. Reports that bring an id of their own have no row.
Of a place only a digest is kept: paths can say more than anybody wants to keep.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, delete, insert, or_, select

from service.store.again import done_again
from service.store.engine import reading
from service.store.tables import report_sources, reports

if TYPE_CHECKING:
    from corpus.documents import Document

NUMBERS = 20
"""So many numbered ids of reports without a row are looked at as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """A stored report whose file may have had the stem; ``source``: the digest of its place, None
    where no one noted."""

    id: str
    digest: str
    name: str
    source: str | None


@done_again
class SourceStore:
    """Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def namesakes(self, stem: str) -> dict[str, Namesake]:
        """The reports of files of this stem, and those with such an id, by id."""
        ids = [stem, *(f"{stem}-{number}" for number in range(2, NUMBERS))]
        query = (
            select(reports.c.id, reports.c.digest, reports.c.name, report_sources.c.source)
            .select_from(reports.outerjoin(report_sources))
            .where(or_(report_sources.c.stem == stem, reports.c.id.in_(ids)))
        )
        with reading(self._engine) as connection:
            return {
                row.id: Namesake(id=row.id, digest=row.digest, name=row.name, source=row.source)
                for row in connection.execute(query)
            }


def digest_of(source: str) -> str:
    """What is kept of a place; empty where it is not known."""
    return hashlib.sha256(source.encode()).hexdigest() if source else ""


def write_source(connection: Connection, report_id: str, document: Document) -> None:
    """Keep where a report came from; of one that brings its own id what is known stays."""
    if document.stem:
        connection.execute(delete(report_sources).where(report_sources.c.report_id == report_id))
        row = {"report_id": report_id, "stem": document.stem, "source": digest_of(document.source)}
        connection.execute(insert(report_sources).values(row))


def remove_source(connection: Connection, report_id: str) -> None:
    """Forget it."""
    connection.execute(delete(report_sources).where(report_sources.c.report_id == report_id))
