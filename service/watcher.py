"""Follows what other programs store while a service runs."""

from __future__ import annotations

import logging

from nlp.errors import FundstelleError
from service.applier import Applies
from service.background import Background

PAUSE = 1.0
log = logging.getLogger(__name__)


class Watcher(Background):
    """Brings the index up to date every second, in a thread of its own, while it is entered."""

    def __init__(self, applier: Applies, *, pause: float = PAUSE) -> None:
        self._applier = applier
        self._pause = pause
        super().__init__("watcher")

    def _work(self) -> None:
        while not self._over.wait(self._pause):
            try:
                self._applier.apply(stop=self._over.is_set)
            except FundstelleError as error:
                log.warning("Der Suchindex hinkt nach: %s", error)
            except Exception:  # a dead watcher would leave the index behind for good
                log.exception("Der Suchindex hinkt nach (interner Fehler).")
