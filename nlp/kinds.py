"""The kind of a document: report, announcement, measure page or profile."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

import numpy as np

from nlp.german.kinds import SIGNS
from nlp.linear import Linear
from nlp.types import DocKind, Matrix, Passage, Vector


class KindReader:
    """A classifier over the mean vector of a report's passages and signs in its words."""

    def __init__(self, linear: Linear) -> None:
        self._linear = linear

    def read(self, title: str, text: str, passages: Sequence[Passage], vectors: Matrix) -> DocKind:
        """The most probable kind."""
        shares = self._linear.probabilities(features(title, text, passages, vectors)[None])
        return cast("DocKind", self._linear.classes[int(shares[0].argmax())])


def features(title: str, text: str, passages: Sequence[Passage], vectors: Matrix) -> Vector:
    """(features,): mean vector of what is searchable, then signs a thousand characters."""
    chosen = [at for at, passage in enumerate(passages) if passage.searchable]
    mean = vectors[chosen or slice(None)].mean(axis=0) if len(vectors) else vectors.sum(axis=0)
    signs = [len(re.findall(sign, text)) / (len(text) / 1000 + 1) for sign in SIGNS]
    titled = [float(bool(re.search(sign, title))) for sign in SIGNS]
    return np.concatenate([mean, signs, titled, [np.log1p(len(text)) / 10]]).astype(np.float32)
