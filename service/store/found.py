"""What search asks of many reports at once, without reading their analyses.

Cards and lessons follow their report: written and removed with it, in one transaction. What is
known of a passage by its number never changes: numbers are not given twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import uuid4

import numpy as np
from sqlalchemy import Connection, Engine, delete, insert, select, update

from nlp.segment import blocks, sentences
from nlp.shingles import Sketch, shingles, sketch
from nlp.types import Analysis, LessonKind, Span
from service.index.port import Payload
from service.payload import payload_of
from service.store.again import done_again
from service.store.engine import reading
from service.store.tables import cards, lessons, meta, passages, reports

REVISION = "reports"
SKETCH = 24
STORED = np.dtype("<u4")
MOST_IDS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline(Span):
    """Where a passage stands; ``sketch`` tells nearly the same texts, None where there is none."""

    id: int
    report: str
    sketch: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A report as filters and facets see it: ``payload`` is that of all its passages together.

    ``lessons``: how many there are of each kind. ``updated``: when the report was stored last.
    """

    title: str
    payload: Payload
    lessons: Mapping[LessonKind, int]
    updated: datetime | None = None

    @property
    def report(self) -> str:
        """The report's id."""
        return self.payload.report


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLesson(Span):
    """A lesson by its words."""

    report: str
    kind: LessonKind
    text: str


@done_again
class FoundStore:
    """Short rows about many reports; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def revision(self) -> str:
        """Changes whenever a report does; empty before the first change."""
        with reading(self._engine) as connection:
            query = select(meta.c.value).where(meta.c.key == REVISION)
            return connection.execute(query).scalar() or ""

    def latest(self, limit: int) -> list[int]:
        """The numbers of the passages that were stored last."""
        query = select(passages.c.id).where(passages.c.searchable)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(passages.c.id.desc()).limit(limit))
            return list(rows.scalars())

    def outlines(self, ids: Iterable[int]) -> dict[int, Outline]:
        """Of these passages; what is gone is left out."""
        found: dict[int, Outline] = {}
        with reading(self._engine) as connection:
            for some in _batches(ids):
                rows = connection.execute(select(*_OUTLINE).where(passages.c.id.in_(some)))
                found |= {row[0]: _outline(row) for row in rows}
        return found

    def outlines_of(self, report_ids: Iterable[str]) -> dict[str, list[Outline]]:
        """The searchable passages of these reports, in the order of their texts."""
        found: dict[str, list[Outline]] = {}
        order = (passages.c.report_id, passages.c.ordinal)
        with reading(self._engine) as connection:
            for some in _batches(report_ids):
                own = passages.c.report_id.in_(some), passages.c.searchable
                for row in connection.execute(select(*_OUTLINE).where(*own).order_by(*order)):
                    found.setdefault(row[1], []).append(_outline(row))
        return found

    def lessons_of(self, report_ids: Iterable[str]) -> dict[str, list[FoundLesson]]:
        """The lessons of these reports, in the order of their texts."""
        found: dict[str, list[FoundLesson]] = {}
        with reading(self._engine) as connection:
            for some in _batches(report_ids):
                query = select(*_LESSON).where(lessons.c.report_id.in_(some))
                order = query.order_by(lessons.c.report_id, lessons.c.ordinal)
                for report, start, end, kind, text in connection.execute(order):
                    lesson = FoundLesson(report=report, start=start, end=end, kind=kind, text=text)
                    found.setdefault(report, []).append(lesson)
        return found

    def sentences(self, ids: Iterable[int]) -> dict[int, tuple[Span, ...]]:
        """The sentences of these passages, counted from their starts; those that are known."""
        found: dict[int, tuple[Span, ...]] = {}
        with reading(self._engine) as connection:
            for some in _batches(ids):
                query = select(passages.c.id, passages.c.sentences).where(passages.c.id.in_(some))
                for number, data in connection.execute(query):
                    if data is not None:
                        found[number] = _spans(data)
        return found

    def titles(self, report_ids: Iterable[str]) -> dict[str, str]:
        """The titles of these reports; what is gone is left out."""
        found: dict[str, str] = {}
        with reading(self._engine) as connection:
            for some in _batches(report_ids):
                query = select(reports.c.id, reports.c.title).where(reports.c.id.in_(some))
                found |= {row.id: row.title for row in connection.execute(query)}
        return found

    def cards(self, before: Iterable[Card] = ()) -> list[Card]:
        """Of all reports, in the order of their ids; those of before that still hold are kept."""
        found = {card.report: card for card in before}
        with reading(self._engine) as connection:
            query = select(reports.c.id, reports.c.updated).join_from(cards, reports)
            stamps = connection.execute(query.order_by(reports.c.id)).all()
            stale = [name for name, at in stamps if name not in found or found[name].updated != at]
            found |= {card.report: card for card in _cards(connection, stale, of=len(stamps))}
        return [found[name] for name, _ in stamps if name in found]


def write_found(connection: Connection, analysis: Analysis) -> None:
    """Keep a report's card and lessons, in place of what it held before."""
    remove_found(connection, analysis.id)
    connection.execute(insert(cards), [{"report_id": analysis.id, "card": card_of(analysis)}])
    if rows := _lesson_rows(analysis):
        connection.execute(insert(lessons), rows)


