"""Reads the lessons of reports that are new or changed, and groups those that say the same."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Protocol

import numpy as np

from nlp.encoder import Encoder
from nlp.errors import FundstelleError
from nlp.types import Analysis, Matrix
from service.background import Background
from service.store import ReadLessons, Store
from service.store.lesson_space import LessonSpace

RULES = "4"
"""Raised by hand when the same lessons are grouped differently: all are then read again."""
BATCH = 20
FEW = 5
"""Reports that are read beside requests; more are left to a process of its own."""
PAUSE = 2.0
AFTER_FAILURE = 30.0
"""Seconds until such a process is started again."""
log = logging.getLogger(__name__)


class LessonReader:
    """Safe to share between threads; of several programs each may work on the same store."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self._store = store
        self._encoder = encoder
        self._space = LessonSpace()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """Encoder and rules: vectors of different ones never mix."""
        return f"{self._encoder.name}/{RULES}"

    def waiting(self) -> int:
        """How many reports are still to be read; one more than a few where there are more."""
        return len(self._store.lessons.waiting(self.name, FEW + 1))

    def catch_up(self, *, stop: Callable[[], bool] = lambda: False) -> None:
        """Read what is missing, some reports at a time: it goes on where it was stopped."""
        with self._lock:
            while not stop() and self._read_some():
                pass

    def _read_some(self) -> bool:
        waiting = self._store.lessons.waiting(self.name, BATCH)
        found = self._store.find(waiting)
        read = [
            ReadLessons(
                analysis=found[name].analysis,
                updated=updated,
                vectors=self._vectors(found[name].analysis),
            )
            for name, updated in waiting.items()
            if name in found and found[name].updated == updated
        ]
        if read:
            self._store.lessons.keep(read, self.name, self._space)
        return len(waiting) == BATCH

    def _vectors(self, analysis: Analysis) -> Matrix:
        """Of lessons as passages: questions are encoded by what answers them, not what is alike."""
        texts = [lesson.text for lesson in analysis.lessons]
        if not texts:
            return np.zeros((0, self._encoder.dimensions), dtype=np.float32)
        return self._encoder.encode_passages(texts)


class Apart(Protocol):
    """Reads many beside this process."""

    def catch_up(self, *, stop: Callable[[], bool]) -> bool:
        """Read what is missing; False where there can be no other process."""


class LessonWatcher(Background):
    """Keeps up with what is stored, in a thread of its own, while it is entered.

    ``apart``: what reads where more than a few reports wait.
    """

    def __init__(
        self, reader: LessonReader, *, pause: float = PAUSE, apart: Apart | None = None
    ) -> None:
        self._reader = reader
        self._pause = pause
        self._apart = apart
        self._resumed = 0.0
        super().__init__("lessons")

    def _work(self) -> None:
        while not self._over.is_set():
            pause = self._pause
            try:
                self._catch_up()
            except FundstelleError as error:
                log.warning("Die Erfahrungen sind nicht alle verglichen: %s", error)
                pause = max(pause, AFTER_FAILURE)
            except Exception:  # lists of lessons stay incomplete, all else works
                log.exception("Die Erfahrungen sind nicht alle verglichen (interner Fehler).")
                pause = max(pause, AFTER_FAILURE)
            self._over.wait(pause)

    def _catch_up(self) -> None:
        waiting = self._reader.waiting()
        if waiting > FEW and self._apart and self._apart.catch_up(stop=self._over.is_set):
            return
        if waiting:
            self._resumed = time.monotonic()
            self._reader.catch_up(stop=self._rested)

    def _rested(self) -> bool:
        """After as long a rest as the work before took: half of the time is for requests.

        True where it is over.
        """
        self._over.wait(time.monotonic() - self._resumed)
        self._resumed = time.monotonic()
        return self._over.is_set()
