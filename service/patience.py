"""How long what took long to make may be kept though it is no longer quite up to date."""

from __future__ import annotations

import time
from collections.abc import Callable

LEAST, TIMES, MOST = 0.05, 10.0, 30.0
"""Seconds from which on something took long; how many times as long it is kept; at most so long."""


class Patience:
    """While many reports come in, what is made of all of them would be made for every question."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0

    def made(self, seconds: float) -> None:
        """It was just made, and took so long."""
        spared = min(MOST, TIMES * seconds) if seconds >= LEAST else 0.0
        self._until = self._clock() + spared

    def may_keep(self) -> bool:
        """Whether it need not be made anew yet."""
        return self._clock() < self._until
