"""What was learnt of themes from annotated reports, and how it weighs what speaks for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nlp.linear import Linear
from nlp.scores import Numbers, Table
from nlp.theme_vectors import Centres
from nlp.theme_words import Lexicon
from nlp.types import Matrix

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


def fused(model: ThemeModel, fusion: str, groups: Mapping[str, Table]) -> Numbers:
    """(concepts,): the chance of each by one of the fusions."""
    table = fusion_table(fusion, groups)
    return np.asarray(model.fusions[fusion].probabilities(table)[:, -1])


def fusion_table(fusion: str, groups: Mapping[str, Table]) -> Matrix:
    """(concepts, features): the groups that a fusion weighs, side by side."""
    return np.column_stack([groups[group] for group in FUSIONS[fusion]]).astype(np.float32)
