"""The lessons of all reports in groups of those that say the same: filtered, counted, in order."""

from __future__ import annotations

import base64
import binascii
import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from nlp.corroboration import Summary, Voice, copies_among, summary_of
from nlp.errors import BadInputError
from nlp.programme_names import programme_spelling
from nlp.shingles import Sketch
from nlp.types import LessonKind
from service.renewed import Dated, Renewed
from service.search.catalogue import Catalogue
from service.store import LessonOutline

if TYPE_CHECKING:
    from service.store import Card, Store

BoardSort = Literal["corroboration", "newest"]
BoardField = Literal["theme", "kind", "state", "programme", "period"]
WRONG = "Diese Seite der Erfahrungen gibt es nicht (mehr): Bitte beginnen Sie von vorn."
MOST_KEPT = 100
"""So many lists are kept in their order."""
Rank = tuple[int, int, str]
_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a lesson must be; what is not given is no condition.

    ``themes``: ids, one of which it is about. ``since``, ``until``: years, inclusive.
    ``shared``: several reports must say it.
    """

    themes: frozenset[str] = frozenset()
    kind: LessonKind | None = None
    state: str = ""
    programme: str = ""
    since: int | None = None
    until: int | None = None
    shared: bool = False

    @property
    def selective(self) -> bool:
        """Whether there is a condition on single lessons."""
        return self != Wanted(shared=self.shared)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLesson:
    """A lesson with the facts of its report.

    ``themes``: those of its own sentences, of its report where these show none.
    """

    id: int
    kind: LessonKind
    themes: frozenset[str]
    voice: Voice
    programmes: frozenset[str]

    def failures(self, wanted: Wanted) -> tuple[BoardField, ...]:
        """The conditions that it does not meet."""
        year = self.voice.year
        given = wanted.since is not None or wanted.until is not None
        met: tuple[tuple[BoardField, bool], ...] = (
            ("theme", not wanted.themes or not self.themes.isdisjoint(wanted.themes)),
            ("kind", wanted.kind in (None, self.kind)),
            ("state", wanted.state in ("", self.voice.state)),
            ("programme", not wanted.programme or wanted.programme in self.programmes),
            ("period", not given or (year is not None and _within(year, wanted))),
        )
        return tuple(name for name, holds in met if not holds)

    def values(self, failed: Sequence[BoardField]) -> Iterator[tuple[BoardField, str]]:
        """What it counts for: all its values, or those of the one condition that it fails."""
        own: tuple[tuple[BoardField, Iterable[object]], ...] = (
            ("theme", self.themes),
            ("kind", (self.kind,)),
            ("state", (self.voice.state,)),
            ("programme", self.programmes),
            ("period", (self.voice.year,)),
        )
        for name, values in own:
            if not failed or name in failed:
                yield from ((name, str(value)) for value in values if value)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardGroup:
    """Lessons that say the same, those of the latest reports first; ``day``: of the latest.

    ``reports``: how many of different texts say it; ``against``: those that say the opposite;
    ``copies``: those of nearly the same text as another of them, with that one.
    """

    id: str
    lessons: tuple[BoardLesson, ...]
    reports: int
    against: tuple[Voice, ...] = ()
    day: str = ""
    copies: Mapping[str, str] = field(default_factory=dict)

    @property
    def themes(self) -> frozenset[str]:
        """Of all its lessons."""
        return frozenset[str]().union(*(lesson.themes for lesson in self.lessons))

    @property
    def summary(self) -> Summary:
        """Who says it, in numbers."""
        return summary_of((lesson.voice for lesson in self.lessons), self.against, self.copies)

    def rank(self, sort: BoardSort) -> Rank:
        """What it is ordered by: ascending, so that the first one comes first."""
        newest = -int(self.day.replace("-", "").ljust(8, "0"))
        if sort == "newest":
            return newest, -self.reports, self.id
        return -self.reports, newest, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """Some groups; ``next``: the cursor behind them.

    ``counts``: for each field how many groups there would be with each of its values.
    """

    total: int
    groups: tuple[BoardGroup, ...]
    next: str | None
    counts: Mapping[BoardField, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    revision: str
    groups: Mapping[str, BoardGroup] = field(default_factory=dict)
    found: dict[tuple[Wanted, BoardSort], _Found] = field(default_factory=dict)


class _Found(NamedTuple):
    """What fits, in order, and how many there would be with other values."""

    ranked: list[tuple[Rank, BoardGroup]]
    counts: Mapping[BoardField, Mapping[str, int]]


class LessonBoard:
    """Over one store, read anew when its lessons have changed; safe to share between threads.

    Where reading takes a while it is some seconds old: lessons keep coming while they are compared.
    """

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue
        self._kept = Renewed(self._made, self._stored)

    @property
    def revision(self) -> str:
        """Changes whenever the board does."""
        return self._state().revision

    def groups(self) -> Mapping[str, BoardGroup]:
        """All groups by id."""
        return self._state().groups

    def shared(self, names: Iterable[str]) -> dict[str, BoardGroup]:
        """Those of the groups in which several reports speak, or that are contradicted."""
        groups = self.groups()
        found = ((name, groups[name]) for name in names if name in groups)
        return {name: each for name, each in found if each.reports > 1 or each.against}

    def find(
        self, wanted: Wanted, *, sort: BoardSort, cursor: str = "", limit: int = 20
    ) -> BoardPage:
        """A page of the groups with a lesson that is as wanted; BadInputError for a bad cursor."""
        behind = _read_cursor(cursor, sort)
        ranked, counts = self._found(wanted, sort)
        at = bisect_right(ranked, behind, key=_rank_of) if behind else 0
        some = ranked[at : at + limit]
        more = at + limit < len(ranked)
        return BoardPage(
            total=len(ranked),
            groups=tuple(group for _, group in some),
            next=_cursor(some[-1][0], sort) if more else None,
            counts=counts,
        )

    def _state(self) -> _State:
        return self._kept.recent()

    def _stored(self) -> str:
        return f"{self._store.lessons.revision()} {self._store.found.revision()}"

    def _made(self) -> Dated[_State]:
        revision = self._stored()
        return Dated(revision=revision, value=_State(revision=revision, groups=self._read()))

    def _found(self, wanted: Wanted, sort: BoardSort) -> _Found:
        """Kept while the stock is the same: people turn pages."""
        state = self._state()
        if found := state.found.get((wanted, sort)):
            return found
        fitting, counts = _fitting(state.groups.values(), wanted)
        ranked = sorted(((group.rank(sort), group) for group in fitting), key=_rank_of)
        if len(state.found) >= MOST_KEPT:
            state.found.clear()
        fresh = state.found[wanted, sort] = _Found(ranked, counts)
        return fresh

    def _read(self) -> dict[str, BoardGroup]:
        outlines, voices, opposed = self._store.lessons.outline()
        cards = {card.report: card for card in self._catalogue.cards()}
        facts = {name: _facts(voice, cards.get(name)) for name, voice in voices.items()}
        by_group: dict[str, list[BoardLesson]] = {}
        for outline in outlines:
            if own := facts.get(outline.report):
                by_group.setdefault(outline.group, []).append(_lesson(outline, own))
        days = {name: own.day for name, own in facts.items()}
        against = {name: list(_speaking(opposed.get(name, ()), by_group)) for name in by_group}
        drawn = self._drawn([*map(_speakers, by_group.values()), *map(_reports, against.values())])
        return {
            name: _group(name, lessons, days, against[name], drawn)
            for name, lessons in by_group.items()
        }

    def _drawn(self, sides: Iterable[Sequence[str]]) -> dict[str, Sketch]:
        """Prints of the texts of those who do not speak alone."""
        together = [name for side in sides if len(side) > 1 for name in side]
        return self._store.prints.sketches(together) if together else {}


class _Facts(NamedTuple):
    """What all lessons of a report have in common."""

    voice: Voice
    themes: frozenset[str]
    programmes: frozenset[str]
    day: str


def _facts(voice: Voice, card: Card | None) -> _Facts:
    return _Facts(
        voice=voice,
        themes=frozenset(card.payload.themes if card else ()),
        programmes=frozenset(map(programme_spelling, voice.programmes)),
        day=_day(card, voice),
    )


def _lesson(outline: LessonOutline, facts: _Facts) -> BoardLesson:
    return BoardLesson(
        id=outline.id,
        kind=outline.kind,
        themes=frozenset(outline.themes) if outline.themes else facts.themes,
        voice=facts.voice,
        programmes=facts.programmes,
    )


def _rank_of(ranked: tuple[Rank, BoardGroup]) -> Rank:
    return ranked[0]


def _day(card: Card | None, voice: Voice) -> str:
    """When its event was: a day, or the year; empty where it is not known."""
    day = (card.payload.start or card.payload.end) if card else None
    return day if day and _ISO.fullmatch(day) else str(voice.year or "")


def _group(
    name: str,
    lessons: Sequence[BoardLesson],
    days: Mapping[str, str],
    against: Sequence[Voice],
    drawn: Mapping[str, Sketch],
) -> BoardGroup:
    own = _speakers(lessons)
    repeated = copies_among((_reports(against), own), drawn)
    latest = sorted(lessons, key=lambda lesson: days[lesson.voice.report], reverse=True)
    return BoardGroup(
        id=name,
        lessons=tuple(latest),
        reports=len({repeated.get(name, name) for name in own}),
        against=tuple({voice.report: voice for voice in against}.values()),
        day=days[latest[0].voice.report],
        copies=repeated,
    )


def _speakers(lessons: Iterable[BoardLesson]) -> list[str]:
    return _reports(lesson.voice for lesson in lessons)


def _reports(voices: Iterable[Voice]) -> list[str]:
    return list(dict.fromkeys(voice.report for voice in voices))


def _speaking(names: Iterable[str], groups: Mapping[str, list[BoardLesson]]) -> Iterator[Voice]:
    for name in sorted(names):
        yield from (lesson.voice for lesson in groups.get(name, ()))


def _within(year: int, wanted: Wanted) -> bool:
    since, until = wanted.since, wanted.until
    return (since is None or year >= since) and (until is None or year <= until)


def _fitting(
    groups: Iterable[BoardGroup], wanted: Wanted
) -> tuple[list[BoardGroup], dict[BoardField, Counter[str]]]:
    """The groups that fit, and how many there would be with each other value of each field."""
    fitting: list[BoardGroup] = []
    counts: dict[BoardField, Counter[str]] = {
        name: Counter() for name in ("theme", "kind", "state", "programme", "period")
    }
    for group in groups:
        if wanted.shared and group.reports < 2:
            continue
        left: set[tuple[BoardField, str]] = set()
        fits = False
        for lesson in group.lessons:
            failed = lesson.failures(wanted) if wanted.selective else ()
            fits = fits or not failed
            if len(failed) < 2:
                left.update(lesson.values(failed))
        if fits:
            fitting.append(group)
        for name, value in left:
            counts[name][value] += 1
    return fitting, counts


def _cursor(rank: Rank, sort: BoardSort) -> str:
    return base64.urlsafe_b64encode(json.dumps([sort, *rank]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, sort: BoardSort) -> Rank | None:
    if not cursor:
        return None
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        written, first, second, name = json.loads(
            base64.b64decode(padded, altchars=b"-_", validate=True)
        )
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise BadInputError(WRONG) from error
    right = written == sort and isinstance(name, str)
    if not right or not isinstance(first, int) or not isinstance(second, int):
        raise BadInputError(WRONG)
    return first, second, name
