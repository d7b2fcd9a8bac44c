"""The vocabulary in use with what the stock holds of each theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar

from nlp.concepts import Concept, Vocabulary
from nlp.errors import NotFoundError
from nlp.german.tokens import folded
from nlp.registry import Entry
from service.lesson_board import LessonBoard
from service.registry import ProjectRegistry
from service.search.catalogue import Catalogue
from service.store import Card

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCount:
    """How many reports, statements and projects there are of a theme and of narrower ones."""

    reports: int = 0
    lessons: int = 0
    projects: int = 0

    @property
    def anything(self) -> bool:
        """Whether the stock holds something of it."""
        return bool(self.reports or self.lessons or self.projects)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeStock:
    """A vocabulary and what is of each of its themes, those that are narrower included.

    ``cards``, ``entries``: by id of the theme, the cards from the newest on. ``foreign``: reports
    with themes that the vocabulary does not know.
    """

    vocabulary: Vocabulary
    roots: tuple[Concept, ...]
    cards: Mapping[str, tuple[Card, ...]] = field(repr=False)
    entries: Mapping[str, tuple[Entry, ...]] = field(repr=False)
    lessons: Mapping[str, int] = field(repr=False)
    foreign: int = 0

    def concept(self, theme_id: str) -> Concept:
        """NotFoundError where the vocabulary has none of this id."""
        found = self.vocabulary.get(theme_id)
        if found is None:
            raise NotFoundError(
                f"Ein Thema mit der Kennung „{theme_id}“ gibt es im verwendeten Vokabular nicht."
            )
        return found

    def count(self, theme_id: str) -> ThemeCount:
        """Of a theme and of all that are narrower."""
        return ThemeCount(
            reports=len(self.cards.get(theme_id, ())),
            lessons=self.lessons.get(theme_id, 0),
            projects=len(self.entries.get(theme_id, ())),
        )

    def children(self, concept: Concept) -> tuple[Concept, ...]:
        """What is narrower by one step, in alphabetical order."""
        return self.named(concept.narrower)

    def named(self, ids: Iterable[str]) -> tuple[Concept, ...]:
        """The concepts of these ids, in alphabetical order."""
        return _in_order(self.vocabulary[one] for one in ids if one in self.vocabulary)

    def below(self, theme_id: str) -> frozenset[str]:
        """The theme and all that are narrower."""
        return frozenset(_reach(self.vocabulary, theme_id, lambda concept: concept.narrower))

    def path(self, concept: Concept) -> tuple[Concept, ...]:
        """From a head of the vocabulary to what is broader by one step."""
        above: list[Concept] = []
        while concept.broader and len(above) < len(self.vocabulary.concepts):
            concept = self.named(concept.broader)[0]
            above.append(concept)
        return tuple(reversed(above))

    def find(self, words: str) -> list[tuple[Concept, str]]:
        """Concepts whose label or a synonym holds the words, with the synonym that does.

        Those whose label begins with the words come first.
        """
        wanted = folded(" ".join(words.lower().split()))
        found = []
        for concept in self.vocabulary.concepts:
            name = next((n for n in concept.names if wanted in folded(n.lower())), None)
            if name is not None:
                found.append((concept, "" if name == concept.label else name))
        return sorted(found, key=lambda pair: (_weight(pair, wanted), sort_key(pair[0])))


class ThemeBrowser:
    """Counts anew when the vocabulary or the stock has changed; safe to share between threads."""

    def __init__(
        self,
        vocabulary: Callable[[], Vocabulary],
        catalogue: Catalogue,
        board: LessonBoard,
        registry: ProjectRegistry,
    ) -> None:
        self._vocabulary = vocabulary
        self._catalogue = catalogue
        self._board = board
        self._registry = registry
        self._lock = Lock()
        self._known: tuple[object, ThemeStock] | None = None

    def stock(self) -> ThemeStock:
        """The vocabulary in use and what is of its themes."""
        vocabulary, entries = self._vocabulary(), self._registry.all()
        revision = (vocabulary.version, self._board.revision, id(entries))
        with self._lock:
            if self._known is None or self._known[0] != revision:
                self._known = (revision, self._counted(vocabulary, entries))
            return self._known[1]

    def _counted(self, vocabulary: Vocabulary, entries: tuple[Entry, ...]) -> ThemeStock:
        above = _Above(vocabulary)
        cards = sorted(self._catalogue.cards(), key=_newest_first)
        groups = ((group.id, group.themes) for group in self._board.groups().values())
        return ThemeStock(
            vocabulary=vocabulary,
            roots=_in_order(c for c in vocabulary.concepts if not c.broader),
            cards=_gathered(above, ((card, card.payload.themes) for card in cards)),
            entries=_gathered(above, ((entry, entry.themes) for entry in entries)),
            lessons={theme: len(own) for theme, own in _gathered(above, groups).items()},
            foreign=sum(any(t not in vocabulary for t in card.payload.themes) for card in cards),
        )


class _Above:
    """Each theme with all that are broader, found once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, frozenset[str]] = {}

    def of(self, theme_id: str) -> frozenset[str]:
        if theme_id not in self._known:
            reached = _reach(self._vocabulary, theme_id, lambda concept: concept.broader)
            self._known[theme_id] = frozenset(reached)
        return self._known[theme_id]


def sort_key(concept: Concept) -> tuple[str, str]:
    """Alphabetical, as Germans look it up: ä with ae."""
    return folded(concept.label.lower()), concept.id


def _gathered(above: _Above, items: Iterable[tuple[T, Iterable[str]]]) -> dict[str, tuple[T, ...]]:
    """By theme what has it or a narrower one, in the order given."""
    found: dict[str, list[T]] = {}
    for item, themes in items:
        for theme in frozenset[str]().union(*map(above.of, themes)):
            found.setdefault(theme, []).append(item)
    return {theme: tuple(own) for theme, own in found.items()}


def _reach(
    vocabulary: Vocabulary, start: str, step: Callable[[Concept], Iterable[str]]
) -> Iterator[str]:
    """The theme and whatever can be reached from it, each once; nothing for unknown ones."""
    waiting, seen = [start], {start}
    while waiting:
        concept = vocabulary.get(waiting.pop())
        if concept is None:
            continue
        yield concept.id
        fresh = [one for one in step(concept) if one not in seen]
        seen.update(fresh)
        waiting += fresh


def _in_order(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    return tuple(sorted(concepts, key=sort_key))


def _weight(found: tuple[Concept, str], wanted: str) -> int:
    concept, synonym = found
    if synonym:
        return 2
    return 0 if folded(concept.label.lower()).startswith(wanted) else 1


def _newest_first(card: Card) -> tuple[int, str]:
    """Those without a date last."""
    day = card.payload.start or card.payload.end or ""
    return -int("".join(sign for sign in day if sign.isdigit())[:8].ljust(8, "0")), card.report
