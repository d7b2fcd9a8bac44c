"""The lessons of all reports with their vectors, in groups of those that say the same.

Lessons follow their report: removed with it in one transaction, and what is left of their groups
is grouped anew. They are written afterwards, by whoever has an encoder (``waiting``, ``keep``),
some reports at a time: what is missing is found again after any interruption.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Engine, and_, func, insert, select

from nlp.corroboration import LEAST_COSINE, Voice, voice_of
from nlp.errors import NotFoundError
from nlp.german.tokens import folded, tokens
from nlp.types import Matrix, Vector
from service.store.again import done_again
from service.store.choruses import Chorus, choruses_of, opposites_of, voice_in
from service.store.codec import bytes_to_vector
from service.store.engine import reading, writing
from service.store.lesson_groups import compared, remove_lessons, write_lesson
from service.store.lesson_outline import (
    MARK,
    LessonCounts,
    LessonOutline,
    LessonPlace,
    counts_of,
    opposed_groups,
    outlines,
    places_of,
    revision_of,
    written_voices,
)
from service.store.lesson_rows import SHOWN, ReadLessons, StoredLesson, lesson_rows, stored_lesson
from service.store.lesson_space import LessonSpace
from service.store.passage_rows import in_batches
from service.store.tables import lesson_reads, lesson_statements, reports

CHUNK = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPage:
    """Some lessons in the order of their numbers; ``next``: what to ask for behind them."""

    total: int
    lessons: tuple[StoredLesson, ...]
    next: int | None


@done_again
class LessonStore:
    """Safe to share between threads; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self, reader: str, limit: int) -> dict[str, datetime]:
        """Reports whose lessons this reader (encoder and rules) has not read, with their time."""
        query = _unread(select(reports.c.id, reports.c.updated), reader)
        query = query.order_by(reports.c.id).limit(limit)
        with reading(self._engine) as connection:
            return {row.id: row.updated for row in connection.execute(query)}

    def missing(self, reader: str) -> int:
        """How many these are."""
        query = _unread(select(func.count()).select_from(reports), reader)
        with reading(self._engine) as connection:
            return int(connection.execute(query).scalar_one())

    def keep(self, read: Sequence[ReadLessons], reader: str, space: LessonSpace) -> None:
        """Group the lessons of some reports with those that are there.

        A report that has changed meanwhile is left out. ``space`` holds the vectors of this
        reader, as far as they were known; it is brought up to date.
        """
        with reading(self._engine) as connection:
            _refresh(connection, reader, space)
        rows = [lesson_rows(each) for each in read]
        vectors = _stacked(vector for each in read for vector in each.vectors)
        known = space.last
        near = space.near(vectors, least=LEAST_COSINE)
        self._rehearse([row for own in rows for row in own], near)
        with writing(self._engine) as connection:
            _refresh(connection, reader, space)
            late = space.near(vectors, least=LEAST_COSINE, after=known)
            found = iter([*one, *other] for one, other in zip(near, late, strict=True))
            fresh: list[tuple[int, Vector]] = []
            for each, own in zip(read, rows, strict=True):
                some = [(row, next(found)) for row in own]
                if _is_current(connection, each):
                    _write(connection, each, some, reader, fresh)

    def _rehearse(self, rows: Sequence[Mapping[str, Any]], near: Sequence[Sequence[int]]) -> None:
        """Compare before others have to wait: who compares remembers what came of it."""
        with reading(self._engine) as connection:
            for row, numbers in zip(rows, near, strict=True):
                compared(connection, row, numbers)

    def find(
        self,
        *,
        theme: str = "",
        kind: str = "",
        q: str = "",
        after: int = 0,
        limit: int = 20,
    ) -> LessonPage:
        """Lessons that fit all that is asked for; ``q``: words, found within words too."""
        fits = and_(*_conditions(theme=theme, kind=kind, q=q))
        query = (
            select(*SHOWN)
            .where(fits, lesson_statements.c.id > after)
            .order_by(lesson_statements.c.id)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
            count = select(func.count()).select_from(lesson_statements).where(fits)
            total = connection.execute(count).scalar_one()
        some = tuple(stored_lesson(row) for row in rows[:limit])
        return LessonPage(
            total=total, lessons=some, next=some[-1].id if len(rows) > limit else None
        )

    def revision(self) -> str:
        """Changes whenever lessons come or go."""
        with reading(self._engine) as connection:
            return revision_of(connection)

    def outline(self) -> tuple[list[LessonOutline], dict[str, Voice], dict[str, set[str]]]:
        """All lessons in outline, all reports as witnesses, and which groups contradict which."""
        with reading(self._engine) as connection:
            voices = {name: voice_in(v) for name, v in written_voices(connection).items()}
            return list(outlines(connection)), voices, opposed_groups(connection)

    def counts(self) -> LessonCounts:
        """How many there are."""
        with reading(self._engine) as connection:
            return counts_of(connection)

    def pick(self, ids: Iterable[int]) -> dict[int, StoredLesson]:
        """The lessons of these numbers; what is gone is left out."""
        found: dict[int, StoredLesson] = {}
        with reading(self._engine) as connection:
            for some in in_batches(ids):
                query = select(*SHOWN).where(lesson_statements.c.id.in_(some))
                found |= {row.id: stored_lesson(row) for row in connection.execute(query)}
        return found

    def places(self, reports: Iterable[str]) -> list[LessonPlace]:
        """Where the lessons of these reports stand."""
        with reading(self._engine) as connection:
            some = in_batches(dict.fromkeys(reports))
            return [place for batch in some for place in places_of(connection, batch)]

    def group(self, group: str) -> tuple[list[StoredLesson], list[StoredLesson]]:
        """The lessons of a group, and those that say the opposite; NotFoundError."""
        with reading(self._engine) as connection:
            own = _of_groups(connection, [group])
            if not own:
                raise NotFoundError(f"Eine Erfahrung mit der Kennung „{group}“ gibt es nicht.")
            against = opposites_of(connection, [group]).get(group, [])
            return own, _of_groups(connection, against)

    def choruses(self, groups: Iterable[str]) -> dict[str, Chorus]:
        """Which reports speak in each of the groups and against it."""
        with reading(self._engine) as connection:
            return choruses_of(connection, groups)


def _unread(query: Any, reader: str) -> Any:
    joined = query.outerjoin_from(
        reports,
        lesson_reads,
        and_(lesson_reads.c.report_id == reports.c.id, lesson_reads.c.reader == reader),
    )
    return joined.where(lesson_reads.c.report_id.is_(None))


def _refresh(connection: Connection, reader: str, space: LessonSpace) -> None:
    """Lessons of this reader that the space does not hold yet."""
    query = (
        select(lesson_statements.c.id, lesson_statements.c.vector)
        .join(lesson_reads, lesson_reads.c.report_id == lesson_statements.c.report_id)
        .where(lesson_reads.c.reader == reader)
        .order_by(lesson_statements.c.id)
        .limit(CHUNK)
    )
    while rows := connection.execute(query.where(lesson_statements.c.id > space.last)).all():
        space.add([row.id for row in rows], np.stack([bytes_to_vector(r.vector) for r in rows]))


def _is_current(connection: Connection, read: ReadLessons) -> bool:
    query = select(reports.c.updated).where(reports.c.id == read.analysis.id)
    return connection.execute(query).scalar() == read.updated


def _write(
    connection: Connection,
    read: ReadLessons,
    rows: Sequence[tuple[dict[str, Any], list[int]]],
    reader: str,
    fresh: list[tuple[int, Vector]],
) -> None:
    """``rows``: each lesson with those near it; ``fresh``: what was written in this transaction,
    which no space holds."""
    analysis = read.analysis
    remove_lessons(connection, analysis.id)
    voice = json.dumps(asdict(voice_of(analysis)), ensure_ascii=False)
    row = {"report_id": analysis.id, "reader": reader, "voice": voice}
    connection.execute(insert(lesson_reads), row)
    for (own, near), vector in zip(rows, read.vectors, strict=True):
        beside = [number for number, each in fresh if float(each @ vector) >= LEAST_COSINE]
        number = write_lesson(connection, own, [*near, *beside])
        fresh.append((number, vector))


def _stacked(vectors: Iterable[Vector]) -> Matrix:
    rows = list(vectors)
    return np.stack(rows) if rows else np.zeros((0, 0), dtype=np.float32)


def _conditions(*, theme: str, kind: str, q: str) -> Iterator[ColumnElement[bool]]:
    yield lesson_statements.c.id > 0
    if theme:
        yield lesson_statements.c.themes.contains(f"{MARK}{theme}{MARK}", autoescape=True)
    if kind:
        yield lesson_statements.c.kind == kind
    for token in tokens(q):
        yield lesson_statements.c.words.contains(folded(token.word), autoescape=True)


def _of_groups(connection: Connection, groups: Sequence[str]) -> list[StoredLesson]:
    found: list[StoredLesson] = []
    for some in in_batches(groups):
        query = select(*SHOWN).where(lesson_statements.c.group.in_(some))
        found += (stored_lesson(row) for row in connection.execute(query))
    return sorted(found, key=lambda each: each.id)
