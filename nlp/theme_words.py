"""What the words of a report say of each concept: its names, and the stems of its examples."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlp.concepts import Concept
from nlp.labels import LabelHit, LabelMatcher, StemFinder, label_stems
from nlp.scope import scope_of
from nlp.scores import Table, ranks, unit
from nlp.types import Matrix, Span, Vector

LABEL_FEATURES, WORD_FEATURES = 9, 2
OPENING = 400
STRETCH = 200
TITLE_COPIES = 2
UNFOUND_RANK = 3.0
LEAST_EXCLUDING = 0.76
NEAR_EXCLUDED = 50

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Stems of the training reports; ``frequency``: (stems,), in how many of ``documents``."""

    stems: tuple[str, ...]
    frequency: Vector
    documents: int

    def specificity(self) -> Vector:
        """(stems,), 0 for what stands in every report, 1 for what stands in none."""
        shares = np.log((self.documents + 1) / (self.frequency + 1)) / np.log(self.documents + 1)
        return np.asarray(shares, dtype=np.float32)


class LabelEvidence:
    """Names of concepts in a report, weighed by how specific their words are."""

    def __init__(self, concepts: Sequence[Concept], lexicon: Lexicon) -> None:
        known = dict(zip(lexicon.stems, lexicon.specificity().tolist(), strict=True))
        self._row = {concept.id: row for row, concept in enumerate(concepts)}
        self._matcher = LabelMatcher({concept.id: concept.names for concept in concepts})
        excluded = {concept.id: phrases for concept in concepts if (phrases := _excluded(concept))}
        self._excluding = LabelMatcher(excluded) if excluded else None
        self._specificity = {
            (concept.id, index): _most_specific(name, known)
            for concept in concepts
            for index, name in enumerate(concept.names)
        }

    def hits(self, text: str, sentences: Iterable[Span]) -> list[LabelHit]:
        """In text order, without those inside an excluded phrase."""
        lines = list(sentences)
        return _outside(self._matcher.find(text, lines), self.excluded(text, lines))

    def excluded(self, text: str, sentences: Iterable[Span]) -> list[LabelHit]:
        """What a concept's exclusions say is not meant, in text order."""
        if self._excluding is None:
            return []
        found = self._excluding.find(text, sentences)
        return [hit for hit in found if hit.strength >= LEAST_EXCLUDING]

    def row(self, hit: LabelHit) -> int:
        """The concept's place in the vocabulary."""
        return self._row[hit.concept]

    def weight(self, hit: LabelHit) -> float:
        """Strength and specificity in one."""
        return hit.strength * self._specificity[hit.concept, hit.label]

    def features(
        self, hits: Sequence[LabelHit], *, title: str, headings: Iterable[str], length: int
    ) -> Table:
        """(concepts, 9): sum over names, hits, best, opening, heading, spread, title, rank, gap.

        ``length`` is that of the text in code points.
        """
        rows = np.zeros((len(self._row), LABEL_FEATURES))
        self._add_names(rows, hits)
        self._add_best(rows, 3, (hit for hit in hits if hit.start < OPENING))
        for heading in sorted(set(headings)):
            self._add_best(rows, 4, self._in_line(heading))
        stretches = {(self.row(hit), hit.start // STRETCH) for hit in hits}
        for row, _ in stretches:
            rows[row, 5] += 1 / max(5.0, length / STRETCH)
        self._add_best(rows, 6, self._in_line(title))
        return _with_order(rows)

    def _add_names(self, rows: Table, hits: Iterable[LabelHit]) -> None:
        counts: dict[tuple[str, int], float] = defaultdict(float)
        for hit in hits:
            counts[hit.concept, hit.label] += hit.strength
        for (concept, label), count in counts.items():
            row, weight = self._row[concept], self._specificity[concept, label]
            rows[row, 0] += count / (1 + count) * weight
            rows[row, 1] += count
            rows[row, 2] = max(rows[row, 2], min(1.0, count) * weight)
        rows[:, 1] = np.log1p(rows[:, 1])

    def _in_line(self, line: str) -> list[LabelHit]:
        return self.hits(line, [Span(start=0, end=len(line))])

    def _add_best(self, rows: Table, column: int, hits: Iterable[LabelHit]) -> None:
        for hit in hits:
            row = self.row(hit)
            rows[row, column] = max(rows[row, column], self.weight(hit))


class WordCounter:
    """Weighted stems of a text, parts of compounds included (TF-IDF)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._finder = StemFinder(lexicon.stems)
        self._column = {stem: column for column, stem in enumerate(lexicon.stems)}
        self._weights = np.log((lexicon.documents + 1) / (lexicon.frequency + 0.5))

    def vector(self, text: str, title: str = "") -> Vector:
        """(stems,), unit length."""
        row = np.zeros(len(self._column), dtype=np.float32)
        for part, number in self._count("\n".join((text, *[title] * TITLE_COPIES))).items():
            row[self._column[part]] = 1 + np.log(number) if number >= 1 else number
        return unit(row * self._weights)

    def _count(self, text: str) -> Mapping[str, float]:
        counts: dict[str, float] = defaultdict(float)
        for word in _WORD.findall(text):
            for part, strength in self._finder.parts(word).items():
                counts[part] += strength
        return counts


def word_features(words: Vector, weights: Matrix) -> Table:
    """(concepts, 2); ``words``: a vector of ``WordCounter``, ``weights``: (concepts, stems)."""
    scores = weights @ words
    return np.column_stack([scores, np.log1p(ranks(scores))])


def report_stems(texts: Iterable[str], least: int) -> Lexicon:
    """The stems that stand in at least ``least`` texts, as words or as parts of compounds."""
    words = [set(_WORD.findall(text)) for text in texts]
    whole = _frequencies([{part for word in row for part in label_stems(word)} for row in words])
    finder = StemFinder(part for part, number in whole.items() if number >= least)
    found = _frequencies([{part for word in row for part in finder.parts(word)} for row in words])
    stems = tuple(sorted(found))
    frequency = np.array([found[part] for part in stems], dtype=np.float32)
    return Lexicon(stems=stems, frequency=frequency, documents=len(words))


def _excluded(concept: Concept) -> tuple[str, ...]:
    return scope_of(concept).excluded


def _outside(hits: Sequence[LabelHit], excluding: Sequence[LabelHit]) -> list[LabelHit]:
    """Hits that no excluded phrase of the same concept overlaps."""
    if not excluding:
        return list(hits)
    barred: dict[str, list[LabelHit]] = defaultdict(list)
    for hit in excluding:
        barred[hit.concept].append(hit)
    starts = {concept: [hit.start for hit in own] for concept, own in barred.items()}
    return [hit for hit in hits if not _is_inside(hit, barred, starts)]


def _is_inside(
    hit: LabelHit, barred: Mapping[str, list[LabelHit]], starts: Mapping[str, list[int]]
) -> bool:
    own = barred.get(hit.concept, [])
    before = bisect_left(starts.get(hit.concept, []), hit.end)
    return any(hit.overlaps(other) for other in own[max(0, before - NEAR_EXCLUDED) : before])


def _frequencies(rows: Iterable[Iterable[str]]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        for part in row:
            counts[part] += 1
    return counts


def _most_specific(name: str, known: Mapping[str, float]) -> float:
    return max((known.get(part, 1.0) for part in label_stems(name)), default=0.0)


def _with_order(rows: Table) -> Table:
    score = rows[:, 0] + rows[:, 6] + 0.5 * rows[:, 3]
    rows[:, 7] = np.where(rows[:, 0] > 0, np.log1p(ranks(score)), UNFOUND_RANK)
    rows[:, 8] = score - score.max()
    return rows
