"""How good an extraction is, counted."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from nlp.types import Span

Interval = tuple[float, float]
RESAMPLES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many were found, how many there are, and how many of each are right."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    met: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            found=self.found + other.found,
            wanted=self.wanted + other.wanted,
            right=self.right + other.right,
            met=self.met + other.met,
        )

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found."""
        return self.met / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there is nothing and nothing was found."""
        if not self.found and not self.wanted:
            return 1.0
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def exact(found: Collection[Hashable], wanted: Collection[Hashable]) -> Counts:
    """Equal items of two sets."""
    right = len(set(found) & set(wanted))
    return Counts(found=len(set(found)), wanted=len(set(wanted)), right=right, met=right)


def overlap(found: Sequence[Span], wanted: Sequence[Span]) -> Counts:
    """Spans that share at least a code point with one of the other side."""
    return Counts(
        found=len(found),
        wanted=len(wanted),
        right=sum(any(f.overlaps(w) for w in wanted) for f in found),
        met=sum(any(w.overlaps(f) for f in found) for w in wanted),
    )


def matched(found: Sequence[Collection[str]], wanted: Sequence[Collection[str]]) -> Counts:
    """Sets of names that share a name with a set of the other side."""
    return Counts(
        found=len(found),
        wanted=len(wanted),
        right=sum(any(set(f) & set(w) for w in wanted) for f in found),
        met=sum(any(set(f) & set(w) for f in found) for w in wanted),
    )


def total(counts: Iterable[Counts]) -> Counts:
    """The sum: every item counts alike, whatever document it stands in."""
    return sum(counts, Counts())


def ndcg(ranking: Sequence[str], grades: Mapping[str, float], *, depth: int) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), linear gain."""
    gains = [grades.get(item, 0.0) for item in ranking[:depth]]
    ideal = sorted(grades.values(), reverse=True)[:depth]
    best = _discounted(ideal)
    return _discounted(gains) / best if best else 0.0


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))


def mean(values: Sequence[float]) -> float:
    """Zero for nothing."""
    return sum(values) / len(values) if values else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Probabilities that lie close together: their mean, the share that was right, how many."""

    said: float
    right: float
    size: int


def calibration(said: Sequence[float], right: Sequence[bool], *, bins: int = 10) -> list[Bin]:
    """The reliability curve over bins of equal width (Niculescu-Mizil and Caruana 2005)."""
    chances, truth = np.asarray(said, dtype=np.float64), np.asarray(right, dtype=np.float64)
    at = np.minimum((chances * bins).astype(int), bins - 1)
    return [
        Bin(
            said=float(chances[at == one].mean()),
            right=float(truth[at == one].mean()),
            size=int((at == one).sum()),
        )
        for one in np.unique(at)
    ]


# Intervals: the bootstrap over documents (Efron and Tibshirani 1993), percentiles 2.5 and 97.5.


def f1_interval(documents: Sequence[Counts]) -> Interval | None:
    """95 % interval of the F1 of all documents together; None for fewer than two."""
    if len(documents) < 2:
        return None
    rows = np.array([(d.found, d.wanted, d.right, d.met) for d in documents], dtype=np.float64)
    found, wanted, right, met = rows[_samples(len(documents))].sum(axis=1).T
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(found > 0, right / found, 0.0)
        recall = np.where(wanted > 0, met / wanted, 0.0)
        both = precision + recall
        f1 = np.where(both > 0, 2 * precision * recall / both, 0.0)
    return _middle(np.where((found == 0) & (wanted == 0), 1.0, f1))


def mean_interval(values: Sequence[float]) -> Interval | None:
    """95 % interval of a mean; None for fewer than two values."""
    if len(values) < 2:
        return None
    return _middle(np.array(values, dtype=np.float64)[_samples(len(values))].mean(axis=1))


@lru_cache(maxsize=8)
def _samples(size: int) -> npt.NDArray[np.intp]:
    """(resamples, size) positions drawn with replacement, the same on every run."""
    return np.random.default_rng(7).integers(0, size, (RESAMPLES, size), dtype=np.intp)


def _middle(values: npt.NDArray[np.float64]) -> Interval:
    low, high = np.percentile(values, (2.5, 97.5))
    return float(low), float(high)
