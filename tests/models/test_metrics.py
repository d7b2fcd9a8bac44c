"""The numbers mean what their names say."""

from __future__ import annotations

import pytest

from models.metrics import (
    Counts,
    calibration,
    exact,
    f1_interval,
    matched,
    mean_interval,
    ndcg,
    overlap,
    total,
)
from nlp.types import Span


def test_f1_of_exact_items() -> None:
    counts = exact({1, 2, 3, 4}, {3, 4, 5})
    assert (counts.precision, counts.recall) == (pytest.approx(2 / 4), pytest.approx(2 / 3))
    assert counts.f1 == pytest.approx(4 / 7)


def test_nothing_wanted_and_nothing_found_is_right() -> None:
    assert Counts().f1 == 1.0
    assert exact(set(), {1}).f1 == 0.0
    assert exact({1}, set()).f1 == 0.0


def test_overlap_counts_each_side_for_itself() -> None:
    found = [Span(start=0, end=5), Span(start=5, end=9)]
    counts = overlap(found, [Span(start=0, end=9), Span(start=20, end=22)])
    assert (counts.precision, counts.recall) == (1.0, 0.5)


def test_touching_spans_do_not_overlap() -> None:
    assert overlap([Span(start=0, end=5)], [Span(start=5, end=9)]).f1 == 0.0


def test_sets_match_by_a_shared_name() -> None:
    counts = matched([{"ELAN", "ELAN – Eltern aktiv"}, {"Rest"}], [{"ELAN"}])
    assert (counts.precision, counts.recall) == (0.5, 1.0)


def test_the_sum_counts_every_item_alike() -> None:
    assert total([exact({1}, {1}), exact({1, 2, 3}, {9})]) == Counts(
        found=4, wanted=2, right=1, met=1
    )


@pytest.mark.parametrize(
    ("ranking", "value"),
    [
        (["a", "b"], 1.0),
        (["b", "a"], 0.8597),
        (["x", "y"], 0.0),
        ([], 0.0),
        (["x", "a", "b"], 0.6694),
    ],
)
def test_ndcg_rewards_what_stands_first(ranking: list[str], value: float) -> None:
    assert ndcg(ranking, {"a": 2.0, "b": 1.0}, depth=5) == pytest.approx(value, abs=1e-3)


def test_an_interval_holds_the_value_and_narrows_with_more_documents() -> None:
    some = [exact({1, 2, 3}, {2, 3, 4}), exact({1}, {1}), exact({5}, {6}), exact({7, 8}, {7})]
    few, many = f1_interval(some), f1_interval(some * 25)
    assert few is not None
    assert many is not None
    value = total(some).f1
    assert few[0] <= value <= few[1]
    assert few[1] - few[0] > many[1] - many[0]


def test_an_interval_of_equal_documents_is_a_point() -> None:
    interval = f1_interval([exact({1, 2}, {2, 3})] * 9)
    assert interval == (pytest.approx(0.5), pytest.approx(0.5))
    assert mean_interval([0.25] * 9) == (0.25, 0.25)


def test_one_document_has_no_interval() -> None:
    assert f1_interval([exact({1}, {1})]) is None
    assert mean_interval([1.0]) is None


def test_an_interval_of_documents_with_nothing_in_them_is_right() -> None:
    assert f1_interval([Counts(), Counts()]) == (1.0, 1.0)


def test_the_reliability_curve_sets_what_was_said_beside_what_was_right() -> None:
    said = [0.12, 0.18, 0.12, 0.18, 0.95, 1.0]
    right = [False, True, False, False, True, True]
    bins = calibration(said, right)
    assert [(pytest.approx(b.said), b.right, b.size) for b in bins] == [
        (0.15, 0.25, 4),
        (0.975, 1.0, 2),
    ]


def test_no_probabilities_have_no_curve() -> None:
    assert calibration([], []) == []
