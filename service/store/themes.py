"""What belongs to themes beside the reports: vocabularies, feedback, what was learnt from it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import numpy as np
from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from nlp.errors import NotFoundError
from nlp.theme_feedback import Adjustment
from nlp.types import Matrix, Passage
from service.store.again import done_again
from service.store.codec import STORED
from service.store.engine import reading, writing
from service.store.tables import (
    feedback,
    feedback_documents,
    meta,
    theme_adjustments,
    vocabularies,
)

Verdict = Literal["accepted", "rejected", "added"]
BATCH = 200
IN_USE = "themes_vocabulary"
"""The note that names the version of the vocabulary in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedVocabulary:
    """A vocabulary as it was loaded; ``digest`` is that of its bytes, ``source`` says from where.

    ``version`` is that of its concepts, ``name`` the file's.
    """

    version: str
    vocabulary: str
    title: str
    concepts: int
    name: str
    source: str
    digest: str
    loaded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What an editor says of one theme of one report; ``id`` and ``at`` come from the store."""

    report: str
    theme: str
    verdict: Verdict
    by: str | None = None
    vocabulary: str = ""
    id: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackDocument:
    """A text that is no report, with its passages; ``vectors``: (passages, dimensions)."""

    id: str
    title: str
    text: str
    passages: tuple[Passage, ...]
    vectors: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """What was learnt, when, up to which vote, and how good it is (``summary``)."""

    id: int
    vocabulary: str
    at: datetime
    last_feedback: int
    in_force: bool
    summary: Mapping[str, Any]


@done_again
class ThemeStore:
    """Safe to share between threads; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def revision(self) -> str:
        """Changes whenever another vocabulary is used or something was learnt."""
        last = select(func.max(theme_adjustments.c.id))
        used = select(meta.c.value).where(meta.c.key == IN_USE)
        with reading(self._engine) as connection:
            learnt = connection.execute(last).scalar()
            return f"{connection.execute(used).scalar()} {learnt}"

    def keep_vocabulary(self, loaded: LoadedVocabulary, content: bytes) -> bool:
        """Keep a vocabulary; False where its version is there already."""
        row = {field: getattr(loaded, field) for field in LoadedVocabulary.__slots__}
        with writing(self._engine) as connection:
            known = select(vocabularies.c.version).where(vocabularies.c.version == loaded.version)
            if connection.execute(known).first():
                return False
            connection.execute(insert(vocabularies).values(row | {"content": content}))
        return True

    def vocabularies(self) -> list[LoadedVocabulary]:
        """All that were ever loaded, the first one first."""
        columns = [vocabularies.c[field] for field in LoadedVocabulary.__slots__]
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(*columns).order_by(vocabularies.c.loaded, vocabularies.c.version)
            ).mappings()
            return [LoadedVocabulary(**row) for row in rows]

    def content(self, version: str) -> tuple[str, bytes]:
        """Name and bytes of a vocabulary's file; NotFoundError."""
        query = select(vocabularies.c.name, vocabularies.c.content)
        with reading(self._engine) as connection:
            row = connection.execute(query.where(vocabularies.c.version == version)).first()
        if row is None:
            raise NotFoundError(f"Ein Vokabular mit der Version „{version}“ gibt es nicht.")
        return row.name, bytes(row.content)

    def vote(self, votes: Sequence[Vote]) -> list[Vote]:
        """Keep votes, all or none; they come back with number and time."""
        with writing(self._engine) as connection:
            write_votes(connection, votes)
            newest = select(feedback).order_by(feedback.c.id.desc()).limit(len(votes))
            rows = connection.execute(newest).all() if votes else []
        return [_vote(row) for row in reversed(rows)]

    def votes(
        self, *, report: str | None = None, after: int = 0, limit: int | None = None
    ) -> list[Vote]:
        """In the order in which they came."""
        query = select(feedback).where(feedback.c.id > after).order_by(feedback.c.id).limit(limit)
        if report is not None:
            query = query.where(feedback.c.report_id == report)
        with reading(self._engine) as connection:
            return [_vote(row) for row in connection.execute(query)]

    def last_vote(self) -> int:
        """The number of the newest vote, 0 before the first."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.max(feedback.c.id))).scalar() or 0

    def count_votes(self) -> int:
        """How many there are."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.count()).select_from(feedback)).scalar_one()

    def keep_document(self, document: FeedbackDocument) -> None:
        """Keep a text to learn from, once."""
        row = {
            "id": document.id,
            "title": document.title,
            "text": document.text,
            "passages": json.dumps(
                [[p.start, p.end, p.heading, p.searchable] for p in document.passages],
                ensure_ascii=False,
            ),
            "vectors": document.vectors.astype(STORED).tobytes(),
        }
        own = feedback_documents.c.id == document.id
        with writing(self._engine) as connection:
            if not connection.execute(update(feedback_documents).where(own).values(row)).rowcount:
                connection.execute(insert(feedback_documents).values(row))

    def documents(self, ids: Sequence[str]) -> Iterator[FeedbackDocument]:
        """Those of the texts that are there."""
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            query = select(feedback_documents).where(feedback_documents.c.id.in_(some))
            with reading(self._engine) as connection:
                rows = connection.execute(query).all()
            yield from map(_document, rows)

    def keep_learning(self, learning: Learning, adjustment: Adjustment) -> int:
        """Keep what was learnt; its number."""
        row = {
            "vocabulary": learning.vocabulary,
            "at": learning.at,
            "last_feedback": learning.last_feedback,
            "in_force": learning.in_force,
            "summary": json.dumps(learning.summary, ensure_ascii=False),
            "arrays": _to_bytes(adjustment),
        }
        with writing(self._engine) as connection:
            number = connection.execute(insert(theme_adjustments).values(row)).inserted_primary_key
        return int(number[0]) if number else 0

    def learning(self, vocabulary: str) -> tuple[Learning, Adjustment] | None:
        """What was learnt last for a version of a vocabulary and is in force."""
        query = select(theme_adjustments).where(
            theme_adjustments.c.vocabulary == vocabulary, theme_adjustments.c.in_force
        )
        with reading(self._engine) as connection:
            row = connection.execute(query.order_by(theme_adjustments.c.id.desc()).limit(1)).first()
        return (_learning(row), _from_bytes(row.arrays)) if row else None

    def learnings(self) -> list[Learning]:
        """Everything that was ever learnt, the last one first."""
        query = select(theme_adjustments).order_by(theme_adjustments.c.id.desc())
        with reading(self._engine) as connection:
            return [_learning(row) for row in connection.execute(query)]


