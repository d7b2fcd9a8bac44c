"""What the vectors of a report's passages say of each concept.

All vectors are centred first (their training mean subtracted): raw cosines of E5 lie so close
together that they hardly tell concepts apart.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from nlp.scores import Numbers, Table, gaps, ranks, unit
from nlp.types import Matrix, Passage, Vector

SIMILARITY_FEATURES, REGRESSION_FEATURES = 10, 7
BEST_NAMES = 3
TEXT_WEIGHT = 0.5
PEAK_WEIGHT = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptVectors:
    """Concepts as the encoder sees them, encoded as queries: unit length, not centred.

    ``names``: (names, dimensions), one row for each name of each concept; ``owner``: (names,),
    the row of its concept; ``texts``: (concepts, dimensions), label and definition.
    """

    owner: npt.NDArray[np.int32]
    names: Matrix
    texts: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Centres:
    """Mean vectors, (dimensions,) each."""

    passages: Vector
    names: Vector
    texts: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarities:
    """Centred vectors of the searchable passages, and how close they are to each concept.

    ``rows``: (searchable passages,), which passages they are; ``shares``: their shares of the
    text; ``passages``: (searchable passages, dimensions); ``report``: (dimensions,);
    ``names``, ``texts``: (searchable passages, concepts).
    """

    rows: tuple[int, ...]
    shares: Vector
    passages: Matrix
    report: Vector
    names: Matrix
    texts: Matrix


class Comparer:
    """Compares passages with concepts; what does not depend on the report is made ready once."""

    def __init__(self, concepts: ConceptVectors, centres: Centres) -> None:
        self._centre = centres.passages
        self._names = np.ascontiguousarray(unit(concepts.names - centres.names).T)
        self._texts = np.ascontiguousarray(unit(concepts.texts - centres.texts).T)
        self._columns = _columns(concepts.owner, len(concepts.texts))

    def compare(self, passages: Sequence[Passage], vectors: Matrix) -> Similarities:
        """Centred cosines; of each concept's names the three closest to a passage count.

        ``vectors``: (passages, dimensions). Where no passage is searchable, all count.
        """
        rows = [at for at, passage in enumerate(passages) if passage.searchable]
        rows = rows or list(range(len(passages)))
        lengths = np.array([passages[at].end - passages[at].start for at in rows], dtype=np.float32)
        shares = lengths / lengths.sum()
        offsets = vectors[rows] - self._centre
        centred = unit(offsets)
        return Similarities(
            rows=tuple(rows),
            shares=shares,
            passages=centred,
            report=unit(shares @ offsets),
            names=_of_closest(centred @ self._names, self._columns),
            texts=centred @ self._texts,
        )


def anchors(concepts: ConceptVectors, centres: Centres) -> Matrix:
    """(concepts, dimensions), unit length: what a concept is without examples of it."""
    names = unit(concepts.names - centres.names)
    count = len(concepts.texts)
    means = np.stack([names[concepts.owner == row].mean(axis=0) for row in range(count)])
    return unit(means + TEXT_WEIGHT * unit(concepts.texts - centres.texts))


def silenced(found: Similarities, pairs: Collection[tuple[int, int]]) -> Similarities:
    """With the passage and the concept of each pair no closer than any other concept.

    ``pairs``: number of a passage, as in ``found.rows``, and row of a concept.
    """
    if not pairs:
        return found
    at = {passage: row for row, passage in enumerate(found.rows)}
    names, texts = found.names.copy(), found.texts.copy()
    for passage, concept in pairs:
        if (row := at.get(passage)) is not None:
            names[row, concept] = found.names[row].min()
            texts[row, concept] = found.texts[row].min()
    return replace(found, names=names, texts=texts)


def closeness(found: Similarities) -> Numbers:
    """(concepts,): the passages' mean closeness to the names, and a share of the best two's."""
    return np.asarray(found.shares @ found.names + PEAK_WEIGHT * _best_two(found.names))


def similarity_features(found: Similarities) -> Table:
    """(concepts, 10): mean, best two, best, first; definition's mean and best; ranks, gaps."""
    mean, peak, both = found.shares @ found.names, _best_two(found.names), closeness(found)
    return np.column_stack(
        [
            *(mean, peak, found.names.max(axis=0), found.names[0]),
            *(found.shares @ found.texts, found.texts.max(axis=0)),
            *(_ranked_high(found, found.names), np.log1p(ranks(both)), *gaps(both)),
        ]
    )


def regression_features(found: Similarities, weights: Matrix) -> Table:
    """(concepts, 7): report, its rank, best and best two passages, ranks in these, gaps.

    ``weights``: (concepts, dimensions).
    """
    report, passages = weights @ found.report, found.passages @ weights.T
    return np.column_stack(
        [
            *(report, np.log1p(ranks(report)), passages.max(axis=0), _best_two(passages)),
            *(_ranked_high(found, passages), *gaps(report)),
        ]
    )


def _columns(owner: npt.NDArray[np.int32], concepts: int) -> npt.NDArray[np.intp]:
    """(concepts, most names) columns of each concept's names, filled up with one past the last."""
    own = [np.flatnonzero(owner == row) for row in range(concepts)]
    columns = np.full((concepts, max(BEST_NAMES, *map(len, own))), len(owner), dtype=np.intp)
    for row, found in enumerate(own):
        columns[row, : len(found)] = found
    return columns


def _of_closest(names: Matrix, columns: npt.NDArray[np.intp]) -> Matrix:
    """(passages, concepts): mean of the closest names; what fills up never counts."""
    filled = np.concatenate([names, np.full((len(names), 1), -np.inf, dtype=names.dtype)], axis=1)
    best = np.partition(filled[:, columns], -BEST_NAMES, axis=2)[:, :, -BEST_NAMES:]
    counted = np.isfinite(best)
    total = np.where(counted, best, 0).sum(axis=2) / np.maximum(counted.sum(axis=2), 1)
    return np.asarray(total, dtype=names.dtype)


def _best_two(scores: Matrix) -> Numbers:
    return np.asarray(np.sort(scores, axis=0)[-2:].mean(axis=0))


def _ranked_high(found: Similarities, scores: Matrix) -> Numbers:
    return np.asarray(found.shares @ (1 / (1 + ranks(scores))))
