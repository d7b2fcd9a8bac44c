"""Suggestions over a store: built in the background, and anew when the stock has changed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING

from corpus.gazetteer import load_gazetteer
from nlp.errors import FundstelleError
from service.background import Background
from service.suggest import sources
from service.suggest.completion import Completion
from service.suggest.name import Name

if TYPE_CHECKING:
    from nlp.concepts import Vocabulary
    from service.registry import ProjectRegistry
    from service.search.catalogue import Catalogue
    from service.store import Store

PAUSE, PATIENCE = 5.0, 20.0
"""Seconds between two looks, and how many times as long as it takes to build it is kept."""
BATCH = 50
log = logging.getLogger(__name__)


class Suggester:
    """Safe to share between threads. ``days``: how long questions are kept, 0 where none are."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        registry: ProjectRegistry,
        vocabulary: Callable[[], Vocabulary],
        *,
        days: int = 0,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._registry = registry
        self._vocabulary = vocabulary
        self._days = days
        self._lock = Lock()
        self._built = Completion(())
        self._revision: tuple[str, ...] = ()

    def suggest(self, typed: str, *, limit: int) -> list[Name]:
        """The best completions; nothing before ``refresh`` was called."""
        return self._built.complete(typed, limit)

    def refresh(self) -> bool:
        """Build it anew where the stock has changed; whether it had. StoreError."""
        with self._lock:
            revision = self._now()
            if revision == self._revision:
                return False
            self._built = Completion(sources.each_once(self._names()))
            self._revision = revision
            return True

    def catch_up(self, *, stop: Callable[[], bool] = lambda: False) -> None:
        """Take the phrases of reports that were stored before there were any."""
        while not stop() and (missing := self._store.phrases.missing(BATCH)):
            for report in self._store.find(missing).values():
                self._store.phrases.keep(report.analysis, updated=report.updated)
            self._revision = ()

    def _now(self) -> tuple[str, ...]:
        today = date.today().isoformat() if self._days else ""
        return (
            self._store.found.revision(),
            self._store.projects.revision(),
            self._vocabulary().version,
            today,
        )

    def _names(self) -> Iterator[Name]:
        cards = self._catalogue.fresh()
        yield from chain(
            sources.themes(cards, self._vocabulary()),
            sources.programmes(cards),
            sources.places(cards, load_gazetteer),
            sources.projects(self._registry.recent()),
        )
        if self._days:
            since = date.today() - timedelta(days=self._days)
            yield from sources.questions(self._store.searches.all(since=since))
        counted = self._store.phrases.frequent(
            least=sources.LEAST_REPORTS, most=sources.MOST_PHRASES
        )
        yield from sources.phrases(counted)


class SuggestionKeeper(Background):
    """Keeps suggestions up to date in a thread of its own, while it is entered.

    ``after``: what it lets work first, since the first searches wait for that.
    """

    def __init__(
        self, suggester: Suggester, *, pause: float = PAUSE, after: Background | None = None
    ) -> None:
        self._suggester = suggester
        self._pause = pause
        self._after = after
        super().__init__("suggestions")

    def _work(self) -> None:
        if self._after:
            self.wait_for(self._after)
        pause = 0.0
        while not self._over.wait(pause):
            begun = time.thread_time()
            try:
                self._suggester.refresh()
                self._suggester.catch_up(stop=self._over.is_set)
            except FundstelleError as error:
                log.warning("Die Vorschläge hinken nach: %s", error)
            except Exception:  # suggestions are dispensable, the service is not
                log.exception("Die Vorschläge hinken nach (interner Fehler).")
            pause = max(self._pause, PATIENCE * (time.thread_time() - begun))
