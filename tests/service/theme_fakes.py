"""An analyser whose themes come from a real tagger over a made-up vocabulary and model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.theme_tagger import encode_concepts
from nlp.linear import Linear
from nlp.pipeline import marked
from nlp.theme_model import ThemeModel
from nlp.theme_vectors import REGRESSION_FEATURES, SIMILARITY_FEATURES, Centres
from nlp.theme_words import LABEL_FEATURES, WORD_FEATURES, Lexicon
from nlp.themed import retagged
from nlp.themes import ThemeTagger
from tests.fakes import DIMENSIONS, FakeReader, analysis_of

WIDTHS = {
    "labels": LABEL_FEATURES,
    "open": LABEL_FEATURES + SIMILARITY_FEATURES,
    "words": LABEL_FEATURES + WORD_FEATURES,
    "all": LABEL_FEATURES + SIMILARITY_FEATURES + REGRESSION_FEATURES + WORD_FEATURES,
}
SURE_OF_NAMES, UNLIKELY = 6.0, -2.0


def a_model(encoder: FakeReader) -> ThemeModel:
    """Trusts names alone."""
    return ThemeModel(
        encoder=encoder.name,
        taught=(),
        centres=Centres(**{k: np.zeros(DIMENSIONS, "f") for k in ("passages", "names", "texts")}),
        anchor_weight=0.8,
        deltas=np.zeros((0, DIMENSIONS), "f"),
        lexicon=Lexicon(stems=(), frequency=np.zeros(0, "f"), documents=10),
        stem_weights=np.zeros((0, 0), "f"),
        fusions={name: _of_names(width) for name, width in WIDTHS.items()},
    )


def _of_names(width: int) -> Linear:
    weights = np.zeros((2, width), dtype=np.float32)
    weights[1, 0] = SURE_OF_NAMES
    return Linear(
        classes=("no", "yes"),
        weights=weights,
        bias=np.array([0, UNLIKELY], "f"),
        mean=np.zeros(width, "f"),
        scale=np.ones(width, "f"),
    )


def tagger_of(vocabulary, encoder: FakeReader | None = None) -> ThemeTagger:
    encoder = encoder or FakeReader()
    return ThemeTagger(vocabulary, a_model(encoder), encode_concepts(vocabulary, encoder))


class ThemedAnalyser:
    """Counts in ``read`` what it was given to read."""

    keeps_vectors = True

    def __init__(self, themes: ThemeTagger, version: str = "1", read: list[str] | None = None):
        self.themes, self.version = themes, version
        self.read = [] if read is None else read

    def with_themes(self, themes, mark):
        return ThemedAnalyser(themes, marked(self.version, mark), self.read)

    def analyse(self, reports):
        for report in reports:
            self.read.append(report.id)
            plain = replace(analysis_of(report), themes=())
            yield retagged(plain, self.themes)
