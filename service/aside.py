"""Work in a process of its own, so that requests are not slowed down by it.

The other process has a low priority: it works with what requests leave over. It ends with this
one, and may be killed at any moment.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal

from nlp.errors import FundstelleError
from service.log import log_as

if TYPE_CHECKING:
    from service.settings import Settings

PRIORITY = 10
"""A tenth of what a request gets that wants the same core."""
ONE_THREAD = "OMP_NUM_THREADS"
"""Set before a model is loaded: it takes one core and leaves the others to requests."""
LOOK = 0.2
"""Seconds between two looks at whether the program is about to end."""
Told = tuple[Literal["ready", "told", "error", "done"], Any]
Work = Callable[..., Iterable[object]]
log = logging.getLogger(__name__)


class NotStartedError(RuntimeError):
    """There can be no other process here."""


def told_aside(
    name: str,
    work: Work,
    settings: Settings,
    *args: object,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Any]:
    """What ``work(settings, *args)`` yields in the other process, until it or the wish ends.

    ``work`` and all that goes there and comes back can be pickled. FundstelleError as raised
    there; NotStartedError where it could not begin, RuntimeError where it broke.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=_tell, args=(theirs, work, settings, args), name=f"fundstelle-{name}", daemon=True
    )
    try:
        process.start()
    except OSError as error:
        ours.close()
        raise NotStartedError(name) from error
    finally:
        theirs.close()
    try:
        yield from _heard(ours, name, stop)
    finally:
        ours.close()
        process.kill()
        process.join()


def _heard(connection: Connection, name: str, stop: Callable[[], bool]) -> Iterator[Any]:
    ready = False
    try:
        while not stop():
            if not connection.poll(LOOK):
                continue
            told: Told = connection.recv()
            ready = True
            if told[0] == "error":
                raise told[1]
            if told[0] == "told":
                yield told[1]
            elif told[0] == "done":
                return
    except (EOFError, OSError) as error:
        if ready:
            raise RuntimeError(f"the process „{name}“ has ended") from error
        raise NotStartedError(name) from error


def step_aside(settings: Settings) -> None:
    """What another process does first: it logs like this one, and leaves cores to requests."""
    # Who has started it ends it: else a signal for both would look like a failure.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _lower_priority()
    os.environ[ONE_THREAD] = "1"
    log_as(settings)


def _lower_priority() -> None:
    # Where the system forbids it the work is done all the same, only less politely.
    with suppress(OSError):
        os.nice(PRIORITY)


def _tell(connection: Connection, work: Work, settings: Settings, args: tuple[object, ...]) -> None:
    step_aside(settings)
    Thread(target=_follow, args=(connection,), name="fundstelle-parent", daemon=True).start()
    for told in _outcome(work, settings, args):
        connection.send(told)
    os._exit(0)


def _follow(connection: Connection) -> None:
    """The connection ends with the process at its other end, however that ends."""
    with suppress(EOFError, OSError):
        connection.recv()
    os._exit(0)


def _outcome(work: Work, settings: Settings, args: tuple[object, ...]) -> Iterator[Told]:
    yield "ready", None
    try:
        for each in work(settings, *args):
            yield "told", each
    except FundstelleError as error:
        yield "error", error
    except Exception:
        log.exception("„%s“ could not be done", work.__name__)
        yield "error", FundstelleError("interner Fehler.")
    else:
        yield "done", None
