"""Reads what a question asks for beside its topic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from nlp.gazetteer import Gazetteer
from nlp.query import Query
from nlp.types import Span
from nlp.understanding.areas import Areas
from nlp.understanding.kinds import lesson_kinds, result_kind
from nlp.understanding.mood import Mood
from nlp.understanding.periods import periods
from nlp.understanding.places import PlaceReader
from nlp.understanding.programmes import Programmes
from nlp.wishes import Understood


class QuestionReader:
    """Fills ``Query.understood``; linear in the question's length, safe between threads."""

    def __init__(
        self, gazetteer: Gazetteer, areas: Areas, programmes: Programmes, today: date
    ) -> None:
        self._places = PlaceReader(gazetteer, areas)
        self._programmes = programmes
        self._today = today

    def __call__(self, query: Query) -> Query:
        """The same question with what it asks for, in the order of its text."""
        mood = Mood(query)
        found = _apart([], self._programmes.read(query.text, mood))
        found = _apart(found, periods(query.text, mood, self._today))
        found = _apart(found, self._places.read(query.text, mood, _spans(found)))
        found = _apart(found, result_kind(query.text, mood))
        found = _apart(found, lesson_kinds(query.text, mood))
        return replace(query, understood=tuple(_distinct(found)))


def _spans(found: Sequence[Understood]) -> list[Span]:
    return [Span(start=each.start, end=each.end) for each in found]


def _apart(found: Sequence[Understood], more: Iterable[Understood]) -> list[Understood]:
    """All found, with what does not stand where something else was found; the longest first, as
    words in front of a name (``ESF-Bundesprogramm XENOS``) may be another."""
    kept = list(found)
    for each in sorted(more, key=lambda one: (one.start - one.end, one.start)):
        if not any(each.overlaps(other) for other in kept):
            kept.append(each)
    return kept


def _distinct(found: Sequence[Understood]) -> list[Understood]:
    """Each wish once, where it is certain; in the order of the text."""
    best: dict[str, Understood] = {}
    for each in sorted(found, key=lambda one: (not one.certain, one.start)):
        best.setdefault(each.id, each)
    return sorted(best.values(), key=lambda one: one.start)
