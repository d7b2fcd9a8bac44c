"""Work that goes on beside the requests."""

from __future__ import annotations

from threading import Event, Thread
from typing import Self

LOOK = 0.1
"""Seconds between two looks at whether to end."""


class Background:
    """A thread that works while it is entered; ``work`` ends soon after ``over`` is set."""

    def __init__(self, name: str) -> None:
        self._over = Event()
        self._thread = Thread(target=self._work, name=f"fundstelle-{name}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        _working.add(self)
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self._thread.join()
        _working.discard(self)

    def wait_for(self, other: Background) -> None:
        """Until the other has done its work, or this one is to end."""
        while other._thread.is_alive() and not self._over.is_set():
            other._thread.join(LOOK)

    def end(self) -> None:
        """Tells it to end soon, and does not wait for it."""
        self._over.set()

    def _work(self) -> None:
        raise NotImplementedError


_working: set[Background] = set()


def end_all() -> None:
    """Tells all that work in this process to end soon: each then has the same time for it."""
    for each in tuple(_working):
        each.end()
