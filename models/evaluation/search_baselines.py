"""Simpler searches over the same passages, grouped to reports in the same way.

BM25 over Snowball stems without stop words (Robertson and Zaragoza 2009, the idf of Lucene), the
encoder alone by cosine, and reciprocal rank fusion of both (Cormack, Clarke and Büttcher 2009).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from models.evaluation.search import Found, Ranking
from nlp.german.stems import stem
from nlp.german.stopwords import STOP_WORDS
from nlp.german.tokens import tokens
from nlp.types import Matrix, Span, Vector

K1, B = 1.2, 0.75
RRF = 60
CANDIDATES = 200
CANDIDATES_PER_HIT = 5
MOST_SPANS = 3
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece(Span):
    """A passage; ``words`` is what a search by words reads: title, heading and text."""

    report: str
    title: str
    words: str


class Stems:
    """BM25 over stems."""

    def __init__(self, texts: Sequence[str]) -> None:
        from scipy.sparse import csr_matrix

        counts = [Counter(stems(text)) for text in texts]
        self._ids: dict[str, int] = {}
        for count in counts:
            for word in count:
                self._ids.setdefault(word, len(self._ids))
        rows = np.repeat(np.arange(len(texts)), [len(count) for count in counts])
        columns = np.array([self._ids[w] for count in counts for w in count], dtype=np.intp)
        often = np.array([n for count in counts for n in count.values()], dtype=np.float64)
        weights = _bm25(rows, columns, often, (len(texts), len(self._ids)))
        shape = (len(texts), max(len(self._ids), 1))
        self._weights: Any = csr_matrix((weights, (rows, columns)), shape=shape).tocsc()

    def scores(self, question: str) -> Scores:
        """(passages,), 0 where no stem is shared."""
        known = [self._ids[word] for word in stems(question) if word in self._ids]
        if not known:
            return np.zeros(self._weights.shape[0], dtype=np.float32)
        return np.asarray(self._weights[:, known].sum(axis=1), dtype=np.float32).ravel()


def stems(text: str) -> list[str]:
    """The stems of the words that are no stop words."""
    words = (token.word for token in tokens(text))
    return [stem(word) for word in words if word not in STOP_WORDS]


def _bm25(
    rows: npt.NDArray[np.intp],
    columns: npt.NDArray[np.intp],
    often: npt.NDArray[np.float64],
    shape: tuple[int, int],
) -> npt.NDArray[np.float64]:
    texts, words = shape
    lengths = np.bincount(rows, weights=often, minlength=texts)
    in_texts = np.bincount(columns, minlength=words)
    idf = np.log(1 + (texts - in_texts + 0.5) / (in_texts + 0.5))
    norm = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if texts else 0.0, 1e-9))
    return np.asarray(idf[columns] * often * (K1 + 1) / (often + norm[rows]))


class Baselines:
    """All three; ``vectors`` has one row of unit length for each piece."""

    def __init__(self, pieces: Sequence[Piece], vectors: Matrix) -> None:
        self._pieces = pieces
        self._vectors = vectors
        self._stems = Stems([piece.words for piece in pieces])

    def by_stems(self, question: str, _vector: Vector, limit: int) -> Ranking:
        """BM25 over stems."""
        return self._grouped(self._stem_order(question, limit), limit)

    def by_encoder(self, _question: str, vector: Vector, limit: int) -> Ranking:
        """The encoder alone."""
        return self._grouped(self._near_order(vector, limit), limit)

    def by_fusion(self, question: str, vector: Vector, limit: int) -> Ranking:
        """Reciprocal rank fusion of both."""
        both = (self._stem_order(question, limit), self._near_order(vector, limit))
        return self._grouped(fused(both), limit)

    def rankings(
        self, questions: Sequence[str], vectors: Matrix, *, limit: int
    ) -> dict[str, list[Ranking]]:
        """All three for all questions; ``vectors`` has one row for each question."""
        asked = list(zip(questions, vectors, strict=True))
        return {name: [by(*one, limit) for one in asked] for name, by in self._systems().items()}

    def _systems(self) -> dict[str, Callable[[str, Vector, int], Ranking]]:
        return {"BM25 stems": self.by_stems, "encoder": self.by_encoder, "RRF": self.by_fusion}

    def _stem_order(self, question: str, limit: int) -> list[int]:
        scores = self._stems.scores(question)
        return [at for at in _order(scores, _depth(limit)) if scores[at] > 0]

    def _near_order(self, vector: Vector, limit: int) -> list[int]:
        return _order(self._vectors @ vector, _depth(limit))

    def _grouped(self, order: Iterable[int], limit: int) -> Ranking:
        """Reports by their best passage, each with its three best."""
        groups: dict[str, list[Piece]] = {}
        for at in order:
            groups.setdefault(self._pieces[at].report, []).append(self._pieces[at])
        return [_found(pieces) for pieces in list(groups.values())[:limit]]


def fused(orders: Iterable[Sequence[int]]) -> list[int]:
    """One order of several: the sum of 1 / (60 + rank), equal ones by number."""
    scores: dict[int, float] = {}
    for order in orders:
        for rank, at in enumerate(order, start=1):
            scores[at] = scores.get(at, 0.0) + 1 / (RRF + rank)
    return sorted(scores, key=lambda at: (-scores[at], at))


def _order(scores: Scores, depth: int) -> list[int]:
    return [int(at) for at in np.argsort(-scores, kind="stable")[:depth]]


def _depth(limit: int) -> int:
    return max(CANDIDATES, CANDIDATES_PER_HIT * limit)


def _found(pieces: Sequence[Piece]) -> Found:
    spans = tuple(Span(start=p.start, end=p.end) for p in pieces[:MOST_SPANS])
    return Found(report=pieces[0].report, title=pieces[0].title, spans=spans)
