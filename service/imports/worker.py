"""Works on bulk imports while a service runs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Semaphore
from typing import TYPE_CHECKING, Self

from nlp.errors import FundstelleError
from service.background import Background
from service.imports.desk import ImportDesk
from service.imports.importer import Importer

if TYPE_CHECKING:
    from service.analyse import ReportReader
    from service.applier import Applies
    from service.store import Store

PAUSE = 1.0
COURTESY = 0.01
"""Seconds between two turns with the models, so that whoever waits for one gets it."""
log = logging.getLogger(__name__)


class Worker(Background):
    """One job at a time, in a thread of its own, while it is entered.

    Takes turns with the models among those who ask over HTTP. At the end the documents at hand
    are finished; the job goes on at the next start. ``rest``: called now and then while there is
    nothing to do.
    """

    def __init__(  # noqa: PLR0913 - its parts
        self,
        desk: ImportDesk,
        *,
        store: Store,
        analyser: Callable[[], ReportReader],
        turns: Semaphore,
        applier: Applies | None = None,
        rest: Callable[[], None] = lambda: None,
        still: Callable[[], bool] = lambda: True,
        waits: float = 0.0,
    ) -> None:
        """``still``: whether this process may go on. ``waits``: see ``ImportDesk.sweep``."""
        self._desk = desk
        self._rest = rest
        self._still = still
        self._waits = waits
        self._turns = turns
        super().__init__("imports")
        self._importer = Importer(
            desk=desk,
            store=store,
            analyser=analyser,
            turn=self._turn,
            applier=applier,
            stop=self._over.is_set,
        )

    def __enter__(self) -> Self:
        self._desk.sweep(waits=self._waits)
        return super().__enter__()

    def end(self) -> None:
        """Tells it to end soon: the job at hand pauses."""
        super().end()
        self._desk.news.set()

    def _work(self) -> None:
        while not self._over.is_set():
            self._desk.news.clear()
            try:
                while not self._over.is_set() and self._importer.run_next():
                    pass
            except FundstelleError as error:
                log.warning("Die Einfuhr wartet: %s", error)
            except Exception:  # a dead worker would leave all imports waiting for good
                log.exception("Die Einfuhr wartet (interner Fehler).")
            self._rest()
            self._desk.news.wait(PAUSE)

    @contextmanager
    def _turn(self) -> Iterator[bool]:
        """True once it is this worker's turn, False where it has to stop first."""
        self._over.wait(COURTESY)
        while not self._over.is_set():
            if self._turns.acquire(timeout=PAUSE):
                try:
                    yield self._still()
                finally:
                    self._turns.release()
                return
        yield False
