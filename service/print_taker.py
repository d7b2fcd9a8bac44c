"""Takes the prints of reports that were stored before there were any, while a service runs."""

from __future__ import annotations

import logging
from threading import Event, Thread
from types import TracebackType
from typing import Self

from service.store import PrintStore

log = logging.getLogger(__name__)


class PrintTaker:
    """Works in a thread of its own while it is entered; what is left waits for the next start."""

    def __init__(self, prints: PrintStore) -> None:
        self._prints = prints
        self._over = Event()
        self._thread = Thread(target=self._take, name="fundstelle-prints", daemon=True)

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

    def _take(self) -> None:
        try:
            self._prints.catch_up(stop=self._over.is_set)
        except Exception:  # warnings of near duplicates stay incomplete, all else works
            log.exception("Die Abdrücke der Berichte sind unvollständig.")
