"""Sets that are joined step by step."""

from __future__ import annotations

from collections.abc import Iterable


class Unions:
    """Numbers from 0 up, each alone at first; the smallest of a set stands for it."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, at: int) -> int:
        """The smallest number of its set."""
        parent = self._parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        """Make two sets one."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low

    def sets(self, members: Iterable[int]) -> list[list[int]]:
        """Those of the members that are together, each set in the order given."""
        found: dict[int, list[int]] = {}
        for at in members:
            found.setdefault(self.root(at), []).append(at)
        return list(found.values())
