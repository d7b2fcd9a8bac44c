"""How far a run is, measured by the bytes of its sources, and how long the rest takes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

WINDOW = 60.0
"""Seconds over which the pace is taken: what is there already goes by much faster than the rest."""
LEAST = 2.0
T = TypeVar("T")


class Gauge:
    """``read``: bytes that were read so far, ``total``: all of them."""

    def __init__(
        self, read: Callable[[], int], total: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._read = read
        self._total = total
        self._clock = clock
        self._drawn: deque[int] = deque()
        self._past: deque[tuple[float, int]] = deque([(clock(), 0)])

    def drawn(self, items: Iterable[T]) -> Iterator[T]:
        """The same; each is under way from here."""
        for item in items:
            self._drawn.append(self._read())
            yield item

    def arrived(self, items: Iterable[T]) -> Iterator[T]:
        """The same, in the order in which they were drawn; what is asked for next, is done."""
        for item in items:
            yield item
            self._drawn.popleft()

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return min(1.0, self._done / self._total) if self._total else 1.0

    def seconds_left(self) -> float | None:
        """None where there is no telling yet."""
        now, done = self._clock(), self._done
        if now - self._past[-1][0] >= WINDOW / 60:
            self._past.append((now, done))
        while len(self._past) > 2 and now - self._past[1][0] >= WINDOW:
            self._past.popleft()
        since, before = self._past[0]
        if now - since < LEAST or done <= before:
            return None
        return (self._total - done) * (now - since) / (done - before)

    @property
    def _done(self) -> int:
        return self._drawn[0] if self._drawn else self._read()
