"""Kinds of experience and kinds of results that a question asks for."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.german import asked_kinds as german
from nlp.types import Span
from nlp.understanding.mood import Mood
from nlp.wishes import LessonWish, ResultWish, Understood


def lesson_kinds(text: str, mood: Mood) -> Iterator[Understood]:
    """The first wording of each kind; ``Erfahrungen`` of any kind are a kind of result."""
    taken: list[Span] = []
    for pattern, kinds, clear in german.LESSONS:
        match = pattern.search(text)
        span = Span(start=match.start(), end=match.end()) if match else None
        if span and mood.asks(span) and not any(span.overlaps(other) for other in taken):
            taken.append(span)
            yield Understood(
                start=span.start,
                end=span.end,
                id=f"erfahrung:{'~'.join(kind.replace('_', '-') for kind in kinds)}",
                label=", ".join(german.LESSON_LABELS[kind] for kind in kinds),
                wish=LessonWish(kinds=kinds),
                certain=clear,
            )


def result_kind(text: str, mood: Mood) -> Iterator[Understood]:
    """What is to be listed, by how the question begins; at most one."""
    for pattern, kind, label, clear in german.RESULTS:
        match = pattern.match(text)
        span = Span(start=0, end=match.end()) if match else None
        if span and mood.asks(span):
            yield Understood(
                start=span.start,
                end=span.end,
                id=f"art:{kind}",
                label=label,
                wish=ResultWish(kind=kind),
                certain=clear,
            )
            return
