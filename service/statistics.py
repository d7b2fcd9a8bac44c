"""What is in the stock, in numbers, and where there is little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from nlp.concepts import Concept, Vocabulary
from nlp.german.locating import STATES
from nlp.registry import Entry
from nlp.types import LESSON_KINDS, DocKind
from service.registry import ProjectRegistry
from service.search.catalogue import Catalogue
from service.store import Card

if TYPE_CHECKING:
    from service.store import Store

TOP = 20
DOC_KINDS: tuple[DocKind, ...] = ("report", "announcement", "measure", "profile")
FEW = 3
"""Fewer reports than this are few for a theme."""
FEW_OF_AVERAGE = 1 / 3
"""A state with less than this share of the average has few."""
PUBLISHABLE = 0.9
"""From this probability on a report's themes can be published without review."""
BANDS = (PUBLISHABLE, 0.7, 0.5, 0.0)
_LARGER = ("country:", "de:land:", "de:kreis:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many there are of something; ``value`` is what programs know it by."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """``known``: reports with an estimate; ``publishable``: those that need no review;
    ``expected``: the share of the known whose themes are expected to be wholly right; ``bands``:
    how many have at least the probability ``value`` and less than that of the band before."""

    known: int
    publishable: int
    expected: float
    bands: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """States and assignable themes with few reports, those with the fewest first.

    ``few_themes`` holds the first of ``total_themes``; ``unused``: how many of them have none.
    """

    states: tuple[Count, ...]
    few_themes: tuple[Count, ...]
    total_themes: int
    unused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The stock in numbers. ``undated``: reports without a year; ``stateless``: without a place in
    any state; ``abroad``: with one in a state that is none of Germany's."""

    reports: int
    last: datetime | None
    years: tuple[Count, ...]
    undated: int
    states: tuple[Count, ...]
    abroad: int
    stateless: int
    doc_kinds: tuple[Count, ...]
    programmes: tuple[Count, ...]
    programmes_total: int
    themes: tuple[Count, ...]
    themes_total: int
    themes_used: int
    lesson_kinds: tuple[Count, ...]
    lessons: int
    statements: int
    corroborated: int
    contradicted: int
    projects: int
    shared_projects: int
    places: int
    review: Review
    gaps: Gaps


class Statistics:
    """Counts anew when the stock has changed; safe to share between threads."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        registry: ProjectRegistry,
        vocabulary: Callable[[], Vocabulary],
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._registry = registry
        self._vocabulary = vocabulary
        self._lock = Lock()
        self._known: tuple[object, Sequence[Entry], Numbers] | None = None

    def numbers(self) -> Numbers:
        """Of the stock as it is now."""
        vocabulary, entries = self._vocabulary(), self._registry.all()
        store = self._store
        revision = (
            vocabulary.version,
            store.found.revision(),
            store.lessons.revision(),
            store.reviews.revision(),
        )
        with self._lock:
            known = self._known
            if known is None or known[0] != revision or known[1] is not entries:
                known = self._known = (revision, entries, self._counted(vocabulary, entries))
            return known[2]

    def _counted(self, vocabulary: Vocabulary, entries: Sequence[Entry]) -> Numbers:
        cards, lessons = self._catalogue.fresh(), self._store.lessons.counts()
        states = _counter(card.payload.states for card in cards)
        programmes = _counter(card.payload.programmes for card in cards)
        assigned = _counter(card.payload.themes for card in cards)
        years = Counter(year for card in cards if (year := _year(card)))
        kinds = Counter(card.payload.doc_kind for card in cards)
        places = {place for card in cards for place in card.payload.places}
        return Numbers(
            reports=len(cards),
            last=self._store.last_came(),
            years=tuple(_count(year, years[year]) for year in _each_year(years)),
            undated=len(cards) - years.total(),
            states=tuple(_count(state, states[state]) for state in sorted(STATES)),
            abroad=sum(not STATES.issuperset(card.payload.states) for card in cards),
            stateless=sum(not card.payload.states for card in cards),
            doc_kinds=tuple(_count(kind, kinds[kind]) for kind in DOC_KINDS),
            programmes=tuple(_count(*each) for each in _most_first(programmes)[:TOP]),
            programmes_total=len(programmes),
            themes=tuple(_named(vocabulary, *each) for each in _most_first(assigned)[:TOP]),
            themes_total=len(vocabulary.assignable()),
            themes_used=sum(theme in vocabulary for theme in assigned),
            lesson_kinds=tuple(_count(kind, lessons.kinds.get(kind, 0)) for kind in LESSON_KINDS),
            lessons=sum(lessons.kinds.values()),
            statements=lessons.groups,
            corroborated=lessons.corroborated,
            contradicted=lessons.contradicted,
            projects=len(entries),
            shared_projects=sum(len(entry.reports) > 1 for entry in entries),
            places=sum(not place.startswith(_LARGER) for place in places),
            review=self._review(),
            gaps=_gaps(states, assigned, vocabulary),
        )

    def _review(self) -> Review:
        bands = self._store.reviews.bands(BANDS)
        return Review(
            known=sum(bands.values()),
            publishable=bands[PUBLISHABLE],
            expected=round(self._store.reviews.mean(), 4),
            bands=tuple(_count(str(least), bands[least]) for least in BANDS),
        )


def _gaps(states: Mapping[str, int], assigned: Mapping[str, int], vocabulary: Vocabulary) -> Gaps:
    """Nothing is a gap where there is no report at all."""
    few = sum(states.get(state, 0) for state in STATES) / len(STATES) * FEW_OF_AVERAGE
    lacking = [state for state in STATES if states.get(state, 0) < few]
    rare = [c for c in vocabulary.assignable() if assigned.get(c.id, 0) < FEW]
    rare = rare if assigned else []
    ordered = sorted(rare, key=lambda concept: _fewest_first(concept, assigned))
    return Gaps(
        states=tuple(
            _count(state, states.get(state, 0))
            for state in sorted(lacking, key=lambda state: (states.get(state, 0), state))
        ),
        few_themes=tuple(_named(vocabulary, c.id, assigned.get(c.id, 0)) for c in ordered[:TOP]),
        total_themes=len(rare),
        unused=sum(not assigned.get(concept.id) for concept in rare),
    )


def _fewest_first(concept: Concept, assigned: Mapping[str, int]) -> tuple[int, str]:
    return assigned.get(concept.id, 0), concept.label


def _counter(values: Iterable[Sequence[str]]) -> Counter[str]:
    return Counter(value for some in values for value in some)


def _year(card: Card) -> str:
    return (card.payload.start or card.payload.end or "")[:4]


def _each_year(years: Iterable[str]) -> list[str]:
    """From the first to the last, those without a report included, where that is no long list."""
    found = sorted(year for year in years if year.isdigit())
    if not found or int(found[-1]) - int(found[0]) > 60:
        return found
    return [str(year) for year in range(int(found[0]), int(found[-1]) + 1)]


def _most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _count(value: str, count: int) -> Count:
    return Count(value=value, label=value, count=count)


def _named(vocabulary: Vocabulary, theme_id: str, count: int) -> Count:
    concept = vocabulary.get(theme_id)
    return Count(value=theme_id, label=concept.label if concept else theme_id, count=count)
