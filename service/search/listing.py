"""What is listed without a question: all that pass the filters, in the order of the reports."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from nlp.errors import BadInputError
from nlp.registry import Entry
from service.index.filters import days_of, is_open, passes
from service.index.port import Filter
from service.search.candidates import Candidate
from service.search.cursor import WRONG, Key
from service.search.known import Known
from service.search.order import key_of
from service.search.request import Sort
from service.search.restrictions import in_years
from service.search.units import Unit
from service.store import Card, FoundLesson, FoundStore, Outline

TOGETHER = 20
MOST_EVIDENCE = 3

T = TypeVar("T")
Listed = Iterator[tuple[Key, Unit]]


class Listing:
    """Units in order, with the keys that they are behind each other by.

    ``cards``: of the reports that pass, ``in_order``. Passages and lessons are read as they are
    asked for.
    """

    def __init__(
        self,
        cards: Sequence[tuple[Key, Card]],
        found: FoundStore,
        known: Known,
        *,
        sort: Sort,
        where: Filter,
    ) -> None:
        self._found = found
        self._known = known
        self._where = where
        self._sort = sort
        self._cards = cards

    def reports(self, after: Key | None) -> Listed:
        """Each report with its first passage."""
        for some in _batches(_behind(self._cards, after)):
            outlines = self._found.outlines_of(card.report for _, card in some)
            for key, card in some:
                if own := outlines.get(card.report):
                    candidates = (_candidate(own[0], card),)
                    yield key, Unit(key=card.report, score=0.0, candidates=candidates)

    def passages(self, after: Key | None) -> Listed:
        """Each passage that passes by itself."""
        for key, card, outlines in self._expanded(after):
            known = self._known.of([outline.id for outline in outlines])
            for outline in outlines:
                own = [*key, outline.start]
                passing = outline.id in known and passes(known[outline.id].payload, self._where)
                if passing and (after is None or own > after):
                    candidate = _candidate(outline, card)
                    unit = Unit(key=candidate.key, score=0.0, candidates=(candidate,))
                    yield own, unit

    def lessons(self, after: Key | None) -> Listed:
        """Each lesson of the kinds that are wanted, with the passage that it begins in."""
        for key, card, outlines in self._expanded(after):
            for lesson in self._found.lessons_of([card.report]).get(card.report, ()):
                own = [*key, lesson.start]
                if (after is None or own > after) and self._wants(lesson):
                    yield from _lesson(own, lesson, card, outlines)

    def projects(self, entries: Iterable[Entry], after: Key | None) -> Listed:
        """Registry entries that a report which passes names, by the latest of these."""
        cards = {card.report: card for _, card in self._cards}
        keyed = [
            (self._entry_key(entry, cards), entry)
            for entry in entries
            if any(record.report in cards for record in entry.records)
        ]
        for some in _batches(_behind(sorted(keyed, key=_first), after)):
            outlines = self._found.outlines_of(
                report for _, entry in some for report in entry.reports if report in cards
            )
            for key, entry in some:
                if candidates := list(_evidence(entry, cards, outlines)):
                    unit = Unit(key=entry.id, score=0.0, candidates=tuple(candidates), entry=entry)
                    yield key, unit

    def count_reports(self) -> int:
        """How many are listed."""
        return len(self._cards)

    def count_lessons(self) -> int:
        """How many are listed."""
        kinds = self._where.lesson_kinds
        return sum(
            number
            for _, card in self._cards
            for kind, number in card.lessons.items()
            if not kinds or kind in kinds
        )

    def count_projects(self, entries: Iterable[Entry]) -> int:
        """How many are listed."""
        reports = {card.report for _, card in self._cards}
        return sum(any(r.report in reports for r in entry.records) for entry in entries)

    def _wants(self, lesson: FoundLesson) -> bool:
        return not self._where.lesson_kinds or lesson.kind in self._where.lesson_kinds

    def _expanded(self, after: Key | None) -> Iterator[tuple[Key, Card, list[Outline]]]:
        """Reports with their passages, from that on which the key names."""
        if after and not isinstance(after[-1], int):
            raise BadInputError(WRONG)
        start = after[:-1] if after else None
        for some in _batches(_from(self._cards, start)):
            outlines = self._found.outlines_of(card.report for _, card in some)
            for key, card in some:
                yield key, card, outlines.get(card.report, [])

    def _entry_key(self, entry: Entry, cards: dict[str, Card]) -> Key:
        payloads = [cards[r.report].payload for r in entry.records if r.report in cards]
        day = max((days_of(payload) or (0, 0))[0] for payload in payloads)
        return key_of(self._sort, key=entry.id, day=day, title=entry.name)


def passing(cards: Iterable[Card], where: Filter, years: Sequence[int]) -> list[Card]:
    """The reports that pass."""
    if is_open(where):
        return list(cards)
    return [c for c in cards if passes(c.payload, where) and in_years(c.payload, years)]


def in_order(cards: Iterable[Card], sort: Sort) -> list[tuple[Key, Card]]:
    """Reports with the keys that they are sorted by."""
    return sorted(((_card_key(card, sort), card) for card in cards), key=_first)


def _card_key(card: Card, sort: Sort) -> Key:
    day = (days_of(card.payload) or (0, 0))[0]
    return key_of(sort, key=card.report, day=day, title=card.title)


def _candidate(outline: Outline, card: Card) -> Candidate:
    return Candidate(
        start=outline.start,
        end=outline.end,
        id=outline.id,
        report=outline.report,
        payload=card.payload,
        sketch=outline.sketch,
    )


def _lesson(key: Key, lesson: FoundLesson, card: Card, outlines: Sequence[Outline]) -> Listed:
    outline = next((each for each in outlines if lesson.overlaps(each)), None)
    if outline:
        candidates = (_candidate(outline, card),)
        name = f"{lesson.report}#{lesson.start}-{lesson.end}"
        yield key, Unit(key=name, score=0.0, candidates=candidates, lesson=lesson)


def _evidence(
    entry: Entry, cards: dict[str, Card], outlines: dict[str, list[Outline]]
) -> Iterator[Candidate]:
    """The passages of its first mentions, one a report."""
    records = (record for record in entry.records if record.report in cards and record.mentions)
    for record in islice(records, MOST_EVIDENCE):
        start = record.mentions[0].start
        around = (o for o in outlines.get(record.report, ()) if o.start <= start < o.end)
        if outline := next(around, None):
            yield _candidate(outline, cards[record.report])


def _first(keyed: tuple[Key, object]) -> Key:
    return keyed[0]


def _behind(keyed: Sequence[tuple[Key, T]], after: Key | None) -> Iterator[tuple[Key, T]]:
    """Those whose keys come later; BadInputError where ``after`` is no such key."""
    start = bisect_right(keyed, _like(after, keyed), key=_first) if after else 0
    return islice(keyed, start, None)


def _from(keyed: Sequence[tuple[Key, T]], start: Key | None) -> Iterator[tuple[Key, T]]:
    """The same, with the one of the key itself."""
    at = bisect_left(keyed, _like(start, keyed), key=_first) if start else 0
    return islice(keyed, at, None)


def _like(key: Key, keyed: Sequence[tuple[Key, T]]) -> Key:
    if keyed and list(map(type, key)) != list(map(type, keyed[0][0])):
        raise BadInputError(WRONG)
    return key


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while some := list(islice(iterator, TOGETHER)):
        yield some
