"""Two rankings made one: a weighted sum of min-max-normalised scores.

Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval (2023).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DENSE_WEIGHT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """A candidate; ``meaning`` and ``words`` are what each side adds to ``score`` (0 to 1)."""

    id: int
    meaning: float
    words: float

    @property
    def score(self) -> float:
        """The sum of both sides."""
        return self.meaning + self.words


def fuse(
    dense: Sequence[tuple[int, float]],
    lexical: Sequence[tuple[int, float]],
    *,
    weight: float = DENSE_WEIGHT,
) -> list[Fused]:
    """All candidates of both sides, best first, equal ones in the order of their ids.

    What one side does not name gets its lowest score. The lowest lexical score is that of no
    common word at all.
    """
    near, alike = _normalised(dense), _normalised(lexical, low=0.0)
    fused = (
        Fused(id=id_, meaning=weight * near.get(id_, 0.0), words=(1 - weight) * alike.get(id_, 0.0))
        for id_ in near.keys() | alike.keys()
    )
    return sorted(fused, key=lambda candidate: (-candidate.score, candidate.id))


def _normalised(
    scored: Sequence[tuple[int, float]], *, low: float | None = None
) -> dict[int, float]:
    if not scored:
        return {}
    scores = [score for _, score in scored]
    bottom, top = min(scores) if low is None else low, max(scores)
    if top <= bottom:
        return {id_: 1.0 for id_, _ in scored}
    return {id_: (score - bottom) / (top - bottom) for id_, score in scored}