def write_votes(connection: Connection, votes: Sequence[Vote]) -> None:
    """Keep votes, in their order."""
    now = datetime.now(UTC)
    for vote in votes:
        connection.execute(insert(feedback).values(_vote_row(vote, now)))


def _vote_row(vote: Vote, now: datetime) -> dict[str, Any]:
    return {
        "report_id": vote.report,
        "theme": vote.theme,
        "verdict": vote.verdict,
        "by": vote.by,
        "at": vote.at or now,
        "vocabulary": vote.vocabulary,
    }


def _vote(row: Row[Any]) -> Vote:
    return Vote(
        id=row.id,
        report=row.report_id,
        theme=row.theme,
        verdict=row.verdict,
        by=row.by,
        at=row.at,
        vocabulary=row.vocabulary,
    )


def _document(row: Row[Any]) -> FeedbackDocument:
    passages = tuple(
        Passage(start=start, end=end, heading=heading, searchable=searchable)
        for start, end, heading, searchable in json.loads(row.passages)
    )
    vectors = np.frombuffer(row.vectors, dtype=STORED).astype(np.float32)
    return FeedbackDocument(
        id=row.id,
        title=row.title,
        text=row.text,
        passages=passages,
        vectors=vectors.reshape(len(passages), -1) if passages else vectors.reshape(0, 0),
    )


def _learning(row: Row[Any]) -> Learning:
    return Learning(
        id=row.id,
        vocabulary=row.vocabulary,
        at=row.at,
        last_feedback=row.last_feedback,
        in_force=row.in_force,
        summary=json.loads(row.summary),
    )


def _to_bytes(adjustment: Adjustment) -> bytes:
    """Arrays only: reading them runs no code."""
    written = io.BytesIO()
    np.savez_compressed(
        written,
        concepts=np.array(adjustment.concepts, dtype=np.str_),
        bias=adjustment.bias,
        directions=adjustment.directions,
    )
    return written.getvalue()


def _from_bytes(data: bytes) -> Adjustment:
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return Adjustment(
            concepts=tuple(str(concept) for concept in arrays["concepts"]),
            bias=arrays["bias"],
            directions=arrays["directions"],
        )
