"""Sentences that hold a lesson learned, with their kind and who said it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from nlp.choices import Choice
from nlp.encoder import Encoding
from nlp.german.lessons import CUES
from nlp.lesson_kinds import LessonKinds
from nlp.linear import Linear
from nlp.sources import Told, source_of
from nlp.types import Block, Lesson, Matrix, Mention, Passage, Span, Vector

AROUND, ALONE = 0.5, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """The sentences of a report with what is known of them.

    ``vectors``: (sentences, 2 * dimensions) of ``sentence_vectors``.
    """

    text: str
    spans: tuple[Span, ...]
    blocks: tuple[Block, ...]
    vectors: Matrix

    @property
    def topics(self) -> Matrix:
        """(sentences, dimensions) from the retrieval branch."""
        return self.vectors[:, : self.vectors.shape[1] // 2]

    @property
    def told(self) -> Matrix:
        """(sentences, dimensions) from the names branch, which has learnt what a lesson is."""
        return self.vectors[:, self.vectors.shape[1] // 2 :]


def sentence_vectors(
    spans: Sequence[Span], passages: Sequence[Passage], encodings: Sequence[Encoding]
) -> Matrix:
    """(sentences, 2 * dimensions): means of the states of a sentence's tokens, from the retrieval
    branch and from the names branch; zeros where the encoder's limit cut a sentence off.
    """
    width = sum(part.shape[1] for e in encodings[:1] for part in (e.states, e.features))
    vectors = np.zeros((len(spans), width), dtype=np.float32)
    starts = np.array([span.start for span in spans])
    for passage, encoding in zip(passages, encodings, strict=True):
        states = np.concatenate([encoding.states, encoding.features], axis=1)
        first, last = np.searchsorted(starts, [passage.start, passage.end])
        for at in range(first, last):
            here = _tokens(encoding, spans[at].start - passage.start, spans[at].end - passage.start)
            if here.stop > here.start:
                vectors[at] = states[here].mean(axis=0)
    return vectors


def _tokens(encoding: Encoding, start: int, end: int) -> slice:
    first = int(np.searchsorted(encoding.offsets[:, 1], start, side="right"))
    return slice(first, int(np.searchsorted(encoding.offsets[:, 0], end)))


def features(sentences: Sentences) -> Matrix:
    """(sentences, features): the sentence, its neighbours, cue words and where it stands.

    Without the names branch: what that one says of sentences it was trained on is surer than what
    it says of others, so no classifier can learn how far to believe it.
    """
    vectors = sentences.topics
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
    """Tells whether a sentence holds a lesson, and which kind it is.

    ``branch``: the names branch's own classifier, of ``none`` and the kinds. For kinds it counts
    as much as the words, which ``kinds`` sees; for lessons half as much as ``holds``, which sees
    the sentences around: it is too sure of texts unlike those that it was trained on.
    ``sources`` chooses who said a lesson.
    """

    def __init__(
        self,
        *,
        holds: Linear,
        branch: Linear,
        kinds: LessonKinds,
        sources: Choice,
        threshold: float,
    ) -> None:
        self._holds = holds
        self._branch = branch
        self._kinds = kinds
        self._sources = sources
        self._threshold = threshold

    def find(self, sentences: Sentences, mentions: Sequence[Mention]) -> tuple[Lesson, ...]:
        """Lessons in order; neighbouring sentences of one block and kind make one."""
        if not sentences.spans:
            return ()
        told = self._branch.probabilities(sentences.told)
        sure = self._sure(sentences, told)
        chosen = [at for at in _candidates(sentences) if sure[at] >= self._threshold]
        pieces = [sentences.spans[at].of(sentences.text) for at in chosen]
        order = [self._branch.classes.index(kind) for kind in self._kinds.classes]
        shares = self._kinds.shares(pieces, told[np.ix_(chosen, order)])
        by_sentence = dict(zip(chosen, shares, strict=True))
        report = Told(text=sentences.text, sentences=sentences.spans, mentions=mentions)
        return tuple(
            self._lesson(sentences, group, float(sure[group].max()), by_sentence, report)
            for group in _groups(sentences, by_sentence)
        )

    def _sure(self, sentences: Sentences, told: Matrix) -> Vector:
        """(sentences,): the chance that each holds a lesson, from both views' log odds."""
        chances = self._holds.probabilities(features(sentences))
        around = chances[:, self._holds.classes.index("lesson")]
        alone = 1 - told[:, self._branch.classes.index("none")]
        logits = AROUND * _log_odds(around) + ALONE * _log_odds(alone)
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)

    def _lesson(
        self,
        sentences: Sentences,
        group: Sequence[int],
        score: float,
        shares: Mapping[int, Vector],
        report: Told,
    ) -> Lesson:
        span = Span(start=sentences.spans[group[0]].start, end=sentences.spans[group[-1]].end)
        share = np.mean([shares[at] for at in group], axis=0)
        return Lesson(
            start=span.start,
            end=span.end,
            text=span.of(sentences.text),
            kind=self._kinds.classes[int(share.argmax())],
            score=score,
            source=source_of(report, span, self._sources),
        )


def _log_odds(chances: Vector) -> Vector:
    certain = np.clip(chances.astype(np.float64), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(certain / (1 - certain)))


def _candidates(sentences: Sentences) -> list[int]:
    kinds = _kinds(sentences)
    return [
        at
        for at, span in enumerate(sentences.spans)
        if _may_hold(span.of(sentences.text), kinds[at])
    ]


def _groups(sentences: Sentences, shares: Mapping[int, Vector]) -> list[list[int]]:
    """Neighbours of one block and kind belong together."""
    starts = [block.start for block in sentences.blocks]
    found = np.searchsorted(starts, [sentences.spans[at].start for at in shares], side="right")
    keys = {
        at: (block, int(share.argmax()), at - number)
        for number, ((at, share), block) in enumerate(zip(shares.items(), found, strict=True))
    }
    return [list(group) for _, group in groupby(shares, key=keys.__getitem__)]


def _may_hold(piece: str, kind: str) -> bool:
    """Headings, boilerplate and mere phrases state nothing."""
    return (
        kind != "boilerplate"
        and len(piece.split()) >= 4
        and not (kind == "heading" and len(piece) < 60)
    )
