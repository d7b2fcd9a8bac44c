"""The themes of a report: concepts of a vocabulary with a probability and what shows them.

Four groups of features speak for each concept, and a logistic regression weighs them: its names
in the text, passages close to its names and definition (both work without examples), passages
close to what was learnt from examples, and the stems that examples hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from nlp.concepts import Concept, Vocabulary
from nlp.labels import LabelHit
from nlp.linear import Linear
from nlp.scores import Numbers, Table
from nlp.theme_choice import Choice, Chooser, Chosen
from nlp.theme_feedback import Adjustment, chances_of, log_odds
from nlp.theme_vectors import (
    Centres,
    Comparer,
    ConceptVectors,
    Similarities,
    anchors,
    closeness,
    regression_features,
    silenced,
    similarity_features,
)
from nlp.theme_words import LabelEvidence, Lexicon, WordCounter, word_features
from nlp.types import Matrix, Passage, Span, Theme, Vector

MOST_EVIDENCE = 6
LEAST_EVIDENCE = 0.5

FUSIONS: Mapping[str, tuple[str, ...]] = {
    "all": ("labels", "similarity", "regression", "words"),
    "open": ("labels", "similarity"),
    "words": ("labels", "words"),
    "labels": ("labels",),
}
"""The groups that each fusion weighs: ``open`` is for concepts without examples, ``words`` and
``labels`` for vectors of another encoder than the training's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeModel:
    """What was learnt from annotated reports.

    ``taught``: ids of the concepts with examples. ``deltas``: (taught, dimensions), added to
    ``anchor_weight`` times a concept's anchor they are its regression. ``stem_weights``:
    (taught, stems). ``fusions``: one for each of ``FUSIONS``, the chance of a theme last.
    """

    encoder: str
    taught: tuple[str, ...]
    centres: Centres
    anchor_weight: float
    deltas: Matrix
    lexicon: Lexicon
    stem_weights: Matrix
    fusions: Mapping[str, Linear]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report's evidence, before anything that was learnt from examples.

    ``labels``: (concepts, features); ``words``: (stems,).
    """

    hits: Sequence[LabelHit]
    labels: Table
    words: Vector
    similar: Similarities | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """``report``: (dimensions,), the centred vector, None where the encoder is another."""

    chances: Mapping[str, float]
    report: Vector | None


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


class ThemeTagger:
    """Assigns concepts of a vocabulary, also of one that the model has no examples of.

    ``vectors`` are those of the assignable concepts, in order, by the model's encoder; without
    them (another encoder) names and words decide alone. ``adjustment``: what editors' feedback
    has taught since.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        model: ThemeModel,
        vectors: ConceptVectors | None,
        *,
        adjustment: Adjustment | None = None,
        choice: Choice | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self._concepts = vocabulary.assignable()
        self._chooser = Chooser(vocabulary, choice)
        self._model = model
        self._vectors, self.choice, self._adjustment = vectors, choice, adjustment
        ids = [concept.id for concept in self._concepts]
        self._bias = adjustment.bias_of(ids) if adjustment else None
        self._directions = adjustment.directions_of(ids) if adjustment else None
        self._reader = ThemeReader(self._concepts, model.lexicon, model.centres, vectors)
        at = {concept: row for row, concept in enumerate(model.taught)}
        self._taught = np.array([concept.id in at for concept in self._concepts], dtype=bool)
        self._at = [at.get(concept.id, 0) for concept in self._concepts]
        self._stem_weights = self._of_concepts(model.stem_weights)
        self._regression = self._regressions(vectors)

    @property
    def taught(self) -> frozenset[str]:
        """Ids of the concepts that the model has examples of."""
        return frozenset(c.id for c, has in zip(self._concepts, self._taught, strict=True) if has)

    def tag(  # noqa: PLR0913
        self,
        report_text: str,
        title: str,
        passages: Sequence[Passage],
        vectors: Matrix,
        sentences: Sequence[Span],
        *,
        exclude: tuple[str, ...] = (),
        limit: int | None = None,
        threshold: float | None = None,
    ) -> tuple[Theme, ...]:
        """One to six themes, the most probable first; none for a report without passages.

        ``vectors``: (passages, dimensions), unit length. Scores are probabilities; the evidence
        is in text order and never empty. ``exclude``: ids of concepts that are not assigned, nor
        what is narrower; ``threshold``: the least probability, in place of the tagger's own.
        """
        if not passages or not self._concepts:
            return ()
        lines = sentences or passages
        reading = self._reader.read(report_text, title, passages, vectors, lines)
        scores = self._fused(reading)
        shown = _Shown(report_text, passages, lines, reading, self._reader.evidence)
        chosen = self._chooser.choose(scores, exclude=exclude, limit=limit, threshold=threshold)
        return tuple(_theme(one, shown) for one in chosen)

    def __reduce__(self) -> tuple[object, ...]:
        """For another process, which builds what is derived itself."""
        build = partial(ThemeTagger, adjustment=self._adjustment, choice=self.choice)
        return build, (self.vocabulary, self._model, self._vectors)

    def adjusted(self, adjustment: Adjustment | None) -> ThemeTagger:
        """The same tagger with other feedback, or without any."""
        return ThemeTagger(
            self.vocabulary,
            self._model,
            self._vectors,
            adjustment=adjustment,
            choice=self.choice,
        )

    def by_names(self) -> ThemeTagger:
        """A tagger that knows the concepts' names alone: what the others are compared with."""
        model = replace(self._model, taught=())
        return ThemeTagger(self.vocabulary, model, None, choice=self.choice)

    def closeness(self, passages: Sequence[Passage], vectors: Matrix) -> dict[str, float]:
        """How close passages are to each concept, by its id: nothing learnt, no words counted.

        Empty where the encoder is another than the training's.
        """
        similar = self._reader.similar(passages, vectors)
        if similar is None:
            return {}
        near = closeness(similar).tolist()
        return {concept.id: own for concept, own in zip(self._concepts, near, strict=True)}

    def scores(
        self,
        report_text: str,
        title: str,
        passages: Sequence[Passage],
        vectors: Matrix,
        sentences: Sequence[Span],
    ) -> dict[str, float]:
        """The probability of every assignable concept, by its id."""
        return dict(self.weighed(report_text, title, passages, vectors, sentences).chances)

    def weighed(
        self,
        report_text: str,
        title: str,
        passages: Sequence[Passage],
        vectors: Matrix,
        sentences: Sequence[Span],
    ) -> Weighed:
        """The probability of every assignable concept and what feedback is learnt from."""
        reading = self._reader.read(report_text, title, passages, vectors, sentences)
        chances = self._fused(reading).tolist()
        return Weighed(
            chances={c.id: chance for c, chance in zip(self._concepts, chances, strict=True)},
            report=reading.similar.report if reading.similar else None,
        )

    def _fused(self, reading: Reading) -> Numbers:
        scores = self._learnt(reading)
        if self._bias is None or self._directions is None:
            return scores
        shift = self._bias.astype(np.float64)
        if reading.similar is not None:
            shift = shift + self._directions @ reading.similar.report
        return chances_of(log_odds(scores) + shift)

    def _learnt(self, reading: Reading) -> Numbers:
        groups = group_features(reading, self._regression, self._stem_weights)
        seen = reading.similar is not None
        untaught = _weighed(self._model, "open" if seen else "labels", groups)
        if not self._taught.any():
            return untaught
        taught = _weighed(self._model, "all" if seen else "words", groups)
        return np.where(self._taught, taught, untaught)

    def _of_concepts(self, taught: Matrix) -> Matrix | None:
        """A row for each concept, zeros where the model has no examples of it."""
        if not self._taught.any():
            return None
        return np.asarray(taught[self._at] * self._taught[:, None], dtype=np.float32)

    def _regressions(self, vectors: ConceptVectors | None) -> Matrix | None:
        deltas = self._of_concepts(self._model.deltas)
        if vectors is None or deltas is None:
            return None
        return self._model.anchor_weight * anchors(vectors, self._model.centres) + deltas


