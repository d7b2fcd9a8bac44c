"""Analyses documents in a process of its own, so that requests are not slowed down by it.

What analyses in Python holds the interpreter's lock, and its models keep all cores busy. The other
process has a low priority: it works with what requests leave over. A document that breaks it
spoils no other, and not the service.
"""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from nlp.errors import FundstelleError
from nlp.types import Analysis, Report
from service.analyse import StoppedError
from service.aside import LOOK, step_aside

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from service.settings import Settings

IDLE = 60.0
"""Seconds without work after which the process is ended: its models take memory."""
READY = "ready"
log = logging.getLogger(__name__)

Answer = list[Analysis] | FundstelleError | None
"""None: the process cannot be started, finds themes by another vocabulary, or has learnt other
things."""


class RemoteAnalyser:
    """Reads reports as ``analyser`` does, the one in use; for one thread at a time."""

    def __init__(
        self,
        settings: Settings,
        analyser: Callable[[], Analyser],
        *,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """``stopped``: whether the program is about to end: nothing is waited for then."""
        self._stopped = stopped
        self._settings = settings
        self._analyser = analyser
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._used = 0.0

    @property
    def version(self) -> str:
        """Of the analyser in use."""
        return self._analyser().version

    def analyse(self, reports: Iterable[Report]) -> Iterator[Analysis]:
        """One analysis for each report, in order; RuntimeError where the process broke.

        StoppedError where the program is about to end.
        """
        own = list(reports)
        if not own:
            return
        answer = self._asked(own)
        if isinstance(answer, FundstelleError):
            raise answer
        yield from self._analyser().analyse(own) if answer is None else answer

    def rest(self) -> None:
        """End the process where it has had nothing to do for a while."""
        if self._process and time.monotonic() - self._used > IDLE:
            self.close()

    def close(self) -> None:
        """End the process; the next report starts another."""
        if self._connection:
            self._connection.close()
        if self._process:
            self._process.kill()
            self._process.join()
        self._process = self._connection = None

    def _asked(self, reports: list[Report]) -> Answer:
        if self._stopped():
            raise StoppedError
        connection = self._connection or self._started()
        if connection is None:
            return None
        try:
            connection.send((self.version, reports))
            while not connection.poll(LOOK):
                if self._stopped():
                    self.close()
                    raise StoppedError
            answer: Answer = connection.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise RuntimeError("the process that analyses has ended") from error
        self._used = time.monotonic()
        return answer

    def _started(self) -> Connection | None:
        """None where it ends before it is ready: starting it again would be of no use."""
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=work, args=(theirs, self._settings), name="fundstelle-imports", daemon=True
        )
        self._process.start()
        theirs.close()
        try:
            self._connection.recv()
        except (EOFError, OSError):
            log.warning("Einfuhren werden ohne eigenen Prozess ausgewertet: er startet nicht.")
            self.close()
            return None
        return self._connection


def work(connection: Connection, settings: Settings) -> None:
    """What the other process does, until nobody asks any more."""
    step_aside(settings)
    from service.loading import ShippedModels
    from service.store import Store
    from service.theme_desk import ThemeDesk

    analyser = ShippedModels().analyser(settings)
    with Store(settings.store_url) as store:
        desk = ThemeDesk(store, settings)
        try:
            connection.send(READY)
            while True:
                version, reports = connection.recv()
                analyser = desk.themed(analyser)
                connection.send(_answer(analyser, version, reports))
        except (EOFError, OSError):
            return


def _answer(analyser: Analyser, version: str, reports: list[Report]) -> Answer:
    if analyser.version != version:
        return None
    try:
        return list(analyser.analyse(reports))
    except FundstelleError as error:
        return error
    except Exception:
        log.exception("%d documents could not be analysed", len(reports))
        return FundstelleError("Der Text konnte nicht ausgewertet werden (interner Fehler).")
