"""Two rankings become one, and each hit knows what it owes to which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.fusion import fuse

rankings = st.dictionaries(
    st.integers(0, 30), st.floats(0.01, 50, allow_nan=False), max_size=20
).map(lambda scores: sorted(scores.items(), key=lambda pair: -pair[1]))


def test_scores_are_weighted_sums_of_both_sides() -> None:
    fused = fuse([(1, 0.9), (2, 0.8), (3, 0.7)], [(3, 4.0), (2, 1.0)], weight=0.6)
    assert {f.id: f.score for f in fused} == pytest.approx({1: 0.6, 2: 0.3 + 0.1, 3: 0.4})


def test_what_one_side_does_not_name_has_its_lowest_score() -> None:
    [first, second] = fuse([(1, 0.9)], [(2, 5.0)], weight=0.7)
    assert (first.id, first.meaning, first.words) == (1, 0.7, 0.0)
    assert (second.id, second.meaning, second.words) == (2, 0.0, pytest.approx(0.3))


def test_a_weak_match_of_words_is_worth_more_than_none() -> None:
    fused = {f.id: f.words for f in fuse([(3, 1.0)], [(1, 10.0), (2, 1.0)], weight=0.5)}
    assert 0 == fused[3] < fused[2] < fused[1]


@pytest.mark.parametrize("score", [0.0, 0.5, -3.0])
def test_a_single_candidate_gets_the_full_share(score: float) -> None:
    assert fuse([(1, score)], [], weight=0.7)[0].score == pytest.approx(0.7)


def test_nothing_found_on_either_side_is_no_error() -> None:
    assert fuse([], []) == []


@given(rankings, rankings, st.floats(0, 1))
def test_every_candidate_once_in_a_stable_order_with_scores_from_0_to_1(
    dense: list[tuple[int, float]], lexical: list[tuple[int, float]], weight: float
) -> None:
    fused = fuse(dense, lexical, weight=weight)
    assert {f.id for f in fused} == {id_ for id_, _ in dense} | {id_ for id_, _ in lexical}
    assert len({f.id for f in fused}) == len(fused)
    assert all(0 <= f.score <= 1 + 1e-9 for f in fused)
    assert fused == sorted(fused, key=lambda f: (-f.score, f.id))
    assert fused == fuse(dense[::-1], lexical[::-1], weight=weight)
