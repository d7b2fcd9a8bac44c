"""The folder of the index on disk: whose vectors it holds, whether it is whole, and its successor.

``about.json`` says what the index in use was built from and in which folder its segments are;
replacing that file is the one step by which another index takes over. A successor under way lies
in ``build`` until it does.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nlp.errors import StoreError
from service.index.arrays import sync_folder
from service.index.disk import DiskIndex
from service.index.follow import FollowingIndex
from service.index.lock import FileLock, IndexBusyError
from service.index.place import About, Shared
from service.media import reason_of

SEGMENTS, ABOUT, LOCK = "segments", "about.json", "lock"
BUILD, PLAN = "build", "plan.json"
TRIES, PAUSE = 4, 0.2
FORMER = "shard"
"""Where an earlier version kept its index."""
_SEGMENTS = re.compile(r"segments(-[0-9a-f]{8})?", re.ASCII)
log = logging.getLogger(__name__)


class IndexFolder:
    """Opens the index in a folder, or a fresh one where it is missing, foreign or damaged.

    Holds the folder's lock until ``close``; IndexBusyError where another program has it.
    """

    def __init__(self, path: Path, about: About, *, wait: float = 0.0) -> None:
        self._path = path
        self._about = about
        self._segments = SEGMENTS
        self._lock = FileLock(path / LOCK)
        self._lock.acquire(wait=wait)
        try:
            self.index, self.fresh = self._opened()
        except BaseException:
            self._lock.release()
            raise

    @property
    def path(self) -> Path:
        """Where it is."""
        return self._path

    @property
    def about(self) -> About:
        """What the index in use is built from."""
        return self._about

    @property
    def heard(self) -> int | None:
        """The store keeps that: its changes are settled once they are here."""
        return None

    def hear(self, change: int) -> None:
        """Nothing to be noted."""

    def uses(self, mark: str) -> bool:
        """Whether the index of this mark is the one in use."""
        return self._segments == f"{SEGMENTS}-{mark}"

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
        self._point_to(self._segments)
        self.fresh = False

    def take_over(self, mark: str) -> DiskIndex:
        """A finished index in place of the one in use, in one step.

        It may be called again after it was interrupted. Who still reads the old index may do so.
        """
        name = f"{SEGMENTS}-{mark}"
        if not (self._path / name).is_dir():
            (self._path / BUILD / SEGMENTS).rename(self._path / name)
        self.index = DiskIndex(self._path / name, self._about.dimensions, create=False)
        self._point_to(name)
        self.fresh = False
        return self.index

    def close(self) -> None:
        """Let go of index and lock."""
        self._close_index()
        self._lock.release()

    def _opened(self) -> tuple[DiskIndex, bool]:
        try:
            about, self._segments = read_about(self._path)
            if about == asdict(self._about):
                self.sweep()
                return self._loaded(), False
        except StoreError:
            log.warning("Der Suchindex ist beschädigt; er wird aus dem Bestand neu gebaut.")
        return self._created(), True

    def _loaded(self) -> DiskIndex:
        return DiskIndex(self._path / self._segments, self._about.dimensions, create=False)

    def _created(self) -> DiskIndex:
        try:
            (self._path / ABOUT).unlink(missing_ok=True)
            for name in (self._segments, SEGMENTS, FORMER):
                _remove(self._path / name)
        except OSError as error:
            raise StoreError(reason_of(error)) from error
        self._segments = SEGMENTS
        return DiskIndex(self._path / SEGMENTS, self._about.dimensions, create=True)

    def _point_to(self, segments: str) -> None:
        draft = self._path / f"{ABOUT}.new"
        try:
            with draft.open("w", encoding="utf-8") as file:
                file.write(json.dumps(asdict(self._about) | {"segments": segments}))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path / ABOUT)
            sync_folder(self._path)
        except OSError as error:
            raise StoreError(reason_of(error)) from error
        self._segments = segments

    def sweep(self) -> None:
        """Remove what an index of before left behind, unless a successor may still need it."""
        if (self._path / BUILD / PLAN).exists():
            return
        for path in self._path.glob(f"{SEGMENTS}*"):
            if _SEGMENTS.fullmatch(path.name) and path.name != self._segments:
                with suppress(OSError):
                    _remove(path)

    def _close_index(self) -> None:
        with suppress(StoreError):
            self.index.close()


class FolderPlace:
    """The folder of an index, before it is opened."""

    shared: Shared | None = None

    def __init__(self, path: Path) -> None:
        self.folder = path

    def hold(self, about: About, *, wait: float, renewing: bool = True) -> IndexFolder:  # noqa: ARG002
        """The index in use, or a fresh one; IndexBusyError where another program has it."""
        return IndexFolder(self.folder, about, wait=wait)

    def found(self, about: Callable[[], About]) -> FollowingIndex:
        """The index that another process keeps; StoreError where it is not whole."""
        return followed(self.folder, about)

    def is_held(self) -> bool:
        """Whether a process keeps the index here."""
        return is_held(self.folder)

    def written(self) -> dict[str, Any] | None:
        """What the index in use was built from, None where there is none."""
        return read_about(self.folder)[0]

    @contextmanager
    def looked_at(self, about: About) -> Iterator[DiskIndex]:
        """The index in use, without touching it; StoreError where it is damaged."""
        index = self._looked_at(about)
        try:
            yield index
        finally:
            index.close()

    def begin(self, about: About, mark: str) -> DiskIndex:  # noqa: ARG002
        """A successor, empty."""
        return DiskIndex(self.folder / BUILD / SEGMENTS, about.dimensions, create=True)

    def go_on(self, about: About, mark: str) -> DiskIndex:
        """A successor, which may be where it goes when it takes over already."""
        moved = self.folder / f"{SEGMENTS}-{mark}"
        segments = moved if moved.is_dir() else self.folder / BUILD / SEGMENTS
        return DiskIndex(segments, about.dimensions, create=False)

    def drop(self, mark: str) -> None:  # noqa: ARG002
        """Remove a successor that was not moved."""
        shutil.rmtree(self.folder / BUILD / SEGMENTS, ignore_errors=True)

    def close(self) -> None:
        """Nothing to let go of."""

    def _looked_at(self, about: About) -> DiskIndex:
        """A service may merge segments away while they are opened: then once more."""
        for last in (*[False] * (TRIES - 1), True):
            _, segments = read_about(self.folder)
            try:
                return DiskIndex(
                    self.folder / segments, about.dimensions, create=False, only_read=True
                )
            except StoreError:
                if last:
                    raise
                time.sleep(PAUSE)
        raise AssertionError("unreachable")


def read_about(path: Path) -> tuple[dict[str, Any] | None, str]:
    """What the index in a folder was built from, None where that is not said; its segments."""
    try:
        written = json.loads((path / ABOUT).read_text(encoding="utf-8"))
        segments = str(written.pop("segments", SEGMENTS))
    except (OSError, ValueError, AttributeError, TypeError):
        return None, SEGMENTS
    return (written, segments) if _SEGMENTS.fullmatch(segments) else (None, SEGMENTS)


def followed(path: Path, about: Callable[[], About]) -> FollowingIndex:
    """The index in a folder that another process keeps; StoreError where it is not whole."""
    return FollowingIndex(
        path / ABOUT,
        lambda: path / read_about(path)[1],
        about().dimensions,
        trusted=lambda: read_about(path)[0] == asdict(about()),
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


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
