"""What was chosen and what the question says, as one filter; and which of it to give up first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from nlp.programme_names import programme_spelling
from nlp.types import LessonKind
from nlp.wishes import LessonWish, Period, PlaceWish, ProgrammeWish, Understood, Wish
from service.index.port import Filter, Payload
from service.search.request import Filters

Field = Literal["lesson_kinds", "programmes", "period", "places"]

RELAXED: tuple[Field, ...] = ("lesson_kinds", "programmes", "period", "places")
"""In which order restrictions are given up: first what is read out of texts least surely, last
what people mean most literally."""
FIRST_DAY, LAST_DAY = "-01-01", "-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restrictions:
    """Chosen ``filters`` and certain ``parts`` of the question that restrict as well."""

    filters: Filters
    parts: tuple[Understood, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """What the parts restrict, in the order in which it is given up."""
        own = {field_of(part.wish) for part in self.parts}
        return tuple(field for field in RELAXED if field in own)

    def where(self) -> Filter:
        """As the index reads it; of single years their whole span (``in_years`` says more)."""
        chosen, wishes = self.filters, [part.wish for part in self.parts]
        since, until = _period(chosen, wishes)
        return Filter(
            doc_kinds=chosen.doc_kinds,
            themes=chosen.themes,
            places=chosen.places or _places(wishes),
            states=chosen.states,
            programmes=_spelled(chosen.programmes) or _programmes(wishes),
            lesson_kinds=chosen.lesson_kinds or _lesson_kinds(wishes),
            since=since,
            until=until,
        )

    def lesson_kinds(self) -> tuple[LessonKind, ...]:
        """The kinds of lessons that are wanted; empty where all are."""
        return self.where().lesson_kinds

    def without(self, fields: Collection[Field]) -> Restrictions:
        """Less what the question says of these."""
        kept = (part for part in self.parts if field_of(part.wish) not in fields)
        return replace(self, parts=tuple(kept))


def restrictions_of(filters: Filters, parts: Iterable[Understood]) -> Restrictions:
    """What was chosen goes before what the question says of the same."""
    chosen: dict[Field | None, object] = {
        "places": filters.places,
        "programmes": filters.programmes,
        "lesson_kinds": filters.lesson_kinds,
    }
    own = (part for part in parts if part.certain and field_of(part.wish))
    kept = tuple(part for part in own if not chosen.get(field_of(part.wish)))
    return Restrictions(filters=filters, parts=kept)


def relaxed(
    given: Restrictions, count: Callable[[Filter], int]
) -> tuple[Restrictions, tuple[Field, ...]]:
    """Restrictions that leave something, and what was given up for it.

    One is given up where one is enough, else one after the other. Filters that were chosen are
    never given up: where they leave nothing by themselves, all stays as it is.
    """
    fields = given.fields
    if not fields or count(given.where()):
        return given, ()
    single: list[tuple[Field, ...]] = [(field,) for field in fields]
    several = [fields[: number + 1] for number in range(1, len(fields))]
    for gone in [*single, *several]:
        fewer = given.without(gone)
        if count(fewer.where()):
            return fewer, gone
    return given, ()


def field_of(wish: Wish) -> Field | None:
    """What a wish restricts; None where it is about something else."""
    match wish:
        case PlaceWish():
            return "places"
        case Period():
            return "period"
        case ProgrammeWish():
            return "programmes"
        case LessonWish():
            return "lesson_kinds"
        case _:
            return None


def filter_of(part: Understood) -> Filter | None:
    """What a passage must be to fit a part of the question; None where it is about no passage."""
    if field_of(part.wish) is None:
        return None
    return Restrictions(filters=Filters(), parts=(part,)).where()


def in_years(payload: Payload, years: Collection[int]) -> bool:
    """Whether the event falls into one of the years; always where none is wanted."""
    return not years or any(year in years for year in years_of(payload))


def years_of(payload: Payload) -> range:
    """The years of the event, at most ten; empty where it has no date."""
    first, last = _year(payload.start or payload.end), _year(payload.end or payload.start)
    if first is None or last is None:
        return range(0)
    return range(first, min(max(first, last), first + 9) + 1)


def _period(chosen: Filters, wishes: Iterable[Wish]) -> tuple[str | None, str | None]:
    periods = [wish for wish in wishes if isinstance(wish, Period)]
    since = [chosen.since, *(period.since for period in periods)]
    until = [chosen.until, *(period.until for period in periods)]
    if chosen.years:
        since.append(f"{min(chosen.years):04}{FIRST_DAY}")
        until.append(f"{max(chosen.years):04}{LAST_DAY}")
    return max(filter(None, since), default=None), min(filter(None, until), default=None)


def _places(wishes: Iterable[Wish]) -> tuple[str, ...]:
    ids = (id_ for wish in wishes if isinstance(wish, PlaceWish) for id_ in wish.ids)
    return tuple(dict.fromkeys(ids))


def _programmes(wishes: Iterable[Wish]) -> tuple[str, ...]:
    return _spelled(wish.name for wish in wishes if isinstance(wish, ProgrammeWish))


def _lesson_kinds(wishes: Iterable[Wish]) -> tuple[LessonKind, ...]:
    kinds = (kind for wish in wishes if isinstance(wish, LessonWish) for kind in wish.kinds)
    return tuple(dict.fromkeys(kinds))


def _spelled(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(programme_spelling, names)))


def _year(iso: str | None) -> int | None:
    return int(iso[:4]) if iso and iso[:4].isdecimal() else None
