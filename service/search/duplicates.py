"""The same or nearly the same passage, shown once: by sketches of runs of words.

Broder, On the resemblance and containment of documents (1997); candidates share a band of their
sketches: Indyk and Motwani, Approximate Nearest Neighbors (1998).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.search.candidates import Candidate
from service.store.found import sketch_of

NEARLY_SAME = 0.6
"""Share of common runs of words; one changed word in a passage of a hundred costs 0.08."""
ROWS = 3
"""Numbers of a sketch, side by side, that two texts must share to be compared."""
_FACTORS = np.array([1, 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9], dtype=np.uint64)
_STEP = np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """``kept`` are the candidates without those that repeat one before; ``others`` are these, by
    the number of the one that stands for them."""

    kept: tuple[Candidate, ...]
    others: dict[int, tuple[Candidate, ...]]


def fold(ranked: Sequence[Candidate]) -> Folded:
    """Of each text the first copy, in linear time."""
    bands = _shared_bands(ranked)
    first: dict[int, Candidate] = {}
    kept: list[Candidate] = []
    others: dict[int, tuple[Candidate, ...]] = {}
    for candidate in ranked:
        own = bands.get(candidate.id, ())
        known = (first[band] for band in own if band in first)
        same = next((other for other in known if _alike(candidate, other)), None)
        if same:
            others[same.id] = (*others.get(same.id, ()), candidate)
            continue
        kept.append(candidate)
        for band in own:
            first.setdefault(band, candidate)
    return Folded(kept=tuple(kept), others=others)


def _shared_bands(candidates: Sequence[Candidate]) -> dict[int, tuple[int, ...]]:
    """By number of the candidate, the bands of its sketch that another has too: mostly none."""
    sketched = [each for each in candidates if each.sketch]
    if not sketched:
        return {}
    rows = np.array([sketch_of(each.sketch or b"") for each in sketched], dtype=np.uint64)
    bands = rows.reshape(len(rows), -1, ROWS) * _FACTORS
    keys = (bands.sum(axis=2) + np.arange(bands.shape[1], dtype=np.uint64) * _STEP).ravel()
    _, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
    shared: dict[int, tuple[int, ...]] = {}
    for at in np.flatnonzero(counts[places] > 1).tolist():
        number = sketched[at // bands.shape[1]].id
        shared[number] = (*shared.get(number, ()), int(places[at]))
    return shared


def _alike(one: Candidate, other: Candidate) -> bool:
    if one.sketch is None or other.sketch is None or len(one.sketch) != len(other.sketch):
        return False
    if one.sketch == other.sketch:
        return True
    agreed = sketch_of(one.sketch) == sketch_of(other.sketch)
    return float(np.mean(agreed)) >= NEARLY_SAME
