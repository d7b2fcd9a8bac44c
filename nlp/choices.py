"""A choice among candidates by the weights of their features."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Features = Mapping[str, float]
HIGHEST = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A conditional logit: a candidate's odds are the exponential of its weighed features."""

    weights: Mapping[str, float]

    def shares(self, candidates: Sequence[Features]) -> list[float]:
        """The probability of each candidate; they sum to one. Unknown features weigh nothing."""
        totals = [self._total(candidate) for candidate in candidates]
        highest = max(totals, default=0.0)
        odds = [math.exp(max(total - highest, -HIGHEST)) for total in totals]
        return [each / sum(odds) for each in odds] if odds else []

    def _total(self, candidate: Features) -> float:
        return sum(self.weights.get(name, 0.0) * value for name, value in candidate.items())
