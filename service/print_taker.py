"""Takes the prints of reports that were stored before there were any, while a service runs."""

from __future__ import annotations

import logging

from service.background import Background
from service.store import PrintStore

log = logging.getLogger(__name__)


class PrintTaker(Background):
    """Works in a thread of its own while it is entered; what is left waits for the next start."""

    def __init__(self, prints: PrintStore) -> None:
        self._prints = prints
        super().__init__("prints")

    def _work(self) -> None:
        try:
            self._prints.catch_up(stop=self._over.is_set)
        except Exception:  # warnings of near duplicates stay incomplete, all else works
            log.exception("Die Abdrücke der Berichte sind unvollständig.")
