"""What a search answers with. All offsets are absolute: into the report's text."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.types import DocKind, Event, Span, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The reason for a hit: shares of its score (together 1) and a German sentence.

    ``matched``: the words of the text that answer words of the question.
    """

    words: float
    meaning: float
    matched: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageHit:
    """A passage that answers; ``text`` is ``report.text[start:end]``."""

    text: str
    start: int
    end: int
    heading: str
    score: float
    why: Why
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(PassageHit):
    """A report with its best passage, and up to two ``more``."""

    report_id: str
    title: str
    doc_kind: DocKind
    event: Event
    themes: tuple[Theme, ...]
    more: tuple[PassageHit, ...] = ()
