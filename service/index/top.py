"""The best of many scores, equal ones in the order of their ids."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from service.index.port import Scored

Found = tuple[npt.NDArray[np.int64], npt.NDArray[np.floating]]
BLOCK = 64
# Equal passages may differ in the last bit, by where they stand.
DIGITS = 6


def top(ids: npt.NDArray[np.int64], scores: npt.NDArray[np.floating], limit: int) -> Found:
    """At most so many, best first; scores of minus infinity are none."""
    rows = np.flatnonzero(scores >= _threshold(scores, limit) - 10.0**-DIGITS)
    rows = rows[np.isfinite(scores[rows])]
    order = _order(ids[rows], scores[rows])[:limit]
    return ids[rows[order]], scores[rows[order]]


def best_of(parts: Sequence[Found], limit: int) -> Scored:
    """The best of several."""
    if not parts:
        return []
    ids = np.concatenate([ids for ids, _ in parts])
    scores = np.concatenate([scores for _, scores in parts])
    order = _order(ids, scores)[:limit]
    return list(zip(ids[order].tolist(), scores[order].tolist(), strict=True))


def _order(ids: npt.NDArray[np.int64], scores: npt.NDArray[np.floating]) -> npt.NDArray[np.int64]:
    return np.lexsort((ids, -np.round(scores, DIGITS)))


def _threshold(scores: npt.NDArray[np.floating], limit: int) -> float:
    """Not above the last of the best: that many blocks have a maximum at least as high."""
    whole = len(scores) // BLOCK * BLOCK
    maxima = scores[:whole].reshape(-1, BLOCK).max(axis=1)
    if not 0 < limit < len(maxima):
        return -np.inf
    return float(np.partition(maxima, len(maxima) - limit)[len(maxima) - limit])