class _Shown:
    """Finds the sentences that show a theme."""

    def __init__(
        self,
        text: str,
        passages: Sequence[Passage],
        sentences: Sequence[Span],
        reading: Reading,
        labels: LabelEvidence,
    ) -> None:
        self._text = text
        self._passages = passages
        self._sentences = sentences
        self._similar = reading.similar
        self._weights = _named(reading.hits, sentences, labels)

    def spans(self, row: int) -> tuple[Span, ...]:
        """The sentences that name the concept; else the longest of the closest passage."""
        weights = self._weights.get(row, {})
        if not weights:
            return (self._closest(row),)
        least = LEAST_EVIDENCE * max(weights.values())
        best = sorted(weights, key=lambda at: (-weights[at], at))[:MOST_EVIDENCE]
        return tuple(_plain(self._sentences[at]) for at in sorted(best) if weights[at] >= least)

    def _closest(self, row: int) -> Span:
        at = 0
        if self._similar is not None:
            at = self._similar.rows[int(np.argmax(self._similar.names[:, row]))]
        passage = self._passages[at]
        inside = [line for line in self._sentences if passage.overlaps(line)] or [passage]
        return _plain(max(inside, key=lambda line: line.end - line.start))


def _theme(one: Chosen, shown: _Shown) -> Theme:
    spans = sorted({span for row in one.rows for span in shown.spans(row)})
    return Theme(
        id=one.concept.id,
        label=one.concept.label,
        score=round(one.score, 4),
        evidence=tuple(spans[:MOST_EVIDENCE]) if len(one.rows) > 1 else shown.spans(one.rows[0]),
    )


def _pairs(
    hits: Sequence[LabelHit], passages: Sequence[Passage], evidence: LabelEvidence
) -> set[tuple[int, int]]:
    """Passage and concept of each hit."""
    starts = np.array([passage.start for passage in passages])
    at = np.searchsorted(starts, [hit.start for hit in hits], side="right") - 1
    return {(max(0, int(row)), evidence.row(hit)) for row, hit in zip(at, hits, strict=True)}


def _weighed(model: ThemeModel, fusion: str, groups: Mapping[str, Table]) -> Numbers:
    table = fusion_table(fusion, groups)
    return np.asarray(model.fusions[fusion].probabilities(table)[:, -1])


def fusion_table(fusion: str, groups: Mapping[str, Table]) -> Matrix:
    """(concepts, features): the groups that a fusion weighs, side by side."""
    return np.column_stack([groups[group] for group in FUSIONS[fusion]]).astype(np.float32)


def _named(
    hits: Sequence[LabelHit], sentences: Sequence[Span], labels: LabelEvidence
) -> dict[int, dict[int, float]]:
    """For each concept, by row, the sentences that name it with the weight of its names."""
    starts = np.array([line.start for line in sentences])
    found: dict[int, dict[int, float]] = {}
    for hit in hits:
        at = int(np.searchsorted(starts, hit.start, side="right")) - 1
        weights = found.setdefault(labels.row(hit), {})
        weights[at] = weights.get(at, 0.0) + labels.weight(hit)
    return found


def _plain(span: Span) -> Span:
    return Span(start=span.start, end=span.end)
