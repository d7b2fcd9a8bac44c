"""What the reports are about in their own words, for suggestions.

The phrases of a report follow it: written with it, removed with it. Those of reports that were
stored before there were any are kept afterwards.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, delete, func, insert, select

from nlp.phrases import phrases
from nlp.types import Analysis
from service.store.again import done_again
from service.store.engine import reading, writing
from service.store.tables import report_phrases, reports

NONE = ""
"""Stands for a report that has no phrases."""


@done_again
class PhraseStore:
    """Safe to share between threads; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def frequent(self, *, least: int, most: int) -> list[tuple[str, int]]:
        """The phrases of at least so many reports, with their number, the most frequent first."""
        number, column = func.count().label("number"), report_phrases.c.phrase
        query = (
            select(column, number)
            .where(column != NONE)
            .group_by(column)
            .having(number >= least)
            .order_by(number.desc(), column)
            .limit(most)
        )
        with reading(self._engine) as connection:
            return [(phrase, many) for phrase, many in connection.execute(query)]

    def missing(self, limit: int) -> list[str]:
        """The ids of some reports whose phrases were never taken."""
        own = report_phrases.c.report_id == reports.c.id
        query = select(reports.c.id).where(~select(report_phrases.c.report_id).where(own).exists())
        with reading(self._engine) as connection:
            return list(connection.execute(query.limit(limit)).scalars())

    def keep(self, analysis: Analysis, *, updated: datetime) -> None:
        """Keep the phrases of a report, if it is still the one that was stored then."""
        query = select(reports.c.updated).where(reports.c.id == analysis.id).with_for_update()
        with writing(self._engine) as connection:
            if connection.execute(query).scalar_one_or_none() == updated:
                write_phrases(connection, analysis)


def write_phrases(connection: Connection, analysis: Analysis) -> None:
    """Keep the phrases of a report, in place of those before."""
    remove_phrases(connection, analysis.id)
    found = phrases(analysis) or (NONE,)
    rows = [{"report_id": analysis.id, "phrase": phrase} for phrase in found]
    connection.execute(insert(report_phrases), rows)


def remove_phrases(connection: Connection, report_id: str) -> None:
    """Forget the phrases of a report."""
    own = report_phrases.c.report_id == report_id
    connection.execute(delete(report_phrases).where(own))
