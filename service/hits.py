"""What a search answers with. All offsets are absolute: into the report's text."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.types import DocKind, Event, Span, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The reason for a hit: shares of its score (together 1) and a German sentence.

    ``matched``: the words of the text that answer words of the question; ``themes``: labels of
    the report's themes that do; ``fits``: what was understood, and only raises what it fits.
    """

    words: float
    meaning: float
    matched: tuple[str, ...]
    sentence: str
    themes: tuple[str, ...] = ()
    fits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageHit:
    """A passage that answers; ``text`` is ``report.text[start:end]``.

    ``answer``: the sentence in it that answers, None where none stands out.
    """

    text: str
    start: int
    end: int
    heading: str
    score: float
    why: Why
    highlights: tuple[Span, ...]
    answer: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlace(Span):
    """Where (nearly) the same text stands too."""

    report_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(PassageHit):
    """A report with its best passage, and up to two ``more``; or a passage in its report.

    ``also_in``: other reports that hold (nearly) the same passage.
    """

    report_id: str
    title: str
    doc_kind: DocKind
    event: Event
    themes: tuple[Theme, ...]
    more: tuple[PassageHit, ...] = ()
    also_in: tuple[OtherPlace, ...] = ()
