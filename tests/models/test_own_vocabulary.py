"""A vocabulary without a single example works from its labels and definitions."""

from __future__ import annotations

from pathlib import Path

import pytest

import models
from corpus.vocabulary import parse_vocabulary
from models.load import load_reader
from models.theme_tagger import load_themes
from nlp.segment import blocks, passages, sentences
from nlp.theme_choice import Choice
from nlp.themes import ThemeTagger
from service.settings import Settings
from service.theme_desk import shipped_taggers
from tests.service.test_vocabularies import CLIMATE

THEMES = Path(models.__file__).parent / "artefacts" / "themes"


@pytest.fixture(scope="module")
def tagger() -> ThemeTagger:
    vocabulary = parse_vocabulary(CLIMATE.encode(), name="klima.csv")
    return load_themes(THEMES, load_reader(), vocabulary)


CASES = (
        ("An heißen Tagen verteilen Freiwillige Trinkflaschen an ältere Menschen.", "hitze pflege"),
        ("Nach dem Unwetter standen die Keller unter Wasser. Seither hat jedes Haus eine "
         "Rückstauklappe.", "regen"),
        ("Auf dem Dach der Schule wachsen jetzt Sedum und Gräser.", "dach gruen"),
        ("Der Landesbetrieb erhöht die Deiche, denn der Meeresspiegel steigt.", "kueste"),
        ("Statt Fichten pflanzt das Forstamt Eichen und Buchen.", "wald"),
        ("Der Acker braucht Hecken, sonst trägt der Wind die Krume fort.", "boden land"),
        ("Der Bebauungsplan hält eine Frischluftschneise frei.", "plan"),
)  # fmt: skip
# Hardly any of these sentences names its concept: by meaning alone not all are to be had.
LEAST_RIGHT = 4


def test_most_concepts_are_found_by_meaning(tagger: ThemeTagger) -> None:
    right = [best_of(tagger, text) in theme.split() for text, theme in CASES]
    assert sum(right) >= LEAST_RIGHT


@pytest.mark.parametrize(
    ("settings", "back_off"),
    [({"theme_threshold": 0.2}, "assignable"), ({"theme_back_off": True}, "always")],
)
def test_a_threshold_alone_leaves_back_off_as_it_is(settings, back_off, tmp_path) -> None:
    vocabulary = parse_vocabulary(CLIMATE.encode(), name="klima.csv")
    tagger = shipped_taggers(Settings(data=tmp_path, **settings))(vocabulary)
    expected = Choice(threshold=settings.get("theme_threshold", 0.0), back_off=back_off)
    assert tagger.choice == expected


def best_of(tagger: ThemeTagger, text: str) -> str:
    parts = blocks(text)
    lines = sentences(text, parts)
    pieces = passages(text, parts, lines)
    vectors = load_reader().encode_passages([piece.of(text) for piece in pieces])
    return tagger.tag(text, "", pieces, vectors, lines)[0].id
