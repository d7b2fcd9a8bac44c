"""How probable it is that a report's themes need no correction, as the database keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Engine, and_, func, insert, select
from sqlalchemy import delete as delete_from

from service.store.again import done_again
from service.store.engine import reading, writing
from service.store.tables import reports, theme_reviews

_CURRENT = and_(
    theme_reviews.c.report_id == reports.c.id, theme_reviews.c.updated == reports.c.updated
)


@done_again
class ReviewStore:
    """Safe to share between threads. What was estimated of a report before it changed is void."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self, limit: int) -> dict[str, datetime]:
        """Reports without an estimate, with the time at which they were stored."""
        query = (
            select(reports.c.id, reports.c.updated)
            .outerjoin_from(reports, theme_reviews, _CURRENT)
            .where(theme_reviews.c.report_id.is_(None))
            .order_by(reports.c.id)
            .limit(limit)
        )
        with reading(self._engine) as connection:
            return {row.id: row.updated for row in connection.execute(query)}

    def keep(self, report_id: str, updated: datetime, probability: float) -> None:
        """Keep an estimate for a report as it was at that time; none where it is gone."""
        own = theme_reviews.c.report_id == report_id
        row = {"report_id": report_id, "updated": updated, "probability": probability}
        with writing(self._engine) as connection:
            connection.execute(delete_from(theme_reviews).where(own))
            there = select(reports.c.id).where(reports.c.id == report_id)
            if connection.execute(there).first():
                connection.execute(insert(theme_reviews).values(row))

    def revision(self) -> str:
        """Changes with what is kept, nearly always: it is for numbers that may lag a little."""
        query = select(func.count(), func.sum(theme_reviews.c.probability))
        with reading(self._engine) as connection:
            many, total = connection.execute(query).one()
        return f"{many} {total}"

    def mean(self) -> float:
        """The mean of all that is kept: the share of reports that is expected to be right."""
        query = select(func.avg(theme_reviews.c.probability)).join_from(
            theme_reviews, reports, _CURRENT
        )
        with reading(self._engine) as connection:
            return float(connection.execute(query).scalar() or 0.0)

    def bands(self, least: Sequence[float]) -> Mapping[float, int]:
        """How many reports have at least each of these probabilities, and less than the next."""
        query = select(theme_reviews.c.probability).join_from(theme_reviews, reports, _CURRENT)
        with reading(self._engine) as connection:
            found = connection.execute(query).scalars().all()
        ordered = sorted(least, reverse=True)
        bands = Counter(next((low for low in ordered if p >= low), None) for p in found)
        return {low: bands[low] for low in ordered}
