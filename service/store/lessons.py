"""The lessons of all reports with their vectors, in groups of those that say the same.

Lessons follow their report: removed with it in one transaction, and what is left of their groups
is grouped anew. They are written afterwards, by whoever has an encoder (``waiting``, ``keep``),
some reports at a time: what is missing is found again after any interruption.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from nlp.corroboration import (
    LEAST_COSINE,
    Heard,
    Voice,
    copies_among,
    group_for,
    opposed,
    read_statement,
    regrouped,
    voice_of,
)
from nlp.errors import NotFoundError
from nlp.german.tokens import folded, tokens
from nlp.hiding import without_persons
from nlp.shingles import Sketch
from nlp.speakers import shown_source
from nlp.types import Analysis, Lesson, LessonKind, Matrix, Span, Vector
from service.store.again import done_again
from service.store.codec import bytes_to_vector, vector_to_bytes
from service.store.engine import reading, writing
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
    themes_in,
    themes_to_text,
    written_voices,
)
from service.store.lesson_space import LessonSpace
from service.store.prints import sketches_of
from service.store.tables import lesson_opposites, lesson_reads, lesson_statements, reports

MOST_IDS = 500
CHUNK = 5_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLesson(Span):
    """A lesson of a report; ``shown`` is its text without names of persons.

    ``source`` is who said it, ``role`` the same without a name of a person.
    """

    id: int
    report: str
    kind: LessonKind
    group: str
    themes: tuple[str, ...]
    source: str | None
    role: str | None
    text: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPage:
    """Some lessons in the order of their numbers; ``next``: what to ask for behind them."""

    total: int
    lessons: tuple[StoredLesson, ...]
    next: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chorus:
    """The reports that speak in a group, and those that say the opposite.

    ``copies``: those of nearly the same text as another of them, with that one.
    """

    voices: tuple[Voice, ...] = ()
    against: tuple[Voice, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLessons:
    """The lessons of a report as it was at a time, with one vector each."""

    analysis: Analysis
    updated: datetime
    vectors: Matrix = field(repr=False, compare=False)


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
        rows = [_rows(each) for each in read]
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
                _compared(connection, row, numbers)

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
            select(*_SHOWN)
            .where(fits, lesson_statements.c.id > after)
            .order_by(lesson_statements.c.id)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
            count = select(func.count()).select_from(lesson_statements).where(fits)
            total = connection.execute(count).scalar_one()
        some = tuple(_stored(row) for row in rows[:limit])
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
            voices = {name: _voice(v) for name, v in written_voices(connection).items()}
            return list(outlines(connection)), voices, opposed_groups(connection)

    def counts(self) -> LessonCounts:
        """How many there are."""
        with reading(self._engine) as connection:
            return counts_of(connection)

    def pick(self, ids: Iterable[int]) -> dict[int, StoredLesson]:
        """The lessons of these numbers; what is gone is left out."""
        found: dict[int, StoredLesson] = {}
        with reading(self._engine) as connection:
            for some in _batches(ids):
                query = select(*_SHOWN).where(lesson_statements.c.id.in_(some))
                found |= {row.id: _stored(row) for row in connection.execute(query)}
        return found

    def places(self, reports: Iterable[str]) -> list[LessonPlace]:
        """Where the lessons of these reports stand."""
        with reading(self._engine) as connection:
            some = _batches(dict.fromkeys(reports))
            return [place for batch in some for place in places_of(connection, batch)]

    def group(self, group: str) -> tuple[list[StoredLesson], list[StoredLesson]]:
        """The lessons of a group, and those that say the opposite; NotFoundError."""
        with reading(self._engine) as connection:
            own = _of_groups(connection, [group])
            if not own:
                raise NotFoundError(f"Eine Erfahrung mit der Kennung „{group}“ gibt es nicht.")
            against = _opposites(connection, [group]).get(group, [])
            return own, _of_groups(connection, against)

    def choruses(self, groups: Iterable[str]) -> dict[str, Chorus]:
        """Which reports speak in each of the groups and against it."""
        wanted = list(dict.fromkeys(groups))
        with reading(self._engine) as connection:
            against = _opposites(connection, wanted)
            others = [name for names in against.values() for name in names]
            voices = _voices(connection, dict.fromkeys([*wanted, *others]))
            sides = {
                name: (
                    voices.get(name, []),
                    [v for other in against.get(name, ()) for v in voices.get(other, ())],
                )
                for name in wanted
            }
            several = [side for pair in sides.values() for side in pair if len(side) > 1]
            drawn = sketches_of(connection, (v.report for side in several for v in side))
        return {name: _chorus(own, opposite, drawn) for name, (own, opposite) in sides.items()}


def remove_lessons(connection: Connection, report_id: str) -> None:
    """Forget the lessons of a report, and group anew what they held together."""
    own = lesson_statements.c.report_id == report_id
    groups = list(
        connection.execute(select(lesson_statements.c.group).where(own).distinct()).scalars()
    )
    connection.execute(delete(lesson_statements).where(own))
    connection.execute(delete(lesson_reads).where(lesson_reads.c.report_id == report_id))
    for some in _batches(groups):
        _regroup(connection, some)


# Writing


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
        number = _place(connection, own, [*near, *beside])
        fresh.append((number, vector))


def _place(connection: Connection, row: dict[str, Any], near: Sequence[int]) -> int:
    """Write a lesson into the group that says the same, or into one of its own."""
    known, against = _compared(connection, row, near)
    group = known or _new_group(connection, row)
    written = connection.execute(insert(lesson_statements).values(row | {"group": group}))
    number = int(written.inserted_primary_key[0]) if written.inserted_primary_key else 0
    pairs = [(number, each.id) for each in against]
    if pairs:
        both = [
            {"one": a, "other": b} for one, other in pairs for a, b in ((one, other), (other, one))
        ]
        connection.execute(insert(lesson_opposites), both)
    return number


def _compared(
    connection: Connection, row: Mapping[str, Any], near: Sequence[int]
) -> tuple[str | None, list[Heard]]:
    """The group that says the same as a lesson, and the lessons that say the opposite."""
    if not near:
        return None, []
    heard = _heard_row(row)
    others = _heard(connection, lesson_statements.c.id.in_(near))
    members = _heard(connection, lesson_statements.c.group.in_({each.group for each in others}))
    return group_for(heard, others, members), opposed(heard, others)


def _rows(read: ReadLessons) -> list[dict[str, Any]]:
    """One for each lesson, without its group."""
    pairs = zip(read.analysis.lessons, read.vectors, strict=True)
    return [_row(read.analysis, lesson, at, v) for at, (lesson, v) in enumerate(pairs)]


def _stacked(vectors: Iterable[Vector]) -> Matrix:
    rows = list(vectors)
    return np.stack(rows) if rows else np.zeros((0, 0), dtype=np.float32)


def _row(analysis: Analysis, lesson: Lesson, at: int, vector: Vector) -> dict[str, Any]:
    mentions = sorted(analysis.mentions, key=lambda m: m.start)
    shown = without_persons(analysis.text, lesson, mentions)
    return {
        "report_id": analysis.id,
        "ordinal": at,
        "start": lesson.start,
        "end": lesson.end,
        "kind": lesson.kind,
        "group": "",
        "themes": themes_to_text(lesson.themes),
        "source": lesson.source,
        "role": shown_source(analysis.text, lesson, mentions),
        "words": _searched(shown),
        "shown": shown,
        "text": lesson.text,
        "vector": vector_to_bytes(vector),
    }


def _searched(text: str) -> str:
    return " ".join(folded(token.word) for token in tokens(text))


def _new_group(connection: Connection, row: Mapping[str, Any]) -> str:
    """An id made of report and words: the same again for a lesson that comes back alone."""
    for number in range(1_000):
        words = f"{row['report_id']}\n{_searched(row['text'])}\n{number or ''}"
        name = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:12]
        query = select(lesson_statements.c.id).where(lesson_statements.c.group == name).limit(1)
        if connection.execute(query).first() is None:
            return name
    raise AssertionError("a thousand groups of one sentence")


def _regroup(connection: Connection, groups: Sequence[str]) -> None:
    left: dict[str, list[Heard]] = {}
    for each in _heard(connection, lesson_statements.c.group.in_(groups)):
        left.setdefault(each.group, []).append(each)
    for members in left.values():
        for part in regrouped(members)[1:]:
            _move(connection, part)


def _move(connection: Connection, part: Sequence[Heard]) -> None:
    """Give a part of a group an id of its own."""
    ids = [each.id for each in part]
    query = select(lesson_statements.c.report_id, lesson_statements.c.text).where(
        lesson_statements.c.id == min(ids)
    )
    row = dict(connection.execute(query).mappings().one())
    name = _new_group(connection, row)
    connection.execute(
        update(lesson_statements).where(lesson_statements.c.id.in_(ids)).values(group=name)
    )


def _heard(connection: Connection, which: ColumnElement[bool]) -> list[Heard]:
    columns = ("id", "report_id", "kind", "text", "vector", "group")
    query = select(*(lesson_statements.c[name] for name in columns)).where(which)
    query = query.order_by(lesson_statements.c.id)
    return [_heard_row(dict(row)) for row in connection.execute(query).mappings()]


def _heard_row(row: Mapping[str, Any]) -> Heard:
    return Heard(
        id=row.get("id", 0),
        report=row["report_id"],
        statement=read_statement(row["text"], row["kind"]),
        vector=bytes_to_vector(row["vector"]),
        group=row["group"],
    )


# Reading


_SHOWN = tuple(column for column in lesson_statements.c if column.name not in {"vector", "words"})


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
    for some in _batches(groups):
        query = select(*_SHOWN).where(lesson_statements.c.group.in_(some))
        found += (_stored(row) for row in connection.execute(query))
    return sorted(found, key=lambda each: each.id)


def _stored(row: Row[Any]) -> StoredLesson:
    return StoredLesson(
        id=row.id,
        report=row.report_id,
        start=row.start,
        end=row.end,
        kind=row.kind,
        group=row.group,
        themes=themes_in(row.themes),
        source=row.source,
        role=row.role,
        text=row.text,
        shown=row.shown,
    )


def _opposites(connection: Connection, groups: Sequence[str]) -> dict[str, list[str]]:
    """The groups that hold a lesson opposite to one of these."""
    mine, theirs = lesson_statements.alias(), lesson_statements.alias()
    found: dict[str, list[str]] = {}
    for some in _batches(groups):
        query = (
            select(mine.c.group, theirs.c.group.label("against"))
            .join(lesson_opposites, lesson_opposites.c.one == mine.c.id)
            .join(theirs, theirs.c.id == lesson_opposites.c.other)
            .where(mine.c.group.in_(some))
            .distinct()
        )
        for row in connection.execute(query.order_by(theirs.c.group)):
            if row.against != row.group:
                found.setdefault(row.group, []).append(row.against)
    return found


def _voices(connection: Connection, groups: Iterable[str]) -> dict[str, list[Voice]]:
    found: dict[str, dict[str, Voice]] = {}
    for some in _batches(groups):
        query = (
            select(lesson_statements.c.group, lesson_reads.c.report_id, lesson_reads.c.voice)
            .join(lesson_reads, lesson_reads.c.report_id == lesson_statements.c.report_id)
            .where(lesson_statements.c.group.in_(some))
            .order_by(lesson_statements.c.id)
        )
        for row in connection.execute(query):
            found.setdefault(row.group, {}).setdefault(row.report_id, _voice(row.voice))
    return {group: list(voices.values()) for group, voices in found.items()}


def _chorus(own: Sequence[Voice], against: Sequence[Voice], drawn: Mapping[str, Sketch]) -> Chorus:
    repeated = copies_among([[voice.report for voice in side] for side in (against, own)], drawn)
    return Chorus(voices=tuple(own), against=tuple(against), copies=repeated)


def _voice(written: str) -> Voice:
    row = json.loads(written)
    return Voice(**{**row, "programmes": tuple(row["programmes"])})


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    wanted = list(items)
    for at in range(0, len(wanted), MOST_IDS):
        yield wanted[at : at + MOST_IDS]
