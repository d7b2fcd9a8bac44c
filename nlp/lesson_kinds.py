"""The kind of a lesson: success factor, obstacle, recommendation or insight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast
from zlib import crc32

import numpy as np

from nlp.german.lessons import CUES
from nlp.linear import Linear
from nlp.types import LessonKind, Matrix, Vector

BUCKETS = 4096
LENGTHS = range(2, 6)
_PIECE = re.compile(r"\w+|[^\w\s]")


class LessonKinds:
    """A classifier over a lesson's letters and the cue words in it, beside the names branch.

    Within its passage the topic drowns what is said of it; its words do not.
    """

    def __init__(self, linear: Linear) -> None:
        self._linear = linear

    @property
    def classes(self) -> tuple[LessonKind, ...]:
        """The kinds in the order of the shares."""
        return cast("tuple[LessonKind, ...]", self._linear.classes)

    def shares(self, texts: Sequence[str], told: Matrix) -> Matrix:
        """(texts, kinds), rows sum to one.

        ``told``: (texts, kinds) what the names branch gives to each, in the order of ``classes``;
        it counts as much as the words (geometric mean).
        """
        if not texts:
            return np.zeros((0, len(self.classes)), dtype=np.float32)
        both = np.sqrt(self._linear.probabilities(features(texts)) * np.maximum(told, 1e-9))
        return np.asarray(both / both.sum(axis=1, keepdims=True), dtype=np.float32)


def features(texts: Sequence[str]) -> Matrix:
    """(texts, features): hashed letter n-grams, cues."""
    grams = np.stack([letter_grams(text) for text in texts])
    cues = [[float(bool(cue.search(text))) for cue in CUES.values()] for text in texts]
    return np.concatenate([grams, np.array(cues, dtype=np.float32)], axis=1)


def letter_grams(text: str) -> Vector:
    """(buckets,), unit length: damped counts of a text's letter n-grams within words."""
    counts = np.zeros(BUCKETS, dtype=np.float32)
    for gram in _grams(text.lower()):
        counts[crc32(gram.encode()) % BUCKETS] += 1
    damped = np.log1p(counts)
    return np.asarray(damped / max(float(np.linalg.norm(damped)), 1e-6), dtype=np.float32)


def _grams(text: str) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        marked = f" {piece} "
        for length in LENGTHS:
            for at in range(len(marked) - length + 1):
                yield marked[at : at + length]
