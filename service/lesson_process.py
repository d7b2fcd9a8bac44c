"""Compares many lessons in a process of its own, so that requests are not slowed down by it.

The other process has a low priority: it works with what requests leave over. It may be killed at
any moment, since what it has not stored is found again.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from multiprocessing.connection import Connection
from threading import Thread
from typing import TYPE_CHECKING

from nlp.errors import ArtefactError, FundstelleError
from service.corroboration import LessonReader
from service.loading import ShippedModels
from service.log import log_as

if TYPE_CHECKING:
    from nlp.encoder import Encoder
    from nlp.types import Matrix
    from service.settings import Settings

PRIORITY = 10
"""A tenth of what a request gets that wants the same core."""
ONE_THREAD = "OMP_NUM_THREADS"
"""Set before the model is loaded: it takes one core and leaves the others to requests."""
READY, DONE = "ready", "done"
LOOK = 0.2
"""Seconds between two looks at whether the program is about to end."""
log = logging.getLogger(__name__)


class LessonProcess:
    """Catches up with the same outcome as a ``LessonReader`` with this encoder."""

    def __init__(self, settings: Settings, encoder: Encoder) -> None:
        self._settings = settings
        self._encoder = encoder.name, encoder.dimensions

    def catch_up(self, *, stop: Callable[[], bool]) -> bool:
        """Start the process, and end it where it is to stop; whether it could be started.

        FundstelleError where it could not go on, RuntimeError where it broke.
        """
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=work,
            args=(theirs, self._settings, *self._encoder),
            name="fundstelle-lessons",
            daemon=True,
        )
        process.start()
        theirs.close()
        try:
            return _was_ready(ours, stop)
        finally:
            ours.close()
            process.kill()
            process.join()


def _was_ready(connection: Connection, stop: Callable[[], bool]) -> bool:
    ready = False
    try:
        while not stop():
            said = connection.recv() if connection.poll(LOOK) else None
            ready = ready or said is not None
            if isinstance(said, FundstelleError):
                raise said
            if said == DONE:
                break
    except (EOFError, OSError) as error:
        if ready:
            raise RuntimeError("the process that compares lessons has ended") from error
        log.warning("Erfahrungen werden ohne eigenen Prozess verglichen: er startet nicht.")
        return False
    return True


def work(connection: Connection, settings: Settings, name: str, dimensions: int) -> None:
    """What the other process does, until all is compared or the one that has started it ends."""
    # That one ends it: else a signal for both would look like a failure.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Thread(target=_follow, args=(connection,), name="fundstelle-parent", daemon=True).start()
    os.nice(PRIORITY)
    os.environ[ONE_THREAD] = "1"
    log_as(settings)
    connection.send(READY)
    connection.send(_outcome(settings, LateEncoder(settings, name, dimensions)))
    os._exit(0)


def _follow(connection: Connection) -> None:
    """The connection ends with the process at its other end, however that ends."""
    with suppress(EOFError, OSError):
        connection.recv()
    os._exit(0)


def _outcome(settings: Settings, encoder: Encoder) -> str | FundstelleError:
    from service.store import Store

    try:
        with Store(settings.store_url, seconds=settings.database_timeout) as store:
            LessonReader(store, encoder).catch_up()
    except FundstelleError as error:
        return error
    except Exception:
        log.exception("lessons could not be compared")
        return FundstelleError("interner Fehler.")
    return DONE


class LateEncoder:
    """The encoder of the settings, loaded when there is something to encode."""

    def __init__(self, settings: Settings, name: str, dimensions: int) -> None:
        self._settings = settings
        self.name = name
        self.dimensions = dimensions

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimensions), unit length; ArtefactError where it is another one by now."""
        return self._loaded.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """The same for passages."""
        return self._loaded.encode_passages(texts)

    @cached_property
    def _loaded(self) -> Encoder:
        encoder = ShippedModels().encoder(self._settings)
        if encoder.name != self.name:
            raise ArtefactError("Das Sprachmodell ist ein anderes: bitte den Dienst neu starten.")
        return encoder
