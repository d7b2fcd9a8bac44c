"""Passages as rows of the database, with their vectors or without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, select

from nlp.types import Analysis, Passage
from service.store.codec import bytes_to_vector, vector_to_bytes
from service.store.found import passage_sentences, passage_sketch
from service.store.records import StoredPassage
from service.store.tables import passages

MOST_IDS = 500
"""Ids in one question to the database."""
T = TypeVar("T")


def in_batches(items: Iterable[T]) -> Iterator[list[T]]:
    """As many items as one question to the database takes."""
    iterator = iter(items)
    while some := list(islice(iterator, MOST_IDS)):
        yield some


def passage_rows(analysis: Analysis) -> list[dict[str, Any]]:
    """One row for each passage of an analysis that has its vectors."""
    return [
        {
            "report_id": analysis.id,
            "ordinal": ordinal,
            "start": passage.start,
            "end": passage.end,
            "heading": passage.heading,
            "searchable": passage.searchable,
            "vector": vector_to_bytes(vector),
            "sketch": passage_sketch(passage.of(analysis.text)),
            "sentences": passage_sentences(passage.of(analysis.text)),
        }
        for ordinal, (passage, vector) in enumerate(
            zip(analysis.passages, analysis.vectors, strict=True)
        )
    ]


def passage_ids(connection: Connection, report_id: str) -> list[int]:
    """Their numbers, in order of the text."""
    query = select(passages.c.id).where(passages.c.report_id == report_id)
    return list(connection.execute(query.order_by(passages.c.ordinal)).scalars())


def passages_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[StoredPassage]]:
    """The passages of these reports with their vectors, in order of the text."""
    found: dict[str, list[StoredPassage]] = {}
    for some in in_batches(ids):
        query = select(passages).where(passages.c.report_id.in_(some))
        for row in connection.execute(query.order_by(passages.c.report_id, passages.c.ordinal)):
            found.setdefault(row.report_id, []).append(stored_passage(row))
    return found


def stored_passage(row: Row[Any]) -> StoredPassage:
    """A passage with its vector."""
    return StoredPassage(
        id=row.id,
        report_id=row.report_id,
        ordinal=row.ordinal,
        start=row.start,
        end=row.end,
        heading=row.heading,
        searchable=row.searchable,
        vector=bytes_to_vector(row.vector),
    )


def plain(passage: StoredPassage) -> Passage:
    """A passage without its vector."""
    return Passage(
        start=passage.start,
        end=passage.end,
        heading=passage.heading,
        searchable=passage.searchable,
    )


def outlined(connection: Connection, ids: Sequence[str]) -> dict[str, list[Passage]]:
    """The passages without their vectors, which are most of what there is to read."""
    columns = [passages.c[name] for name in ("report_id", "start", "end", "heading", "searchable")]
    found: dict[str, list[Passage]] = {}
    for some in in_batches(ids):
        query = select(*columns).where(passages.c.report_id.in_(some))
        for row in connection.execute(query.order_by(passages.c.report_id, passages.c.ordinal)):
            report_id, start, end, heading, searchable = row
            passage = Passage(start=start, end=end, heading=heading, searchable=searchable)
            found.setdefault(report_id, []).append(passage)
    return found
