"""Lessons that say the same are told from related and opposite ones, better than by cosine."""

from __future__ import annotations

import pytest

from corpus.gold import held_out
from corpus.lesson_pairs import read_pairs
from models.evaluation.lesson_pairs import best_cosine, by_cosine, found_relations, scores
from models.load import load_encoder

PAIRS = read_pairs()


@pytest.mark.parametrize("part", [False, True], ids=["looked at", "held out"])
def test_no_opposites_are_merged_and_what_is_merged_is_the_same(part: bool) -> None:
    encoder = load_encoder()
    some = [pair for pair in PAIRS if held_out(pair.id) is part]
    found = scores(some, found_relations(some, encoder))
    assert found.opposites_merged == 0
    assert found.precision >= 0.9
    assert found.recall >= 0.3
    least = best_cosine([pair for pair in PAIRS if not held_out(pair.id)], encoder)
    baseline = scores(some, by_cosine(some, encoder, least=least))
    assert baseline.precision < found.precision
    assert baseline.opposites_merged > 0
