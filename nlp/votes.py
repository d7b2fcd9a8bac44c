"""How probable the tagger holds a label for any part of a report, whether it chose it or not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from nlp.names import Tagged
from nlp.types import LABELS, Label, Span


class Votes:
    """The tagger's probabilities for all words of a report."""

    def __init__(self, windows: Sequence[Tagged], tags: Sequence[str]) -> None:
        spans = [word for window in windows for word in window.words]
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]
        columns = {
            label: [at for at, tag in enumerate(tags) if tag[2:] == label] for label in LABELS
        }
        scores = [window.scores for window in windows if len(window.words)]
        shares = np.exp(np.concatenate(scores)) if scores else np.zeros((0, len(tags)))
        self._logs = {
            label: np.concatenate([[0.0], np.log(shares[:, own].sum(axis=1) + 1e-6).cumsum()])
            for label, own in columns.items()
        }

    def share(self, span: Span, label: Label) -> float:
        """Geometric mean, over the words of a span, of the probability that they bear a label."""
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end)
        if last <= first:
            return 0.0
        logs = self._logs[label]
        return float(np.exp((logs[last] - logs[first]) / (last - first)))
