"""Lessons as rows of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from nlp.corroboration import Heard, read_statement
from nlp.german.tokens import folded, tokens
from nlp.hiding import without_persons
from nlp.speakers import shown_source
from nlp.types import Analysis, Lesson, LessonKind, Matrix, Span, Vector
from service.store.codec import bytes_to_vector, vector_to_bytes
from service.store.lesson_outline import themes_in, themes_to_text
from service.store.tables import lesson_statements

SHOWN = tuple(column for column in lesson_statements.c if column.name not in {"vector", "words"})


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
class ReadLessons:
    """The lessons of a report as it was at a time, with one vector each."""

    analysis: Analysis
    updated: datetime
    vectors: Matrix = field(repr=False, compare=False)


def lesson_rows(read: ReadLessons) -> list[dict[str, Any]]:
    """One for each lesson, without its group."""
    pairs = zip(read.analysis.lessons, read.vectors, strict=True)
    return [_row(read.analysis, lesson, at, v) for at, (lesson, v) in enumerate(pairs)]


def stored_lesson(row: Row[Any]) -> StoredLesson:
    """The inverse, from the columns in ``SHOWN``."""
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


def heard_in(row: Mapping[str, Any]) -> Heard:
    """As it is compared with others; number 0 where it has none yet."""
    return Heard(
        id=row.get("id", 0),
        report=row["report_id"],
        statement=read_statement(row["text"], row["kind"]),
        vector=bytes_to_vector(row["vector"]),
        group=row["group"],
    )


def searched(text: str) -> str:
    """The words of a text as they are looked for."""
    return " ".join(folded(token.word) for token in tokens(text))


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
        "words": searched(shown),
        "shown": shown,
        "text": lesson.text,
        "vector": vector_to_bytes(vector),
    }
