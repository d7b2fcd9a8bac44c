"""The same or nearly the same passage, shown once: by sketches of runs of words.

Broder, On the resemblance and containment of documents (1997); candidates share a band of their
sketches: Indyk and Motwani, Approximate Nearest Neighbors (1998).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from service.search.candidates import Candidate
from service.store.found import sketch_of

NEARLY_SAME = 0.6
"""Share of common runs of words; one changed word in a passage of a hundred costs 0.08."""
BAND = 12
"""Bytes of a sketch that two texts must share to be compared: three of its numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """``kept`` are the candidates without those that repeat one before; ``others`` are these, by
    the number of the one that stands for them."""

    kept: tuple[Candidate, ...]
    others: dict[int, tuple[Candidate, ...]]


def fold(ranked: Iterable[Candidate]) -> Folded:
    """Of each text the first copy, in linear time."""
    first: dict[tuple[int, bytes], Candidate] = {}
    kept: list[Candidate] = []
    others: dict[int, tuple[Candidate, ...]] = {}
    for candidate in ranked:
        bands = list(_bands(candidate.sketch))
        known = (first[band] for band in bands if band in first)
        same = next((other for other in known if _alike(candidate, other)), None)
        if same:
            others[same.id] = (*others.get(same.id, ()), candidate)
            continue
        kept.append(candidate)
        for band in bands:
            first.setdefault(band, candidate)
    return Folded(kept=tuple(kept), others=others)


def _bands(sketch: bytes | None) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(sketch or b""), BAND):
        yield start, (sketch or b"")[start : start + BAND]


def _alike(one: Candidate, other: Candidate) -> bool:
    if one.sketch is None or other.sketch is None or len(one.sketch) != len(other.sketch):
        return False
    if one.sketch == other.sketch:
        return True
    agreed = sketch_of(one.sketch) == sketch_of(other.sketch)
    return float(np.mean(agreed)) >= NEARLY_SAME
