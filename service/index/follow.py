"""The index of a folder that another process writes: read, and kept up with.

Each search looks whether the manifest is another one, which costs a look at the file's date. What
was opened before stays open as long as it counts; files that the writer has removed meanwhile are
read to the end of the search that holds them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from nlp.errors import StoreError
from service.index.disk import DiskIndex, on_disk
from service.index.manifest import MANIFEST
from service.index.part import Part
from service.index.port import Point
from service.index.segment import Segment

ATTEMPTS = 20
"""So often the writer may replace what is just being opened."""
Date = tuple[int, int, int]
Stamp = tuple[Date, Date]
"""Of the file that names the folder of the index, and of that one's manifest."""


class FollowingIndex(DiskIndex):
    """``trusted`` says whether the folder holds all that the store does.

    As long as it does not, the state before is searched. StoreError where there is none yet.
    ``named``: the file that says which folder it is; ``folder`` reads it.
    """

    def __init__(
        self,
        named: Path,
        folder: Callable[[], Path],
        dimensions: int,
        *,
        trusted: Callable[[], bool],
    ) -> None:
        self._named = named
        self._folder = folder
        self._trusted = trusted
        self._seen: Stamp | None = None
        self._named_at: Date | None = None
        self._segments: dict[tuple[str, Date], Segment] = {}
        super().__init__(folder(), dimensions, create=False)

    def upsert(self, points: Sequence[Point]) -> None:  # noqa: ARG002
        """Not here."""
        raise StoreError("Diesen Suchindex führt ein anderer Prozess.")

    def delete(self, ids: Iterable[int]) -> None:  # noqa: ARG002
        """Not here."""
        raise StoreError("Diesen Suchindex führt ein anderer Prozess.")

    def compact(self) -> None:
        """Not here."""
        raise StoreError("Diesen Suchindex führt ein anderer Prozess.")

    def purge(self) -> None:
        """Not here."""
        raise StoreError("Diesen Suchindex führt ein anderer Prozess.")

    def _open(self, *, create: bool, only_read: bool) -> None:  # noqa: ARG002
        if not self._trusted():
            raise StoreError("Der Suchindex ist noch nicht vollständig.")
        self._reload()

    def _current(self) -> tuple[Part, ...]:
        if self._stamp() not in (self._seen, None):
            with self._lock:
                if self._stamp() not in (self._seen, None) and self._trusted():
                    self._reload()
        return self._parts

    def _reload(self) -> None:
        """StoreError where it cannot be read after many attempts."""
        for attempt in range(ATTEMPTS):
            stamp = self._stamp()
            try:
                self._parts = on_disk(self._read)
            except StoreError:
                if attempt == ATTEMPTS - 1:
                    raise
                continue
            self._seen = stamp
            own = {part.segment for part in self._parts}
            self._segments = {k: each for k, each in self._segments.items() if each in own}
            return

    def _part(self, name: str, dead: list[int]) -> Part:
        path = self._path / name
        key = (os.fspath(path), _date_of(path))
        segment = self._segments.get(key) or self._segments.setdefault(key, Segment(path))
        return Part.of(segment, dead)

    def _stamp(self) -> Stamp | None:
        """None while the manifest is not there."""
        try:
            named_at = _date_of(self._named)
            if named_at != self._named_at:
                self._path, self._named_at = self._folder(), named_at
            return named_at, _date_of(self._path / MANIFEST)
        except OSError:
            return None


def _date_of(path: Path) -> Date:
    found = os.stat(path)  # noqa: PTH116 - for each search: half the time of Path.stat
    return found.st_ino, found.st_mtime_ns, found.st_size
