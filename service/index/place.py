"""Where the index of a stock is kept, the one in use and its successors: a folder or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from service.index.port import Index, Point

SCHEMA = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an index was built from; another encoder or schema needs another index.

    ``store``: which one, and behind a slash which of the indexes that were made of it.
    """

    encoder: str
    dimensions: int
    store: str
    schema: int = SCHEMA


class WholeIndex(Index, Protocol):
    """An index of one's own, from its beginning to its end."""

    def points(self) -> Iterator[Point]:
        """Everything that it holds, some points at a time; vectors have unit length."""

    def compact(self) -> None:
        """It was filled: from now on it is to answer quickly."""


class Held(Protocol):
    """The index in use, which no other program changes until ``close``."""

    @property
    def index(self) -> WholeIndex:
        """As it is now."""

    @property
    def fresh(self) -> bool:
        """Whether it is empty and has to be filled before it counts."""

    @property
    def about(self) -> About:
        """What it is built from."""

    @property
    def heard(self) -> int | None:
        """The last change of the store that is in it, None where that is not kept apart."""

    def hear(self, change: int) -> None:
        """So far the changes of the store are in it, durably."""

    def renew(self) -> WholeIndex:
        """Begin an empty one in its place."""

    def complete(self, about: About | None = None) -> None:
        """It holds all that the store does; until then it is never trusted.

        ``about``: what it is from now on, where that is something else.
        """

    def uses(self, mark: str) -> bool:
        """Whether the index in use is the successor of this mark."""

    def take_over(self, mark: str) -> WholeIndex:
        """A finished successor in place of the one in use, in one step, and again if need be."""

    def sweep(self) -> None:
        """Remove what nobody needs any more."""

    def close(self) -> None:
        """Let others have it."""


class Shared(Protocol):
    """A place where programs elsewhere follow the index by its name; it may be very large."""

    def switch(self, mark: str) -> None:
        """A finished successor in place of the one in use, though others have it."""

    def hear(self, change: int) -> None:
        """So far the changes of the store are in the index in use, or further."""


class Place(Protocol):
    """All methods: StoreError where the place cannot be used."""

    @property
    def folder(self) -> Path:
        """Where this machine keeps its lock and its notes of a successor."""

    @property
    def shared(self) -> Shared | None:
        """What can be done only there."""

    def hold(self, about: About, *, wait: float, renewing: bool = True) -> Held:
        """The index in use; IndexBusyError where another program has it after so many seconds.

        One of another origin is begun anew, with ``renewing``; else StoreError.
        """

    def found(self, about: Callable[[], About]) -> Index:
        """The index in use, which another program keeps; StoreError where it is not whole.

        ``about`` is asked again: another index may come into use.
        """

    def is_held(self) -> bool:
        """Whether some program may be keeping the index here."""

    def written(self) -> dict[str, Any] | None:
        """What the index in use says that it was built from, None where there is none."""

    def looked_at(self, about: About) -> AbstractContextManager[WholeIndex]:
        """The index in use, without touching it; StoreError where it is damaged."""

    def begin(self, about: About, mark: str) -> WholeIndex:
        """A successor, empty; ``mark``: eight hex digits."""

    def go_on(self, about: About, mark: str) -> WholeIndex:
        """A successor that was begun; StoreError where it is not there."""

    def drop(self, mark: str) -> None:
        """Remove a successor unless it is in use."""

    def close(self) -> None:
        """Let go of connections."""
