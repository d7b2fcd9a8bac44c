"""What goes on inside, for those who watch: stages of the work and how large it was.

Code that does something worth watching says so with ``stage`` and ``happened``; metrics and traces
are told while they are ``watched``. Sizes are numbers: no text ever goes this way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import Protocol

Sizes = dict[str, int]


class Watcher(Protocol):
    """Is told of stages and events, from any thread; must not fail."""

    def stage(self, name: str, sizes: Sizes, *, leaf: bool) -> AbstractContextManager[object]:
        """Entered while it lasts; ``sizes`` may grow until its end. A leaf has no stages within."""

    def happened(self, name: str, kind: str) -> None:
        """Something happened, of one of a few kinds."""


_watchers: list[Watcher] = []


def stage(name: str, *, leaf: bool = False, **sizes: int) -> AbstractContextManager[Sizes]:
    """A stage of the work, with a mapping that takes sizes known only later."""
    if not _watchers:
        return nullcontext({})
    return _seen(name, sizes, leaf=leaf)


def happened(name: str, kind: str = "") -> None:
    """Tells those who watch."""
    for watcher in tuple(_watchers):
        watcher.happened(name, kind)


@contextmanager
def watched(*watchers: Watcher) -> Iterator[None]:
    """These are told of everything in this process meanwhile."""
    _watchers.extend(watchers)
    try:
        yield
    finally:
        for watcher in watchers:
            _watchers.remove(watcher)


@contextmanager
def _seen(name: str, sizes: Sizes, *, leaf: bool) -> Iterator[Sizes]:
    with ExitStack() as stack:
        for watcher in tuple(_watchers):
            stack.enter_context(watcher.stage(name, sizes, leaf=leaf))
        yield sizes
