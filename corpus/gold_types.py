"""The records of annotated reports and of questions about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nlp.types import DocKind, Event, Label, LessonKind, LocatedIn, PlaceKind, Span

QueryKind = Literal["keyword", "passage", "lesson", "similar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """A place by name; ``state`` is the federal state, or the country of a foreign place."""

    name: str
    kind: PlaceKind
    state: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention(Span):
    """A name in the text; only a PLACE has a ``place``."""

    text: str
    label: Label
    place: GoldPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTheme:
    """``grade`` 2: the report is about it, 1: a substantial part is."""

    id: str
    grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLesson(Span):
    """Whole sentences that state an experience; ``source`` is who said it."""

    text: str
    kind: LessonKind
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldReport:
    """One annotated report; ``boilerplate`` is known for few."""

    id: str
    title: str | None
    doc_kind: DocKind
    text: str
    event: Event
    mentions: tuple[GoldMention, ...] = ()
    located_in: tuple[LocatedIn, ...] = ()
    themes: tuple[GoldTheme, ...] = ()
    lessons: tuple[GoldLesson, ...] = ()
    boilerplate: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuery:
    """A question, the report that answers it and, where there is one, the passage."""

    id: str
    kind: QueryKind
    text: str
    doc: str
    passage: str | None = None
