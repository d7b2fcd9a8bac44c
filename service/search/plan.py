"""A request as it is carried out: what is restricted, what is looked for, what is listed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from nlp.german.stopwords import STOP_WORDS
from nlp.german.tokens import tokens
from nlp.query import Query, Slip, parse, with_slips
from nlp.types import Span
from nlp.understanding import topic
from nlp.wishes import LessonWish, Period, ResultKind, ResultWish, Understood
from service.index.port import Filter
from service.search.request import SearchRequest
from service.search.restrictions import (
    Restrictions,
    field_of,
    relaxed,
    restrictions_of,
)
from service.search.result import Part


class Questions(Protocol):
    """Understands questions."""

    def read(self, text: str, *, without: Collection[str] = ()) -> Query:
        """The question with what was understood, less what was taken back.

        BadInputError where it has no word.
        """

    def place_ids(self, name: str) -> tuple[str, ...]:
        """What a filter by this place asks for; BadInputError where there is no such place."""


class PlainQuestions:
    """Understands nothing: a question is its words, a place its id."""

    def read(self, text: str, *, without: Collection[str] = ()) -> Query:  # noqa: ARG002
        """The words."""
        return parse(text)

    def place_ids(self, name: str) -> tuple[str, ...]:
        """The id."""
        return (name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``topic``: what is looked for; None where reports are only listed.

    ``given_up``: restrictions of the question that left nothing. ``hints`` raise what fits.
    """

    request: SearchRequest
    kind: ResultKind
    restrictions: Restrictions
    query: Query | None = None
    topic: Query | None = None
    given_up: tuple[Understood, ...] = ()
    hints: tuple[Understood, ...] = ()

    @property
    def question(self) -> str:
        """As it was read."""
        return self.query.text if self.query else ""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What was understood, in the order of the question."""
        understood = self.query.understood if self.query else ()
        return tuple(_part(each, self.question, self._applies(each)) for each in understood)

    @property
    def slips(self) -> tuple[Slip, ...]:
        """Words of the question that seem to be misspelt, in so far as they are looked for."""
        own = self.query.slips if self.query and self.topic else ()
        words = self.topic.words if self.topic else ()
        return tuple(slip for slip in own if slip.word in words)

    def _applies(self, part: Understood) -> bool:
        if isinstance(part.wish, ResultWish):
            return part.wish.kind == self.kind
        return part in self.restrictions.parts or (self.topic is not None and part in self.hints)


def plan_of(
    request: SearchRequest,
    questions: Questions,
    *,
    count: Callable[[Filter], int],
    meant: Callable[[str], str | None],
) -> Plan:
    """Reads the question, and gives up restrictions that leave nothing.

    ``count``: how many passages pass a filter; ``meant``: what a misspelt word may mean, None
    for others.
    """
    if not request.question.strip():
        own = restrictions_of(request.filters, ())
        return Plan(request=request, kind=request.kind or "reports", restrictions=own)
    query = with_slips(questions.read(request.question, without=request.without), meant)
    kind = request.kind or _asked_kind(query) or "reports"
    if kind != "lessons":
        query = replace(query, understood=tuple(map(_softened, query.understood)))
    given = restrictions_of(request.filters, query.understood)
    kept, gone = relaxed(given, count)
    given_up = tuple(part for part in given.parts if field_of(part.wish) in gone)
    return Plan(
        request=request,
        kind=kind,
        restrictions=kept,
        query=query,
        topic=_topic(query, kept.parts, given_up, meant),
        given_up=given_up,
        hints=tuple(p for p in query.understood if not p.certain and field_of(p.wish)),
    )


def _softened(part: Understood) -> Understood:
    """Kinds of lessons restrict lessons. Passages they only raise: a model reads them, and what
    it misses must not be out of reach."""
    return replace(part, certain=False) if isinstance(part.wish, LessonWish) else part


def _asked_kind(query: Query) -> ResultKind | None:
    wishes = (part.wish for part in query.understood if part.certain)
    return next((wish.kind for wish in wishes if isinstance(wish, ResultWish)), None)


def _topic(
    query: Query,
    restricting: Sequence[Understood],
    given_up: Sequence[Understood],
    meant: Callable[[str], str | None],
) -> Query | None:
    """The question without what restricts or says what to list; None where nothing is left.

    Places that were given up may still be looked for by their names, periods may not.
    """
    results = [p for p in query.understood if p.certain and isinstance(p.wish, ResultWish)]
    periods = [p for p in given_up if isinstance(p.wish, Period)]
    beside = tuple(sorted([*restricting, *results, *periods]))
    if beside and not any(_words_beside(query, beside)):
        return None
    text = topic(replace(query, understood=beside))
    return query if text == query.text else with_slips(parse(text), meant)


def _words_beside(query: Query, parts: Sequence[Span]) -> Iterator[str]:
    for token in tokens(query.text):
        span = Span(start=token.start, end=token.end)
        if token.word not in STOP_WORDS and not any(span.overlaps(part) for part in parts):
            yield token.word


def _part(understood: Understood, question: str, applied: bool) -> Part:
    return Part(
        start=understood.start,
        end=understood.end,
        id=understood.id,
        label=understood.label,
        text=understood.of(question),
        certain=understood.certain,
        applied=applied,
    )
