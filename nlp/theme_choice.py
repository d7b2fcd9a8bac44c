"""Which concepts of those weighed a report gets: few, sure enough, broader where none is sure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from nlp.concepts import Concept, Vocabulary
from nlp.scores import Numbers

MOST_THEMES = 6
LEAST_SCORE = 0.15
SURE, CLOSE, TOGETHER = 0.5, 0.5, 0.5

BackOff = Literal["never", "assignable", "always"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How sure a theme must be.

    ``threshold``: below this probability a theme is left out, also the only one. ``back_off``:
    whether a broader concept stands in for narrower ones that are close while none is sure:
    never, only one that reports may carry, or also a head of the hierarchy; None leaves it to the
    vocabulary.
    """

    threshold: float = 0.0
    back_off: BackOff | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A concept with its probability; ``rows``: the weighed concepts whose evidence shows it."""

    concept: Concept
    score: float
    rows: tuple[int, ...]


class Chooser:
    """Chooses among the assignable concepts of a vocabulary, by their rows of scores."""

    def __init__(self, vocabulary: Vocabulary, choice: Choice | None = None) -> None:
        self._vocabulary = vocabulary
        self._concepts = vocabulary.assignable()
        self._choice = choice or Choice()
        self._row = {concept.id: row for row, concept in enumerate(self._concepts)}

    def choose(
        self,
        scores: Numbers,
        *,
        exclude: Iterable[str] = (),
        limit: int | None = None,
        threshold: float | None = None,
    ) -> list[Chosen]:
        """One to six concepts, the most probable first; none where all are excluded or unsure.

        ``exclude``: ids; with a concept goes all that is narrower. ``scores``: (concepts,).
        """
        barred = {self._row[one] for one in self.excluded(exclude) if one in self._row}
        allowed = scores.copy()
        allowed[list(barred)] = 0.0
        rows = [row for row in most_useful(allowed) if row not in barred]
        found = [self._chosen(row, float(scores[row])) for row in rows]
        found = self._backed_off(found, allowed, self.excluded(exclude))
        least = self._choice.threshold if threshold is None else threshold
        sure = sorted((one for one in found if one.score >= least), key=lambda one: -one.score)
        return sure[:limit]

    def excluded(self, ids: Iterable[str]) -> frozenset[str]:
        """These concepts and all narrower ones; ids that the vocabulary lacks are passed over."""
        found: set[str] = set()
        waiting = [one for one in ids if one in self._vocabulary]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self._vocabulary[one].narrower
        return frozenset(found)

    def _chosen(self, row: int, score: float) -> Chosen:
        return Chosen(concept=self._concepts[row], score=score, rows=(row,))

    def _backed_off(
        self, found: list[Chosen], scores: Numbers, barred: Collection[str]
    ) -> list[Chosen]:
        """Broader concepts in place of narrower ones that none of is sure."""
        for broader in self._broader_of(found):
            rows = _unsure([self._row[n] for n in broader.narrower if n in self._row], scores)
            inside = {self._concepts[row].id for row in rows}
            if broader.id in barred or not any(one.concept.id in inside for one in found):
                continue
            score = self._together(broader, rows, scores)
            if score >= TOGETHER:
                rest = [one for one in found if one.concept.id not in inside | {broader.id}]
                own = [self._row[broader.id]] if broader.id in self._row else []
                found = [*rest, Chosen(concept=broader, score=score, rows=(*own, *rows))]
        return found

    def _broader_of(self, found: Iterable[Chosen]) -> list[Concept]:
        if self._choice.back_off in (None, "never"):
            return []
        ids = dict.fromkeys(broader for one in found for broader in one.concept.broader)
        broader = [self._vocabulary[one] for one in ids]
        return [one for one in broader if self._choice.back_off == "always" or not one.top]

    def _together(self, broader: Concept, rows: Sequence[int], scores: Numbers) -> float:
        """The chance that one of the narrower ones holds, as if they were independent."""
        either = 1.0 - float(np.prod(1.0 - scores[list(rows)])) if rows else 0.0
        own = self._row.get(broader.id)
        return either if own is None else max(either, float(scores[own]))


def _unsure(rows: Sequence[int], scores: Numbers) -> list[int]:
    """The likely ones, best first, where there are several, close together and none is sure."""
    likely = sorted((r for r in rows if scores[r] >= LEAST_SCORE), key=lambda r: -scores[r])
    if len(likely) < 2 or scores[likely[0]] >= SURE:
        return []
    return likely if scores[likely[1]] >= CLOSE * scores[likely[0]] else []


def most_useful(scores: Numbers) -> list[int]:
    """The first one to six rows, best first, that promise the highest F1.

    With independent probabilities the F1 of the first k is about twice their sum over k plus
    the sum of all (Lewis 1995). After the first, unlikely ones are left out.
    """
    order = np.argsort(-scores, kind="stable")[:MOST_THEMES]
    counts = np.arange(1, len(order) + 1)
    promised = 2 * np.cumsum(scores[order]) / (counts + max(1.0, float(scores.sum())))
    useful = order[: int(np.argmax(promised)) + 1]
    return [int(row) for row in useful if row == order[0] or scores[row] >= LEAST_SCORE]
