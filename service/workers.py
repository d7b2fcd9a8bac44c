"""Several processes that serve one address: started, watched, and ended together."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from tempfile import TemporaryDirectory
from threading import Thread

from nlp.errors import BadInputError, FundstelleError
from service.settings import Settings

PAUSE = 0.5
REFUSED = 3
"""The exit code of a process that cannot work at all: there is no use in starting it again."""
LEFT = 9.5
"""Seconds that processes have to end by themselves, beside those in which they still answer."""
SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Read by the package for metrics, which is loaded only where they are wanted."""

Serve = Callable[[Settings, socket.socket], None]


def run_workers(settings: Settings, listener: socket.socket, serve: Serve, *, count: int) -> None:
    """Until KeyboardInterrupt or SystemExit, which ends them all.

    A process that dies is replaced. FundstelleError where one cannot work at all; it has said why.
    """
    if not settings.store_url.startswith("postgres"):
        raise BadInputError(
            "Mehrere Prozesse brauchen PostgreSQL (FUNDSTELLE_DATABASE_URL): SQLite hat einen."
        )
    with _counting_together(settings):
        _run(settings, listener, serve, count)


def _run(settings: Settings, listener: socket.socket, serve: Serve, count: int) -> None:
    started = [_started(settings, listener, serve) for _ in range(count)]
    try:
        while True:
            time.sleep(PAUSE)
            started = [
                process if process.is_alive() else _again(process, settings, listener, serve)
                for process in started
            ]
    finally:
        _end(started, LEFT + settings.drain)


@contextmanager
def _counting_together(settings: Settings) -> Iterator[None]:
    """Several processes count in files of one folder, which is read by whichever is asked."""
    if not settings.metrics or SHARED in os.environ:
        yield
        return
    with TemporaryDirectory(prefix="fundstelle-metrics-") as folder:
        os.environ[SHARED] = folder
        try:
            yield
        finally:
            del os.environ[SHARED]


def _started(settings: Settings, listener: socket.socket, serve: Serve) -> BaseProcess:
    # Not forked: the libraries of the models have threads and locks of their own.
    process = get_context("spawn").Process(
        target=_work, args=(settings, listener, serve, os.getpid())
    )
    process.start()
    return process


def _again(
    dead: BaseProcess, settings: Settings, listener: socket.socket, serve: Serve
) -> BaseProcess:
    if dead.exitcode == REFUSED:
        raise SystemExit(1)
    print("Ein Prozess ist ausgefallen und wird ersetzt.", file=sys.stderr)
    time.sleep(PAUSE)
    return _started(settings, listener, serve)


def _end(processes: Sequence[BaseProcess], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(max(0.0, deadline - time.monotonic()))
        if process.is_alive():
            process.kill()


def _work(settings: Settings, listener: socket.socket, serve: Serve, parent: int) -> None:
    """One of the processes. It ends with the one that has started it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and ends all
    Thread(target=_follow, args=(parent,), name="fundstelle-parent", daemon=True).start()
    try:
        serve(settings, listener)
    except FundstelleError as error:
        print(f"Fehler: {error}", file=sys.stderr)
        sys.exit(REFUSED)


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PAUSE)
    os.kill(os.getpid(), signal.SIGTERM)
