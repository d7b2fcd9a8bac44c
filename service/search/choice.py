"""Filters as people and programs write them: names in place of ids, checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from nlp.errors import BadInputError
from nlp.programme_names import programme_spelling
from nlp.types import DocKind, LessonKind
from service.search.plan import Questions
from service.search.request import Filters
from service.search.themes import Themes


def filters_of(  # noqa: PLR0913 - one each
    questions: Questions,
    vocabulary: Themes,
    *,
    themes: Iterable[str] = (),
    states: Iterable[str] = (),
    places: Iterable[str] = (),
    programmes: Iterable[str] = (),
    years: Sequence[int] = (),
    lesson_kinds: Iterable[LessonKind] = (),
    doc_kinds: Iterable[DocKind] = (),
    since: str | None = None,
    until: str | None = None,
) -> Filters:
    """Themes by id, label or synonym; places by name or id; ``since`` and ``until`` as a year,
    a month or a day. BadInputError, in German, for what there is not."""
    return Filters(
        themes=_distinct(_theme(name, vocabulary) for name in themes),
        states=_distinct(states),
        places=_distinct(id_ for name in places for id_ in questions.place_ids(name)),
        programmes=_distinct(programme_spelling(name.strip()) for name in programmes),
        years=tuple(dict.fromkeys(years)),
        lesson_kinds=tuple(dict.fromkeys(lesson_kinds)),
        doc_kinds=tuple(dict.fromkeys(doc_kinds)),
        since=_day(since),
        until=_day(until),
    )


def _theme(name: str, vocabulary: Themes) -> str:
    found = vocabulary.find(name)
    if found is None:
        raise BadInputError(f"Das Thema „{name}“ gibt es nicht; alle Themen nennt /v1/themes.")
    return found


def _day(written: str | None) -> str | None:
    """A date, or the beginning of one."""
    if not written:
        return None
    parts = written.strip().split("-")
    widths = [len(part) for part in parts]
    try:
        if widths != [4, 2, 2][: len(widths)] or not all(map(str.isdecimal, parts)):
            raise ValueError
        date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except ValueError as error:
        raise BadInputError(
            f"„{written}“ ist kein Datum: bitte als 2015, 2015-03 oder 2015-03-01."
        ) from error
    return "-".join(parts)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
