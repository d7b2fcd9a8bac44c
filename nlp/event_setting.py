"""A report as the date and the place of its event are read from it."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.german.dates import DateSpan
from nlp.types import DocKind, Span

BEGINNING = 700
"""Characters in which a report usually says when and where it was."""
WINDOW = 400
"""Characters around a name that are read at most, so that endless lines cost no more."""
MOST_WEIGHED = 400
"""Dates, and places, of a report that are weighed: an event is told of early."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A report with what its dates and places are read against."""

    text: str
    title: str
    doc_kind: DocKind
    sentences: Sequence[Span]
    dates: Sequence[DateSpan]
    probability: float = 1.0
    """That the report tells of an event of its own."""
    persons: Sequence[Span] = ()
    """Where persons are named, in order."""

    def sentence(self, at: int) -> Span:
        """The sentence around ``at``, never more than its line, nor than ``WINDOW`` either way."""
        line = self.line(at)
        place = bisect_right(self.sentences, at, key=lambda span: span.start) - 1
        if place < 0 or self.sentences[place].end < at:
            return line
        span = self.sentences[place]
        return Span(start=max(span.start, line.start), end=min(span.end, line.end))

    def line(self, at: int) -> Span:
        """The line around ``at``, at most ``WINDOW`` either way."""
        low, high = max(0, at - WINDOW), min(len(self.text), at + WINDOW)
        start, end = self.text.rfind("\n", low, at), self.text.find("\n", at, high)
        return Span(start=start + 1 if start >= 0 else low, end=end if end >= 0 else high)

    def persons_in(self, line: Span) -> Sequence[Span]:
        """The persons whose names lie within ``line``."""
        first = bisect_left(self.persons, line.start, key=lambda span: span.start)
        last = bisect_right(self.persons, line.end, key=lambda span: span.start)
        return [span for span in self.persons[first:last] if span.end <= line.end]

    @property
    def odds(self) -> float:
        """The logarithm of the odds that there is an event, within -4 and 4."""
        likely = min(max(self.probability, 0.018), 0.982)
        return math.log(likely / (1 - likely))

    def before(self, at: int, size: int) -> str:
        """Up to ``size`` characters before ``at``."""
        return self.text[max(0, at - size) : at]
