"""The search index as the rest of the service sees it: derived, and rebuildable at any time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from nlp.types import DocKind, LessonKind, Vector

Scored = list[tuple[int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparse:
    """Weights of terms; ``indices`` are distinct unsigned 32-bit hashes."""

    indices: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What filters and facets ask for: of the passage's report, lessons of the passage itself.

    ``places``: ids of the gazetteer with all parents: of the passage's mentions, of the event
    and of the report's projects. ``start``, ``end``: the event's ISO dates.
    """

    report: str
    doc_kind: DocKind
    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    lesson_kinds: tuple[LessonKind, ...] = ()
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a passage must be: each condition that is given holds, by any of its values.

    A condition without values is none. ``since``, ``until``: ISO dates, inclusive: the event has
    a day between them; an event without a date is outside every period.
    """

    doc_kinds: tuple[DocKind, ...] = ()
    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    lesson_kinds: tuple[LessonKind, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A passage as the index holds it, under the number that the store gave it."""

    id: int
    vector: Vector
    sparse: Sparse
    payload: Payload


class Index(Protocol):
    """Points with a dense and a sparse vector; changes are durable when a call returns.

    Results come best first, equal scores in the order of their ids. All methods may be called
    from several threads.
    """

    @property
    def dimensions(self) -> int:
        """Length of a dense vector."""

    def upsert(self, points: Sequence[Point]) -> None:
        """Add or replace; StoreError, and nothing written, where one of the points does not fit."""

    def delete(self, ids: Iterable[int]) -> None:
        """Remove; unknown ids are ignored."""

    def dense(self, vector: Vector, limit: int, where: Filter | None = None) -> Scored:
        """The nearest by cosine; StoreError where the vector has another length."""

    def lexical(self, sparse: Sparse, limit: int, where: Filter | None = None) -> Scored:
        """The best by BM25: the sum of idf times both weights; no points without a common term.

        The idf is that of all points, whatever the filter.
        """

    def payloads(self, ids: Iterable[int]) -> dict[int, Payload]:
        """What is known of these points; unknown ids are left out."""

    def count(self, where: Filter | None = None) -> int:
        """How many points there are, or pass a filter."""

    def ids(self) -> set[int]:
        """The numbers of all points."""

    def purge(self) -> None:
        """Leave nothing of what was removed."""

    def close(self) -> None:
        """Let go of the files."""
