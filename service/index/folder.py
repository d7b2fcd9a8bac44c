"""The folder of the index on disk: whose vectors it holds, and whether it is whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nlp.errors import StoreError
from service.index.disk import DiskIndex
from service.index.follow import FollowingIndex
from service.index.lock import FileLock, IndexBusyError

SCHEMA = 4
SEGMENTS, ABOUT, LOCK = "segments", "about.json", "lock"
FORMER = "shard"
"""Where an earlier version kept its index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an index was built from; another encoder or schema needs another index."""

    encoder: str
    dimensions: int
    store: str
    schema: int = SCHEMA


class IndexFolder:
    """Opens the index in a folder, or a fresh one where it is missing, foreign or damaged.

    Holds the folder's lock until ``close``; IndexBusyError where another program has it.
    """

    def __init__(self, path: Path, about: About, *, wait: float = 0.0) -> None:
        self._path = path
        self._about = about
        self._lock = FileLock(path / LOCK)
        self._lock.acquire(wait=wait)
        self.index, self.fresh = self._opened()

    def renew(self) -> DiskIndex:
        """Throw the index away and begin an empty one."""
        self._close_index()
        self.index, self.fresh = self._created(), True
        return self.index

    def complete(self, about: About | None = None) -> None:
        """Note that the index holds all that the store does; until then it is never trusted.

        ``about``: what it is from now on, where that is something else.
        """
        self._about = about or self._about
        self.index.compact()
        draft = self._path / f"{ABOUT}.new"
        draft.write_text(json.dumps(asdict(self._about)), encoding="utf-8")
        draft.replace(self._path / ABOUT)
        self.fresh = False

    def close(self) -> None:
        """Let go of index and lock."""
        self._close_index()
        self._lock.release()

    def _opened(self) -> tuple[DiskIndex, bool]:
        try:
            if _read_about(self._path) == asdict(self._about):
                return self._loaded(), False
        except StoreError:
            pass
        try:
            return self._created(), True
        except BaseException:
            self._lock.release()
            raise

    def _loaded(self) -> DiskIndex:
        return DiskIndex(self._path / SEGMENTS, self._about.dimensions, create=False)

    def _created(self) -> DiskIndex:
        (self._path / ABOUT).unlink(missing_ok=True)
        _remove(self._path / SEGMENTS)
        _remove(self._path / FORMER)
        return DiskIndex(self._path / SEGMENTS, self._about.dimensions, create=True)

    def _close_index(self) -> None:
        with suppress(StoreError):
            self.index.close()


def followed(path: Path, about: Callable[[], About]) -> FollowingIndex:
    """The index in a folder that another process keeps; StoreError where it is not whole."""
    return FollowingIndex(
        path / SEGMENTS,
        about().dimensions,
        trusted=lambda: _read_about(path) == asdict(about()),
    )


def is_held(path: Path) -> bool:
    """Whether a process keeps the index in a folder."""
    lock = FileLock(path / LOCK)
    try:
        lock.acquire(wait=0)
    except IndexBusyError:
        return True
    lock.release()
    return False


def _read_about(path: Path) -> Any:
    try:
        return json.loads((path / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
