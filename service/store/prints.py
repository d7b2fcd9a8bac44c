"""Sketches of the reports' texts, and which reports share bands of them.

A sketch follows its report: written and removed with it, in one transaction. Those of reports
that were stored before there were any are taken afterwards (``catch_up``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from sqlalchemy import Connection, Engine, delete, func, insert, select

from nlp.shingles import Sketch, bands, shingles, sketch
from nlp.types import Passage
from service.store.again import done_again
from service.store.engine import reading, writing
from service.store.tables import passages, print_bands, prints, reports

SIZE = 96
"""Numbers of a sketch."""
BATCH = 50
MOST_IDS = 500
STORED = np.dtype("<u4")


@done_again
class PrintStore:
    """Safe to share between threads; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def alike(self, drawn: Sketch, *, limit: int, without: str = "") -> list[str]:
        """The reports that share the most bands with a sketch."""
        shared = func.count().label("shared")
        query = (
            select(print_bands.c.report_id, shared)
            .where(print_bands.c.band.in_(bands(drawn)), print_bands.c.report_id != without)
            .group_by(print_bands.c.report_id)
            .order_by(shared.desc(), print_bands.c.report_id)
            .limit(limit)
        )
        with reading(self._engine) as connection:
            return list(connection.execute(query).scalars())

    def texts(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Title of each report that is there, and the text that its print is of."""
        with reading(self._engine) as connection:
            return dict(_texts(connection, list(ids)))

    def sketches(self, ids: Iterable[str]) -> dict[str, Sketch]:
        """Of these reports, in their order; those that have one."""
        with reading(self._engine) as connection:
            return sketches_of(connection, ids)

    def missing(self) -> int:
        """How many reports have no print yet."""
        query = select(func.count()).select_from(reports.outerjoin(prints))
        with reading(self._engine) as connection:
            return connection.execute(query.where(prints.c.report_id.is_(None))).scalar_one()

    def catch_up(self, *, stop: Callable[[], bool] = lambda: False) -> None:
        """Take the prints that are missing, some at a time: it goes on where it was stopped."""
        while not stop() and self._took_some():
            pass

    def _took_some(self) -> bool:
        query = select(reports.c.id).select_from(reports.outerjoin(prints))
        query = query.where(prints.c.report_id.is_(None)).order_by(reports.c.id).limit(BATCH)
        with writing(self._engine) as connection:
            ids = list(connection.execute(query).scalars())
            for name, (_, text) in _texts(connection, ids):
                write_print(connection, name, text)
        return len(ids) == BATCH


def print_text(text: str, parts: Sequence[Passage]) -> str:
    """What the print of a report is of: its text without navigation and footers."""
    shown = [part.of(text) for part in parts if part.searchable]
    return "\n".join(shown) if shown else text


def write_print(connection: Connection, report_id: str, text: str) -> None:
    """Keep the print of a report, in place of the one before."""
    drawn = sketch(shingles(text), SIZE)
    remove_print(connection, report_id)
    row = {"report_id": report_id, "sketch": drawn.astype(STORED).tobytes()}
    connection.execute(insert(prints).values(row))
    rows = [{"band": band, "report_id": report_id} for band in set(bands(drawn))]
    connection.execute(insert(print_bands), rows)


def sketches_of(connection: Connection, ids: Iterable[str]) -> dict[str, Sketch]:
    """Of these reports, in their order; those that have one."""
    wanted, found = list(dict.fromkeys(ids)), dict[str, Sketch]()
    for at in range(0, len(wanted), MOST_IDS):
        query = select(prints.c.report_id, prints.c.sketch)
        query = query.where(prints.c.report_id.in_(wanted[at : at + MOST_IDS]))
        found |= {name: _drawn(kept) for name, kept in connection.execute(query)}
    return {name: found[name] for name in wanted if name in found}


def remove_print(connection: Connection, report_id: str) -> None:
    """Forget the print of a report."""
    query = select(prints.c.sketch).where(prints.c.report_id == report_id)
    kept = connection.execute(query).scalar()
    if kept is None:
        return
    own = bands(_drawn(kept))
    connection.execute(
        delete(print_bands).where(print_bands.c.band.in_(own), print_bands.c.report_id == report_id)
    )
    connection.execute(delete(prints).where(prints.c.report_id == report_id))


def _drawn(kept: bytes) -> Sketch:
    return np.frombuffer(kept, dtype=STORED).astype(np.uint32)


def _texts(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    parts = _passages(connection, ids)
    query = select(reports.c.id, reports.c.title, reports.c.text).where(reports.c.id.in_(ids))
    query = query.order_by(reports.c.id)
    for row in connection.execute(query):
        yield row.id, (row.title, print_text(row.text, parts.get(row.id, ())))


def _passages(connection: Connection, ids: Sequence[str]) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = {}
    columns = (passages.c.report_id, passages.c.start, passages.c.end, passages.c.searchable)
    query = select(*columns).where(passages.c.report_id.in_(ids))
    for row in connection.execute(query.order_by(passages.c.report_id, passages.c.ordinal)):
        part = Passage(start=row.start, end=row.end, searchable=row.searchable)
        found.setdefault(row.report_id, []).append(part)
    return found
