"""The sentences that show a theme."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlp.labels import LabelHit
from nlp.theme_choice import Chosen
from nlp.theme_reading import Reading
from nlp.theme_words import LabelEvidence
from nlp.types import Passage, Span, Theme

MOST_EVIDENCE = 6
LEAST_EVIDENCE = 0.5


class Shown:
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


def theme_of(one: Chosen, shown: Shown) -> Theme:
    """A chosen concept with its evidence in text order."""
    spans = sorted({span for row in one.rows for span in shown.spans(row)})
    return Theme(
        id=one.concept.id,
        label=one.concept.label,
        score=round(one.score, 4),
        evidence=tuple(spans[:MOST_EVIDENCE]) if len(one.rows) > 1 else shown.spans(one.rows[0]),
    )


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
