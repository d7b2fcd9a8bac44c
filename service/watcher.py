"""Follows what other programs store while a service runs."""

from __future__ import annotations

import logging
from threading import Event, Thread
from types import TracebackType
from typing import Self

from nlp.errors import FundstelleError
from service.applier import Applier

PAUSE = 1.0
log = logging.getLogger(__name__)


class Watcher:
    """Brings the index up to date every second, in a thread of its own, while it is entered."""

    def __init__(self, applier: Applier, *, pause: float = PAUSE) -> None:
        self._applier = applier
        self._pause = pause
        self._over = Event()
        self._thread = Thread(target=self._watch, name="fundstelle-watcher", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(self._pause):
            try:
                self._applier.apply()
            except FundstelleError as error:
                log.warning("Der Suchindex hinkt nach: %s", error)
            except Exception:  # a dead watcher would leave the index behind for good
                log.exception("Der Suchindex hinkt nach (interner Fehler).")
