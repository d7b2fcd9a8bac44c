"""The folder where files of bulk imports wait, and how they get there: bounded and durable."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from nlp.errors import EmptyDocumentError, StoreError, TooLargeError

UNFINISHED = ".part"
SPARE = 200_000_000
"""Bytes of the disk that are left free for the database."""


class Inbox:
    """Files by the id of their job. ``most``: bytes of one file."""

    def __init__(self, folder: Path, *, most: int) -> None:
        self._folder = folder
        self._most = most

    def open(self) -> Incoming:
        """A new file to write to; StoreError where that cannot be."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return Incoming(self._folder, most=self._most)
        except OSError as error:
            raise _unwritable() from error

    def path(self, job_id: str) -> Path:
        """Where the file of a job is."""
        return self._folder / job_id

    def has(self, job_id: str) -> bool:
        """Whether the file of a job is still there."""
        return self.path(job_id).is_file()

    def remove(self, job_id: str) -> None:
        """Delete the file of a job, where there is one."""
        self.path(job_id).unlink(missing_ok=True)

    def sweep(self, keep: Collection[str], *, waits: float = 0.0) -> None:
        """Delete all files but those of these jobs: what an interrupted program left behind.

        Nothing that was written to in the last so many seconds.
        """
        before = time.time() - waits
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            if path.name not in keep and _is_older(path, before):
                path.unlink(missing_ok=True)


def _is_older(path: Path, moment: float) -> bool:
    try:
        return path.is_file() and path.stat().st_mtime <= moment
    except OSError:  # another process has removed it
        return False


class Incoming:
    """A file that is being received. ``id`` is that of the job it will be."""

    def __init__(self, folder: Path, *, most: int) -> None:
        self.id = uuid4().hex
        self._folder = folder
        self._most = most
        self._size = 0
        self._path = folder / (self.id + UNFINISHED)
        self._file: BinaryIO = self._path.open("xb")
        self._path.chmod(0o600)

    @property
    def path(self) -> Path:
        """Where it is written."""
        return self._path

    def write(self, chunk: bytes) -> None:
        """Add some bytes; TooLargeError, StoreError."""
        self._size += len(chunk)
        if self._size > self._most:
            raise too_large(self._most)
        try:
            if shutil.disk_usage(self._folder).free < SPARE + len(chunk):
                raise StoreError("Auf dem Datenträger ist kein Platz mehr.")
            self._file.write(chunk)
        except OSError as error:
            raise _unwritable() from error

    def close(self) -> None:
        """All bytes are there, and stay; EmptyDocumentError where there are none."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            raise _unwritable() from error
        if self._size == 0:
            raise EmptyDocumentError("Die Datei ist leer: Bitte NDJSON oder ZIP senden.")

    def keep(self) -> None:
        """Under its final name: from now on the file of its job."""
        try:
            self._path.rename(self._folder / self.id)
            _sync(self._folder)
        except OSError as error:
            raise _unwritable() from error

    def discard(self) -> None:
        """Nothing is left of it."""
        self._file.close()
        self._path.unlink(missing_ok=True)
        (self._folder / self.id).unlink(missing_ok=True)


def too_large(most: int) -> TooLargeError:
    """The error for a file of more bytes than that."""
    return TooLargeError(
        f"Die Datei ist größer als {most / 1_000_000:g} MB: Bitte in kleinere Dateien teilen."
    )


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable() -> StoreError:
    return StoreError("Auf den Datenordner kann nicht geschrieben werden; bitte Rechte prüfen.")
