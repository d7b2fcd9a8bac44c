"""Whether the themes of a stored report can be published without review."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import models
from models.linear import load
from models.manifest import verify
from nlp.linear import Linear
from nlp.segment import blocks, sentences
from nlp.theme_review import publishable

if TYPE_CHECKING:
    from nlp.themes import ThemeTagger
    from nlp.types import Analysis

ARTEFACT = Path(models.__file__).parent / "artefacts" / "review"
MODEL = "review.npz"


def review_of(analysis: Analysis, tagger: ThemeTagger) -> float:
    """The probability, to four digits; 0 where nothing was assigned."""
    if not analysis.themes or not analysis.passages:
        return 0.0
    lines = sentences(analysis.text, blocks(analysis.text))
    scores = tagger.scores(
        analysis.text, analysis.title, analysis.passages, analysis.vectors, lines
    )
    ids = list(scores)
    chosen = [ids.index(theme.id) for theme in analysis.themes if theme.id in scores]
    return round(publishable(load_review(), np.array(list(scores.values())), chosen), 4)


@lru_cache(maxsize=1)
def load_review() -> Linear:
    """The estimate that comes along; ArtefactError where it is missing or damaged."""
    verify(ARTEFACT)
    return load(ARTEFACT / MODEL)
