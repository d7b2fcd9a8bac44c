"""Questions that were asked and what was clicked, as the database keeps them: by day alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, delete, func, insert, select, update

from service.store.again import done_again
from service.store.engine import reading, writing
from service.store.tables import query_log

MOST_A_DAY = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedSearch:
    """A question without personal data; ``shown`` and ``clicked`` are ids of reports."""

    day: date
    question: str
    shown: tuple[str, ...]
    clicked: tuple[str, ...] = ()


@done_again
class SearchLog:
    """Safe to share between threads; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, search: LoggedSearch, *, key: str, most: int = MOST_A_DAY) -> bool:
        """Keep a search under a key by which it can be clicked; False where the day is full."""
        row = {
            "key": key,
            "day": search.day,
            "question": search.question,
            "shown": json.dumps(search.shown, ensure_ascii=False),
            "clicked": json.dumps(search.clicked, ensure_ascii=False),
        }
        today = select(func.count()).where(query_log.c.day == search.day)
        with writing(self._engine) as connection:
            if connection.execute(today).scalar_one() >= most:
                return False
            connection.execute(insert(query_log).values(row))
        return True

    def click(self, key: str, report_id: str) -> bool:
        """Note a click; False where the search is not kept or did not show the report."""
        own = query_log.c.key == key
        with writing(self._engine) as connection:
            columns = (query_log.c.shown, query_log.c.clicked)
            row = connection.execute(select(*columns).where(own).with_for_update()).first()
            if row is None or report_id not in json.loads(row.shown):
                return False
            clicked = json.loads(row.clicked)
            if report_id not in clicked:
                written = json.dumps([*clicked, report_id], ensure_ascii=False)
                connection.execute(update(query_log).where(own).values(clicked=written))
        return True

    def forget(self, *, before: date, keys_before: date) -> int:
        """Delete searches of earlier days, and the keys of those before ``keys_before``."""
        old = delete(query_log).where(query_log.c.day < before)
        closed = (query_log.c.day < keys_before) & query_log.c.key.is_not(None)
        with writing(self._engine) as connection:
            gone = connection.execute(old).rowcount
            connection.execute(update(query_log).where(closed).values(key=None))
        return int(gone)

    def all(self, *, since: date) -> Sequence[LoggedSearch]:
        """The searches from a day on, the oldest first."""
        query = select(query_log).where(query_log.c.day >= since).order_by(query_log.c.id)
        with reading(self._engine) as connection:
            return [
                LoggedSearch(
                    day=row.day,
                    question=row.question,
                    shown=tuple(json.loads(row.shown)),
                    clicked=tuple(json.loads(row.clicked)),
                )
                for row in connection.execute(query)
            ]
