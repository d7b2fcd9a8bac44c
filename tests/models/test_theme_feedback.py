"""Votes move what they speak of, gently, and nothing else."""

from __future__ import annotations

import numpy as np

from models.theme_feedback import (
    Reviewed,
    adjusted_chances,
    cross_validated,
    fit_adjustment,
    review_loss,
)

NORTH, EAST = np.array([1, 0], "f"), np.array([0, 1], "f")


def reviewed(number: int, *, right: str = "", wrong: str = "", report=NORTH) -> Reviewed:
    return Reviewed(
        id=f"r{number}",
        report=report,
        chances={"a": 0.5, "b": 0.5},
        right=frozenset(right.split()),
        wrong=frozenset(wrong.split()),
    )


def test_rejections_lower_and_acceptances_raise() -> None:
    votes = [reviewed(n, right="a", wrong="b") for n in range(6)]
    told = adjusted_chances(reviewed(9), fit_adjustment(votes))
    assert told["a"] > 0.6 and told["b"] < 0.4


def test_one_vote_moves_little_and_none_nothing() -> None:
    told = adjusted_chances(reviewed(9), fit_adjustment([reviewed(0, right="a")]))
    assert 0.5 < told["a"] < 0.65
    assert told["b"] == 0.5
    assert adjusted_chances(reviewed(9), fit_adjustment([])) == {"a": 0.5, "b": 0.5}


def test_it_learns_where_a_theme_holds() -> None:
    votes = [reviewed(n, right="a") for n in range(15)]
    votes += [reviewed(n + 15, wrong="a", report=EAST) for n in range(15)]
    adjustment = fit_adjustment(votes)
    there = adjusted_chances(reviewed(99), adjustment)["a"]
    elsewhere = adjusted_chances(reviewed(99, report=EAST), adjustment)["a"]
    assert there > elsewhere + 0.2


def test_the_order_of_votes_does_not_matter() -> None:
    votes = [reviewed(n, right="a" if n % 2 else "", wrong="b") for n in range(8)]
    one, other = fit_adjustment(votes), fit_adjustment(votes[::-1])
    np.testing.assert_allclose(one.bias, other.bias)


def test_cross_validation_shows_what_helps() -> None:
    votes = [reviewed(n, right="a", wrong="b") for n in range(20)]
    assert review_loss(votes, cross_validated(votes)) < review_loss(
        votes, [v.chances for v in votes]
    )


def test_concepts_with_examples_give_way_less() -> None:
    votes = [reviewed(n, right="a") for n in range(10)]
    soft = adjusted_chances(reviewed(9), fit_adjustment(votes))["a"]
    stiff = adjusted_chances(reviewed(9), fit_adjustment(votes, taught={"a"}))["a"]
    assert 0.5 < stiff < soft
