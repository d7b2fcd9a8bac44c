"""The second annotation of themes fits the first one's pages and the vocabulary."""

from __future__ import annotations

import pytest

from corpus.gold import FURTHER_PAGES, PAGES, read_gold
from corpus.second_themes import read_second_themes
from corpus.vocabulary import default_vocabulary
from models.evaluation.theme_agreement import agreement


def test_every_page_has_one_to_six_concepts_of_the_vocabulary() -> None:
    pages = {gold.id for path in (PAGES, FURTHER_PAGES) for gold in read_gold(path)}
    known = {concept.id for concept in default_vocabulary().assignable()}
    second = read_second_themes()
    assert set(second) == pages
    for themes in second.values():
        assert 1 <= len(themes) <= 6
        assert {theme.id for theme in themes} <= known
        assert {theme.grade for theme in themes} <= {1, 2}


@pytest.mark.parametrize(
    ("one", "other", "f1"),
    [
        ({"a": ["wohnen", "armut"]}, {"a": ["wohnen"]}, 2 / 3),
        ({"a": ["wohnen"], "b": ["armut"]}, {"a": ["wohnen"]}, 1.0),
        ({"a": ["wohnen"], "b": ["armut"]}, {"a": ["mint"], "b": ["armut"]}, 0.5),
    ],
)
def test_agreement_counts_concepts_of_what_both_have(
    one: dict[str, list[str]], other: dict[str, list[str]], f1: float
) -> None:
    assert agreement(one, other) == pytest.approx(f1)
    assert agreement(other, one) == pytest.approx(f1)