def remove_found(connection: Connection, report_id: str) -> None:
    """Forget them."""
    for table in (cards, lessons):
        connection.execute(delete(table).where(table.c.report_id == report_id))
    row = {"key": REVISION, "value": uuid4().hex}
    if not connection.execute(update(meta).where(meta.c.key == REVISION).values(row)).rowcount:
        connection.execute(insert(meta).values(row))


def passage_sketch(text: str) -> bytes | None:
    """A short print of a passage; None where it has no words."""
    found = shingles(text)
    return sketch(found, SKETCH).astype(STORED).tobytes() if found.size else None


def passage_sentences(text: str) -> bytes:
    """Where the sentences of a passage stand, counted from its start."""
    ends = [(span.start, span.end) for span in sentences(text, blocks(text))]
    return np.array(ends, dtype=STORED).tobytes()


def sketch_of(data: bytes) -> Sketch:
    """The inverse."""
    return np.frombuffer(data, dtype=STORED)


def card_of(analysis: Analysis) -> str:
    """A report's card as it is stored."""
    whole = payload_of(analysis, Span(start=0, end=len(analysis.text)))
    written = {k: v for k, v in asdict(whole).items() if v and k != "report"}
    counts: dict[str, int] = {}
    for lesson in analysis.lessons:
        counts[lesson.kind] = counts.get(lesson.kind, 0) + 1
    document = {"payload": written, "lessons": counts}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


_OUTLINE = (
    passages.c.id,
    passages.c.report_id,
    passages.c.start,
    passages.c.end,
    passages.c.sketch,
)
_LESSON = (lessons.c.report_id, lessons.c.start, lessons.c.end, lessons.c.kind, lessons.c.text)


def _spans(data: bytes) -> tuple[Span, ...]:
    pairs = np.frombuffer(data, dtype=STORED).reshape(-1, 2).tolist()
    return tuple(Span(start=start, end=end) for start, end in pairs)


def _outline(row: Sequence[Any]) -> Outline:
    number, report, start, end, print_ = row
    return Outline(id=number, report=report, start=start, end=end, sketch=print_)


def _cards(connection: Connection, names: Sequence[str], *, of: int) -> Iterator[Card]:
    """Those of some reports ``of`` so many; all are read at once where they are most of them."""
    query = select(reports.c.id, reports.c.title, reports.c.updated, cards.c.card)
    query = query.join_from(cards, reports)
    known: dict[Any, Any] = {}
    if 2 * len(names) > of:
        yield from (_card(row, known) for row in connection.execute(query))
        return
    for some in _batches(names):
        rows = connection.execute(query.where(reports.c.id.in_(some)))
        yield from (_card(row, known) for row in rows)


def _card(row: Sequence[Any], known: dict[Any, Any]) -> Card:
    """``known``: what cards before had: what is the same is there once, in half of the memory."""
    name, title, updated, data = row
    written = json.loads(data)
    fields = {key: _once(value, known) for key, value in written["payload"].items()}
    payload = Payload(report=name, **fields)
    return Card(title=title, payload=payload, lessons=written["lessons"], updated=updated)


def _once(value: Any, known: dict[Any, Any]) -> Any:
    if isinstance(value, list):
        value = tuple(known.setdefault(each, each) for each in value)
    return known.setdefault(value, value)


def _lesson_rows(analysis: Analysis) -> list[dict[str, Any]]:
    return [
        {
            "report_id": analysis.id,
            "ordinal": ordinal,
            "start": lesson.start,
            "end": lesson.end,
            "kind": lesson.kind,
            "text": lesson.text,
        }
        for ordinal, lesson in enumerate(analysis.lessons)
    ]


def _batches(items: Iterable[Any]) -> Iterable[list[Any]]:
    iterator = iter(dict.fromkeys(items))
    while some := list(islice(iterator, MOST_IDS)):
        yield some
