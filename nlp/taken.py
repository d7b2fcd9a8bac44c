"""Which parts of a text are taken by spans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from nlp.types import Span


class Taken:
    """Answers in the logarithm of the number of spans; they may overlap, in any order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def is_free(self, start: int, end: int) -> bool:
        """Whether no span shares a code point with this range."""
        place = bisect_left(self._starts, end)
        return place == 0 or self._ends[place - 1] <= start
