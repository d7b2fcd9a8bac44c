"""Follows what other programs do to store and index while a service runs."""

from __future__ import annotations

import logging
from collections.abc import Callable

from nlp.errors import FundstelleError
from service.applier import Applier
from service.background import Background

PAUSE = 1.0
log = logging.getLogger(__name__)


class Watcher(Background):
    """Brings the index up to date every second, in a thread of its own, while it is entered.

    ``successor``: puts an index that was built anew in place of the one in use, where there is one.
    """

    def __init__(
        self,
        applier: Applier,
        *,
        pause: float = PAUSE,
        successor: Callable[[], object] = lambda: None,
    ) -> None:
        self._applier = applier
        self._successor = successor
        self._pause = pause
        super().__init__("watcher")

    def _work(self) -> None:
        while not self._over.wait(self._pause):
            try:
                self._applier.apply()
                self._successor()
            except FundstelleError as error:
                log.warning("Der Suchindex hinkt nach: %s", error)
            except Exception:  # a dead watcher would leave the index behind for good
                log.exception("Der Suchindex hinkt nach (interner Fehler).")
