"""One program at a time: a lock on a file that ends with the program, however it ends."""

from __future__ import annotations

import time
from pathlib import Path
from typing import IO

from nlp.errors import StoreError
from service.media import reason_of

PAUSE = 0.1


class IndexBusyError(StoreError):
    """Another program holds the index."""


class FileLock:
    """Held from ``acquire`` until ``release`` or the end of the program."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def acquire(self, *, wait: float) -> None:
        """IndexBusyError where it is still held after so many seconds."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("a")
        except OSError as error:
            raise StoreError(reason_of(error)) from error
        deadline = time.monotonic() + wait
        while not _locked(file):
            if time.monotonic() >= deadline:
                file.close()
                raise IndexBusyError(
                    "Der Suchindex wird gerade von einem anderen Programm benutzt "
                    "(läuft „fundstelle serve“ auf demselben Datenordner?)."
                )
            time.sleep(PAUSE)
        self._file = file

    def release(self) -> None:
        """Let others in; twice is harmless."""
        if self._file:
            self._file.close()
            self._file = None


def _locked(file: IO[str]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: the engine's own lock has to do
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
