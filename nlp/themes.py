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

from nlp.concepts import Vocabulary
from nlp.scores import Numbers
from nlp.theme_choice import Choice, Chooser
from nlp.theme_evidence import Shown, theme_of
from nlp.theme_feedback import Adjustment, chances_of, log_odds
from nlp.theme_model import ThemeModel, fused
from nlp.theme_reading import Reading, ThemeReader, group_features
from nlp.theme_vectors import ConceptVectors, anchors, closeness
from nlp.types import Matrix, Passage, Span, Theme, Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """``report``: (dimensions,), the centred vector, None where the encoder is another."""

    chances: Mapping[str, float]
    report: Vector | None


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
        shown = Shown(report_text, passages, lines, reading, self._reader.evidence)
        chosen = self._chooser.choose(scores, exclude=exclude, limit=limit, threshold=threshold)
        return tuple(theme_of(one, shown) for one in chosen)

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
        taught, untaught = ("all", "open") if reading.similar is not None else ("words", "labels")
        if not self._taught.any():
            return fused(self._model, untaught, groups)
        chances = fused(self._model, taught, groups)
        if self._taught.all():
            return chances
        return np.where(self._taught, chances, fused(self._model, untaught, groups))

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
