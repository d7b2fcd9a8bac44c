"""Questions as they are understood here: with the gazetteer and the programmes of the store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from threading import Lock
from time import monotonic

from corpus.gazetteer import load_gazetteer
from corpus.regions import load_regions
from nlp.errors import BadInputError
from nlp.gazetteer import Gazetteer
from nlp.query import Query, parse
from nlp.types import Place
from nlp.understanding import Areas, Programmes, QuestionReader, without
from nlp.wishes import LessonWish, Period, PlaceWish, ProgrammeWish
from service.index.port import Filter
from service.store import Store

KEPT = 60.0
"""Seconds for which the programmes of the store are not looked up again."""


class Questions:
    """Reads questions; safe to share between threads.

    ``programmes`` gives the known names, those preferred first.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        areas: Areas,
        programmes: Callable[[], Sequence[str]],
        *,
        today: Callable[[], date] = date.today,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.areas = areas
        self._gazetteer = gazetteer
        self._names = programmes
        self._today = today
        self._clock = clock
        self._lock = Lock()
        self._known: tuple[float, Programmes] | None = None

    def read(self, text: str, *, without: Collection[str] = ()) -> Query:
        """A question with what it asks for, less the parts taken back by their ids.

        BadInputError where it has no word.
        """
        reader = QuestionReader(self._gazetteer, self.areas, self.programmes(), self._today())
        return _without(reader(parse(text)), without)

    def place_ids(self, name: str) -> tuple[str, ...]:
        """What a filter by a place asks for, by its name or id: all places of that name.

        BadInputError where there is none.
        """
        place = self._gazetteer.get(name)
        named = [place] if place else self._named(name)
        if not named:
            raise BadInputError(f"Einen Ort „{name}“ kennt das Ortsverzeichnis nicht.")
        ids = (id_ for each in named for id_ in self.areas.holding(each))
        return tuple(dict.fromkeys(ids))

    def _named(self, name: str) -> list[Place]:
        exact = [place for place in self._gazetteer.exact(name) if place.country == "DE"]
        return exact or list(self._gazetteer.candidates(name)[:1])

    def programmes(self) -> Programmes:
        """The programmes of the store."""
        with self._lock:
            now = self._clock()
            if self._known is None or now - self._known[0] > KEPT:
                self._known = now, Programmes(self._names())
            return self._known[1]

    def restriction(self, query: Query) -> Filter | None:
        """What the certain parts of a question demand together; None where they demand nothing.

        Places (and programmes, kinds of lesson) of one question are alternatives, of which a
        passage needs one; periods all hold.
        """
        certain = [part.wish for part in query.understood if part.certain]
        places = [id_ for wish in certain if isinstance(wish, PlaceWish) for id_ in wish.ids]
        kinds = [kind for wish in certain if isinstance(wish, LessonWish) for kind in wish.kinds]
        names = [wish.name for wish in certain if isinstance(wish, ProgrammeWish)]
        programmes = [same for name in names for same in self.programmes().variants(name)]
        periods = [wish for wish in certain if isinstance(wish, Period)]
        demanded = Filter(
            places=tuple(dict.fromkeys(places)),
            programmes=tuple(dict.fromkeys(programmes)),
            lesson_kinds=tuple(dict.fromkeys(kinds)),
            since=max((p.since for p in periods if p.since), default=None),
            until=min((p.until for p in periods if p.until), default=None),
        )
        return None if demanded == Filter() else demanded


_without = without


def open_questions(store: Store) -> Questions:
    """The reader of questions over a store; ArtefactError where the gazetteer is damaged."""
    gazetteer = load_gazetteer()
    areas = Areas(gazetteer, load_regions(gazetteer))
    return Questions(gazetteer, areas, store.projects.programmes)


class LazyQuestions:
    """The same, opened when it is first asked: the gazetteer takes a second to read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._opened: Questions | None = None

    def read(self, text: str, *, without: Collection[str] = ()) -> Query:
        """As ``Questions.read``."""
        return self.opened().read(text, without=without)

    def place_ids(self, name: str) -> tuple[str, ...]:
        """As ``Questions.place_ids``."""
        return self.opened().place_ids(name)

    def opened(self) -> Questions:
        """What it stands for."""
        with self._lock:
            if self._opened is None:
                self._opened = open_questions(self._store)
            return self._opened
