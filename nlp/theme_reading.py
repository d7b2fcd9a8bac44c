"""What in a report speaks for each concept: its names, close passages, stems of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.concepts import Concept
from nlp.labels import LabelHit
from nlp.scores import Table
from nlp.theme_vectors import (
    Centres,
    Comparer,
    ConceptVectors,
    Similarities,
    regression_features,
    silenced,
    similarity_features,
)
from nlp.theme_words import LabelEvidence, Lexicon, WordCounter, word_features
from nlp.types import Matrix, Passage, Span, Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report's evidence, before anything that was learnt from examples.

    ``labels``: (concepts, features); ``words``: (stems,).
    """

    hits: Sequence[LabelHit]
    labels: Table
    words: Vector
    similar: Similarities | None


class ThemeReader:
    """Gathers the evidence for the concepts in a report.

    ``vectors`` are the concepts', in order, or none where the encoder is not the training's.
    """

    def __init__(
        self,
        concepts: Sequence[Concept],
        lexicon: Lexicon,
        centres: Centres,
        vectors: ConceptVectors | None,
    ) -> None:
        self.evidence = LabelEvidence(concepts, lexicon)
        self._counter = WordCounter(lexicon)
        self._comparer = Comparer(vectors, centres) if vectors else None

    def read(
        self,
        text: str,
        title: str,
        passages: Sequence[Passage],
        vectors: Matrix,
        sentences: Sequence[Span],
    ) -> Reading:
        """``vectors``: (passages, dimensions)."""
        hits = self.evidence.hits(text, sentences)
        similar = self.similar(passages, vectors)
        headings = [passage.heading for passage in passages if passage.heading]
        return Reading(
            hits=hits,
            labels=self.evidence.features(hits, title=title, headings=headings, length=len(text)),
            words=self._counter.vector(text, title),
            similar=similar and silenced(similar, self._silent(text, passages, sentences, hits)),
        )

    def _silent(
        self,
        text: str,
        passages: Sequence[Passage],
        sentences: Sequence[Span],
        hits: Sequence[LabelHit],
    ) -> set[tuple[int, int]]:
        """Pairs of passage and concept where only what is excluded speaks for the concept."""
        barred = self.evidence.excluded(text, sentences)
        if not barred:
            return set()
        named = _pairs(hits, passages, self.evidence)
        return _pairs(barred, passages, self.evidence) - named

    def similar(self, passages: Sequence[Passage], vectors: Matrix) -> Similarities | None:
        """Passages beside concepts; None where the encoder is another than the training's."""
        return self._comparer.compare(passages, vectors) if self._comparer else None


def _pairs(
    hits: Sequence[LabelHit], passages: Sequence[Passage], evidence: LabelEvidence
) -> set[tuple[int, int]]:
    """Passage and concept of each hit."""
    starts = np.array([passage.start for passage in passages])
    at = np.searchsorted(starts, [hit.start for hit in hits], side="right") - 1
    return {(max(0, int(row)), evidence.row(hit)) for row, hit in zip(at, hits, strict=True)}


def group_features(
    reading: Reading, regression: Matrix | None = None, stem_weights: Matrix | None = None
) -> dict[str, Table]:
    """Each group that there is, (concepts, features); the weights have a row for each concept."""
    groups = {"labels": reading.labels}
    if reading.similar is not None:
        groups["similarity"] = similarity_features(reading.similar)
        if regression is not None:
            groups["regression"] = regression_features(reading.similar, regression)
    if stem_weights is not None:
        groups["words"] = word_features(reading.words, stem_weights)
    return groups
