"""Sentences that hold a lesson learned: their kind, and who said it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

import numpy as np

from nlp.encoder import Encoding
from nlp.german.lessons import CUES
from nlp.linear import Linear
from nlp.types import Block, Lesson, LessonKind, Matrix, Mention, Passage, Span

_REPORTED = CUES["reported"]
_PRONOUN = re.compile(r"\b(?:er|sie|ihm|ihr|ihn)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """The sentences of a report with what is known of them.

    ``vectors``: (sentences, dimensions), mean states of their tokens within their passage.
    """

    text: str
    spans: tuple[Span, ...]
    blocks: tuple[Block, ...]
    vectors: Matrix


def sentence_vectors(
    spans: Sequence[Span], passages: Sequence[Passage], encodings: Sequence[Encoding]
) -> Matrix:
    """(sentences, dimensions): zeros where the encoder's limit cut a sentence off."""
    dimensions = encodings[0].states.shape[1] if encodings else 0
    vectors = np.zeros((len(spans), dimensions), dtype=np.float32)
    starts = [span.start for span in spans]
    for passage, encoding in zip(passages, encodings, strict=True):
        first, last = np.searchsorted(starts, [passage.start, passage.end])
        for at in range(first, last):
            here = _tokens(encoding, spans[at].start - passage.start, spans[at].end - passage.start)
            if here.stop > here.start:
                vectors[at] = encoding.states[here].mean(axis=0)
    return vectors


def _tokens(encoding: Encoding, start: int, end: int) -> slice:
    first = int(np.searchsorted(encoding.offsets[:, 1], start, side="right"))
    return slice(first, int(np.searchsorted(encoding.offsets[:, 0], end)))


def features(sentences: Sentences) -> Matrix:
    """(sentences, features): the sentence, its neighbours, cue words and where it stands."""
    vectors = sentences.vectors
    blank = np.zeros((1, vectors.shape[1]), dtype=np.float32)
    before = np.concatenate([blank, vectors[:-1]])
    after = np.concatenate([vectors[1:], blank])
    signs = np.array(list(_signs(sentences)), dtype=np.float32)
    around = np.concatenate([0 * signs[:1], signs[:-1]]), np.concatenate([signs[1:], 0 * signs[:1]])
    return np.concatenate([vectors, before, after, signs, *around], axis=1)


def _signs(sentences: Sentences) -> Iterator[list[float]]:
    kinds = _kinds(sentences)
    size = max(1, len(sentences.spans))
    for at, (span, kind) in enumerate(zip(sentences.spans, kinds, strict=True)):
        piece = span.of(sentences.text)
        yield [
            *(float(bool(cue.search(piece))) for cue in CUES.values()),
            min(len(piece), 400) / 400,
            float(piece.endswith((".", "!", "“", '"'))),
            float(piece.endswith(("?", ":"))),
            *(float(kind == each) for each in ("heading", "item", "boilerplate")),
            at / size,
        ]


def _kinds(sentences: Sentences) -> list[str]:
    starts = [block.start for block in sentences.blocks]
    at = np.searchsorted(starts, [span.start for span in sentences.spans], side="right") - 1
    return [sentences.blocks[index].kind for index in at]


class LessonFinder:
    """Two classifiers over the same features: whether a sentence holds a lesson, and its kind."""

    def __init__(self, *, holds: Linear, kinds: Linear, threshold: float) -> None:
        self._holds = holds
        self._kinds = kinds
        self._threshold = threshold

    def find(self, sentences: Sentences, mentions: Sequence[Mention]) -> tuple[Lesson, ...]:
        """Lessons in order; neighbouring sentences of one block and kind make one."""
        if not sentences.spans:
            return ()
        rows = features(sentences)
        chances = self._holds.probabilities(rows)[:, self._holds.classes.index("lesson")]
        shares = self._kinds.probabilities(rows)
        return tuple(
            self._lesson(sentences, group, chances, shares, mentions)
            for group in self._groups(sentences, chances, shares)
        )

    def _groups(self, sentences: Sentences, chances: Matrix, shares: Matrix) -> list[list[int]]:
        chosen = [
            at
            for at, (span, kind) in enumerate(zip(sentences.spans, _kinds(sentences), strict=True))
            if chances[at] >= self._threshold and _may_hold(span.of(sentences.text), kind)
        ]
        blocks = np.searchsorted(
            [block.start for block in sentences.blocks],
            [sentences.spans[at].start for at in chosen],
            side="right",
        )
        keys = {at: (blocks[n], int(shares[at].argmax()), at - n) for n, at in enumerate(chosen)}
        return [list(group) for _, group in groupby(chosen, key=keys.__getitem__)]

    def _lesson(
        self,
        sentences: Sentences,
        group: Sequence[int],
        chances: Matrix,
        shares: Matrix,
        mentions: Sequence[Mention],
    ) -> Lesson:
        span = Span(start=sentences.spans[group[0]].start, end=sentences.spans[group[-1]].end)
        kind = self._kinds.classes[int(shares[list(group)].mean(axis=0).argmax())]
        before = sentences.spans[max(0, group[0] - 1)]
        return Lesson(
            start=span.start,
            end=span.end,
            text=span.of(sentences.text),
            kind=cast("LessonKind", kind),
            score=float(chances[list(group)].max()),
            source=source(sentences.text, span, before, mentions),
        )


def _may_hold(piece: str, kind: str) -> bool:
    """Headings, boilerplate and mere phrases state nothing."""
    return (
        kind != "boilerplate"
        and len(piece.split()) >= 4
        and not (kind == "heading" and len(piece) < 60)
    )


def source(text: str, lesson: Span, before: Span, mentions: Sequence[Mention]) -> str | None:
    """The person or body named in reported speech, in the lesson or in the sentence before."""
    piece = lesson.of(text)
    if not _REPORTED.search(piece):
        return None
    inside = _speaker(lesson, mentions)
    if inside or not _PRONOUN.search(piece):
        return inside
    return _speaker(before, mentions)


def _speaker(span: Span, mentions: Sequence[Mention]) -> str | None:
    named = [m for m in mentions if span.start <= m.start and m.end <= span.end]
    for label in ("PERSON", "ORG"):
        found = next((m.text for m in named if m.label == label), None)
        if found and label == "PERSON":
            return found
    return None
