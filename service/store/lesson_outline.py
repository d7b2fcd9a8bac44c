"""The lessons of all reports in outline: what lists of them are made of, without their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select, update

from nlp.corroboration import copies_among
from nlp.types import Analysis, LessonKind, Span
from service.store.prints import sketches_of
from service.store.tables import lesson_opposites, lesson_reads, lesson_statements, prints

MARK = "|"
_OUTLINE = tuple(
    lesson_statements.c[name] for name in ("id", "report_id", "kind", "group", "themes")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonOutline:
    """A lesson by its number. ``themes``: those that its own sentences show, often none."""

    id: int
    report: str
    kind: LessonKind
    group: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonCounts:
    """How many lessons of each kind there are, how many groups, how many of these are made by
    several reports of different texts and to how many one says the opposite."""

    kinds: Mapping[str, int] = field(default_factory=dict)
    groups: int = 0
    corroborated: int = 0
    contradicted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPlace(Span):
    """Where a lesson of a report stands, and its group."""

    report: str
    group: str


def revision_of(connection: Connection) -> str:
    """Changes whenever lessons come or go: numbers are not given twice. Prints come later where
    a database had none."""
    query = select(func.count(lesson_statements.c.id), func.max(lesson_statements.c.id))
    many, last = connection.execute(query).one()
    drawn = connection.execute(select(func.count()).select_from(prints)).scalar_one()
    return f"{many} {last} {drawn}"


def outlines(connection: Connection) -> Iterator[LessonOutline]:
    """Of all lessons, in the order of their numbers."""
    for row in connection.execute(select(*_OUTLINE).order_by(lesson_statements.c.id)):
        yield LessonOutline(
            id=row.id,
            report=row.report_id,
            kind=row.kind,
            group=row.group,
            themes=themes_in(row.themes),
        )


def counts_of(connection: Connection) -> LessonCounts:
    """In SQL: rows are read only of groups that several reports make."""
    statements, opposites = lesson_statements.c, lesson_opposites.c
    kinds = select(statements.kind, func.count().label("many")).group_by(statements.kind)
    voices = select(func.count(statements.report_id.distinct()).label("reports"))
    groups = voices.group_by(statements.group).subquery()
    against = select(func.count(statements.group.distinct())).where(
        statements.id.in_(select(opposites.one))
    )
    return LessonCounts(
        kinds={row.kind: row.many for row in connection.execute(kinds)},
        groups=connection.execute(select(func.count()).select_from(groups)).scalar_one(),
        corroborated=_corroborated(connection),
        contradicted=connection.execute(against).scalar_one(),
    )


def _corroborated(connection: Connection) -> int:
    """Groups with reports of different texts."""
    group, report = lesson_statements.c.group, lesson_statements.c.report_id
    several = select(group).group_by(group).having(func.count(report.distinct()) > 1)
    query = select(group, report).where(group.in_(several)).order_by(group, lesson_statements.c.id)
    rows = connection.execute(query).all()
    drawn = sketches_of(connection, (name for _, name in rows))
    made = 0
    for _, some in groupby(rows, key=lambda row: row[0]):
        reports = list(dict.fromkeys(name for _, name in some))
        made += len(reports) - len(copies_among([reports], drawn)) > 1
    return made


def written_voices(connection: Connection) -> dict[str, str]:
    """What each report is as a witness, as it is stored."""
    query = select(lesson_reads.c.report_id, lesson_reads.c.voice)
    return {row.report_id: row.voice for row in connection.execute(query)}


def opposed_groups(connection: Connection) -> dict[str, set[str]]:
    """For each group that is contradicted the groups that do."""
    mine, theirs = lesson_statements.alias(), lesson_statements.alias()
    query = (
        select(mine.c.group, theirs.c.group.label("against"))
        .join(lesson_opposites, lesson_opposites.c.one == mine.c.id)
        .join(theirs, theirs.c.id == lesson_opposites.c.other)
        .where(mine.c.group != theirs.c.group)
        .distinct()
    )
    found: dict[str, set[str]] = {}
    for group, against in connection.execute(query):
        found.setdefault(group, set()).add(against)
    return found


def places_of(connection: Connection, reports: Iterable[str]) -> Iterator[LessonPlace]:
    """Where the lessons of a few reports stand."""
    columns = tuple(lesson_statements.c[name] for name in ("report_id", "start", "end", "group"))
    query = select(*columns).where(lesson_statements.c.report_id.in_(list(reports)))
    for report, start, end, group in connection.execute(query):
        yield LessonPlace(report=report, start=start, end=end, group=group)


def retag_lessons(connection: Connection, analysis: Analysis) -> None:
    """Give the lessons of a report the themes that they have by now."""
    own = lesson_statements.c.report_id == analysis.id
    for at, lesson in enumerate(analysis.lessons):
        values: dict[str, Any] = {"themes": themes_to_text(lesson.themes)}
        same = own & (lesson_statements.c.ordinal == at)
        connection.execute(update(lesson_statements).where(same).values(values))


def themes_to_text(themes: Iterable[str]) -> str:
    """Marks around each: it is found whole."""
    return f"{MARK}{MARK.join(themes)}{MARK}"


def themes_in(text: str) -> tuple[str, ...]:
    """The inverse."""
    return tuple(theme for theme in text.split(MARK) if theme)
