"""A successor of the index under way, wherever it lies, and what of the store it holds already.

It outlasts any interruption: what is noted as held is in the index, and what is in the index but
not noted is written again, which changes nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from uuid import uuid4

from nlp.errors import StoreError
from service.index.folder import BUILD, PLAN
from service.index.lock import FileLock
from service.index.place import About, Place
from service.media import FAILING, reason_of

PROGRESS, LOCK = "progress.db", "lock"
TABLES = """
CREATE TABLE IF NOT EXISTS held (report TEXT PRIMARY KEY, updated TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS vectors (passage INTEGER PRIMARY KEY, vector BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is built. ``encode``: with new vectors, since those of the store are another model's.

    ``mark`` tells one build from the next. ``ready``: it holds all that the store did.
    """

    about: About
    encode: bool
    mark: str
    ready: bool = False


def read_plan(folder: Path) -> Plan | None:
    """What is under way in the folder of an index, None where that is nothing."""
    try:
        written = json.loads((folder / BUILD / PLAN).read_text(encoding="utf-8"))
        return Plan(**written | {"about": About(**written["about"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


class Build:
    """Opened by one program at a time: IndexBusyError; StoreError where the disk refuses."""

    def __init__(self, place: Place, about: About, *, encode: bool) -> None:
        """Go on with what was begun where it is the same, else begin anew."""
        self._place = place
        self._folder = place.folder / BUILD
        self._lock = FileLock(self._folder / LOCK)
        self._lock.acquire(wait=0.0)
        try:
            with _translated():
                if not self._gone_on(about, encode=encode):
                    self._begin(about, encode=encode)
        except BaseException:
            self._lock.release()
            raise

    def held(self) -> dict[str, str]:
        """The reports that it holds, each with the time when it was stored."""
        with _translated():
            return dict(self._progress.execute("SELECT report, updated FROM held"))

    def note(self, held: Mapping[str, str], vectors: Iterable[tuple[int, bytes]] = ()) -> None:
        """These reports are in the index, durably; ``vectors``: new ones, of all their passages."""
        with _translated(), self._progress:
            self._progress.executemany("REPLACE INTO held VALUES (?, ?)", held.items())
            self._progress.executemany("REPLACE INTO vectors VALUES (?, ?)", vectors)

    def forget(self, reports: Iterable[str]) -> None:
        """These are no longer there."""
        with _translated(), self._progress:
            self._progress.executemany(
                "DELETE FROM held WHERE report = ?", [(name,) for name in reports]
            )

    def vectors(self) -> Iterator[tuple[int, bytes]]:
        """The new vectors by the numbers of their passages, as the store keeps them."""
        with _translated():
            yield from self._progress.execute("SELECT passage, vector FROM vectors")

    def finish(self) -> None:
        """Whoever holds the index in use may now take this one."""
        self.index.compact()
        self._write(replace(self.plan, ready=True))

    def remove(self) -> None:
        """It is in use, or not wanted any more."""
        self._progress.close()
        for name in (PLAN, PROGRESS, f"{PROGRESS}-wal", f"{PROGRESS}-shm"):
            (self._folder / name).unlink(missing_ok=True)
        self._place.drop(self.plan.mark)

    def close(self) -> None:
        """Let go of the files."""
        self._progress.close()
        self.index.close()
        self._lock.release()

    def _gone_on(self, about: About, *, encode: bool) -> bool:
        plan = read_plan(self._folder.parent)
        if plan is None or (plan.about, plan.encode) != (about, encode):
            return False
        try:
            self.plan = plan
            self.index = self._place.go_on(about, plan.mark)
            self._progress = self._open_progress()
        except (StoreError, sqlite3.DatabaseError):
            return False
        return True

    def _begin(self, about: About, *, encode: bool) -> None:
        former = read_plan(self._folder.parent)
        if former is not None:
            self._place.drop(former.mark)
        for path in self._folder.iterdir():
            if path.name != LOCK:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        mark = uuid4().hex[:8]
        self.index = self._place.begin(about, mark)
        self._progress = self._open_progress()
        self._write(Plan(about=about, encode=encode, mark=mark))

    def _write(self, plan: Plan) -> None:
        with _translated():
            draft = self._folder / f"{PLAN}.new"
            with draft.open("w", encoding="utf-8") as file:
                file.write(json.dumps(asdict(plan)))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._folder / PLAN)
        self.plan = plan

    def _open_progress(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._folder / PROGRESS, check_same_thread=False)
        try:
            connection.executescript(f"PRAGMA journal_mode=WAL; {TABLES}")
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(reason_of(error)) from error
    except sqlite3.Error as error:
        raise StoreError(FAILING) from error
