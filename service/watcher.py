"""Follows what other programs do to store and index while a service runs."""

from __future__ import annotations

import logging
import time

from nlp.errors import FundstelleError
from service.applier import Applies
from service.background import Background

PAUSE = 1.0
REST = 5.0
"""So many times as long as the last changes took, the next are gathered."""
log = logging.getLogger(__name__)


class Watcher(Background):
    """Brings the index up to date every second or so, in a thread of its own."""

    def __init__(self, applier: Applies, *, pause: float = PAUSE) -> None:
        self._applier = applier
        self._pause = pause
        super().__init__("watcher")

    def _work(self) -> None:
        seconds = 0.0
        while not self._over.wait(max(self._pause, REST * seconds)):
            begun = time.monotonic()
            try:
                self._applier.apply(stop=self._over.is_set)
            except FundstelleError as error:
                log.warning("Der Suchindex hinkt nach: %s", error)
            except Exception:  # a dead watcher would leave the index behind for good
                log.exception("Der Suchindex hinkt nach (interner Fehler).")
            seconds = time.monotonic() - begun
