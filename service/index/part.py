"""A segment of the index on disk without the points that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.index.arrays import Array
from service.index.columns import Mask
from service.index.filters import is_open
from service.index.port import Filter, Point
from service.index.segment import Segment
from service.index.top import Found, top

# Of a segment of which a larger share is gone the rest is written anew.
DEAD_SHARE = 0.2
POINTS_AT_ONCE = 1 << 11


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """A segment, and which of its points are gone."""

    segment: Segment
    dead: Mask | None = None

    @classmethod
    def of(cls, segment: Segment, dead: list[int]) -> Part:
        """``dead``: the rows that are gone."""
        mask = np.zeros(len(segment), dtype=bool)
        mask[dead] = True
        return cls(segment=segment, dead=mask if dead else None)

    @property
    def living(self) -> int:
        """How many points there are."""
        return len(self.segment) - (0 if self.dead is None else int(self.dead.sum()))

    @property
    def worded(self) -> int:
        """How many of them have words."""
        worded = self.segment.worded
        return int(np.count_nonzero(worded if self.dead is None else worded & ~self.dead))

    @property
    def is_worn(self) -> bool:
        """Whether so much is gone that the rest had better be written anew."""
        return len(self.segment) - self.living > DEAD_SHARE * len(self.segment)

    def passing(self, where: Filter | None) -> Mask | None:
        """(points,): who lives and passes; None for all."""
        if where is None or is_open(where):
            return None if self.dead is None else ~self.dead
        mask = self.segment.columns.passing(where)
        return mask if self.dead is None else mask & ~self.dead

    def rows_of(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """(ids,): where they are; -1 where not."""
        rows = self.segment.rows_of(ids)
        if self.dead is not None:
            rows[(rows >= 0) & self.dead[rows]] = -1
        return rows

    def living_rows(self) -> npt.NDArray[np.int64]:
        """(living,): where points are."""
        return np.arange(len(self.segment)) if self.dead is None else np.flatnonzero(~self.dead)

    def points(self) -> Iterator[Point]:
        """Those that live, some at a time."""
        rows = self.living_rows()
        for start in range(0, len(rows), POINTS_AT_ONCE):
            yield from self.segment.points(rows[start : start + POINTS_AT_ONCE])

    def best(self, scores: Array, limit: int, where: Filter | None) -> Found:
        """Those with the highest ``scores`` (points,) above 0 that pass; changes ``scores``."""
        mask = self.passing(where)
        if mask is not None:
            scores[~mask] = 0
        ids, best = top(self.segment.ids, scores, limit)
        return ids[best > 0], best[best > 0]

    def without(self, ids: npt.NDArray[np.int64]) -> Part:
        """The same part where it has none of these."""
        rows = self.segment.rows_of(ids)
        dead = np.zeros(len(self.segment), bool) if self.dead is None else self.dead.copy()
        dead[rows[rows >= 0]] = True
        return Part(segment=self.segment, dead=dead) if (rows >= 0).any() else self
