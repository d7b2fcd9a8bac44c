"""How much somebody may ask for: a bucket of tokens each, which fills up again evenly."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from threading import Lock

MOST_KNOWN = 20_000
NETWORK_BITS = 64
"""Of an IPv6 address: a single customer has so many of them that one alone means nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What is left. ``reset``: seconds until all of it is there again; ``wait``: seconds until the
    next request is let through, 0 where this one was."""

    limit: int
    remaining: int
    reset: int
    wait: int


class Limiter:
    """``limit`` requests in ``period`` seconds for each name, all at once or spread out.

    Safe to share between threads; of many names the ones that asked longest ago are forgotten.
    """

    def __init__(
        self, *, limit: int, period: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._rate = limit / period
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, name: str) -> Quota:
        """One request more, where there is one left."""
        with self._lock:
            tokens = self._tokens(name)
            allowed = tokens >= 1
            tokens -= allowed
            self._keep(name, tokens)
        return self._quota(tokens, allowed=allowed)

    def charge(self, name: str, cost: int) -> None:
        """So many requests more for one that was let through; the name may owe them."""
        with self._lock:
            self._keep(name, max(self._tokens(name) - cost, -self._limit))

    def look(self, name: str) -> Quota:
        """What ``take`` would say, and nothing is taken."""
        with self._lock:
            tokens = self._tokens(name)
        return self._quota(tokens, allowed=tokens >= 1)

    def _tokens(self, name: str) -> float:
        tokens, at = self._known.get(name, (float(self._limit), self._clock()))
        return min(float(self._limit), tokens + (self._clock() - at) * self._rate)

    def _keep(self, name: str, tokens: float) -> None:
        self._known[name] = (tokens, self._clock())
        self._known.move_to_end(name)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)

    def _quota(self, tokens: float, *, allowed: bool) -> Quota:
        return Quota(
            limit=self._limit,
            remaining=max(0, int(tokens)),
            reset=math.ceil((self._limit - tokens) / self._rate),
            wait=0 if allowed else max(1, math.ceil((1 - tokens) / self._rate)),
        )


def network_of(address: str) -> str:
    """The address whose requests count together: an IPv6 address stands for its network."""
    try:
        read = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if read.version == 4:
        return str(read)
    if read.ipv4_mapped:
        return str(read.ipv4_mapped)
    return str(ip_network((read, NETWORK_BITS), strict=False))
