"""Estimates beside the requests how probable it is that reports need no review of their themes."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Semaphore
from typing import TYPE_CHECKING

from nlp.errors import FundstelleError, NotFoundError
from service.background import Background
from service.review import review_of
from service.store import Store, StoredReport

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

BATCH = 20
PAUSE = 10.0
BREATH = 1.0
"""After each report it rests so many times as long as that took: requests go first."""
log = logging.getLogger(__name__)


class ReviewReader(Background):
    """Keeps up with what is stored, in a thread of its own, while it is entered.

    ``analyser``: the one in use; ``turns``: as all that work with the models it waits for one.
    """

    def __init__(
        self,
        store: Store,
        *,
        analyser: Callable[[], Analyser],
        turns: Semaphore,
        pause: float = PAUSE,
        breath: float = BREATH,
    ) -> None:
        self._store = store
        self._analyser = analyser
        self._turns = turns
        self._pause = pause
        self._breath = breath
        super().__init__("reviews")

    def catch_up(self) -> None:
        """Estimate what is missing; it goes on where it was stopped."""
        while not self._over.is_set() and self._analyser().keeps_vectors:
            waiting = self._store.reviews.waiting(BATCH)
            for report_id in waiting:
                if self._over.is_set():
                    return
                begun = time.monotonic()
                self._estimate(report_id)
                self._over.wait(self._breath * (time.monotonic() - begun))
            if len(waiting) < BATCH:
                return

    def _estimate(self, report_id: str) -> None:
        try:
            stored = self._store.get(report_id, vectors=True)
        except NotFoundError:
            return  # deleted meanwhile
        self._store.reviews.keep(report_id, stored.updated, self._probability(stored))

    def _probability(self, stored: StoredReport) -> float:
        """0 for a report that cannot be looked at: it is not tried for ever."""
        try:
            with self._turns:
                return review_of(stored.analysis, self._analyser().themes)
        except Exception:
            # Without its id, which may hold a name.
            log.exception("no estimate for a report")
            log.debug("it is %s", stored.id)
            return 0.0

    def _work(self) -> None:
        while not self._over.is_set():
            try:
                self.catch_up()
            except FundstelleError as error:
                log.warning("Die Sicherheit der Themen ist nicht überall geschätzt: %s", error)
            except Exception:  # a number in the statistics is missing, all else works
                log.exception(
                    "Die Sicherheit der Themen ist nicht überall geschätzt (interner Fehler)."
                )
            self._over.wait(self._pause)
