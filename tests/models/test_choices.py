"""A choice learns from right answers, also where several candidates are right or none is."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.choices import Case, fit, load, save

NONE = {"none": 1.0}
HELD, DEADLINE = {"date": 1.0, "held": 1.0}, {"date": 1.0, "deadline": 1.0}


def cases() -> list[Case]:
    return [
        Case(candidates=[NONE, HELD, DEADLINE], right=[False, True, False]),
        Case(candidates=[NONE, HELD, HELD, DEADLINE], right=[False, True, True, False]),
        Case(candidates=[NONE, DEADLINE], right=[True, False]),
        Case(candidates=[NONE], right=[True]),
    ] * 10


def test_what_is_right_becomes_probable() -> None:
    choice = fit(cases(), strength=1.0)
    none, deadline, held = choice.shares([NONE, DEADLINE, HELD])
    assert held > 0.8
    assert none > deadline
    assert none + deadline + held == pytest.approx(1.0)


def test_a_choice_is_read_as_it_was_written(tmp_path: Path) -> None:
    choice = fit(cases(), strength=1.0)
    save(tmp_path / "dates.npz", choice)
    read = load(tmp_path / "dates.npz")
    assert read.shares([NONE, HELD]) == pytest.approx(choice.shares([NONE, HELD]), abs=1e-5)


def test_features_that_nobody_learnt_weigh_nothing() -> None:
    choice = fit(cases(), strength=1.0)
    assert choice.shares([HELD, HELD | {"unheard": 9.0}]) == pytest.approx([0.5, 0.5])
