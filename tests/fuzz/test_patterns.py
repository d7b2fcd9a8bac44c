"""No pattern of the code can be made slow by a text that is made for it."""

from __future__ import annotations

import re

import pytest

from tests.fuzz.patterns import Found, attacks, patterns, slow

CHARACTERS, LIMIT, SIGNS = 10_000, 0.06, 1
"""``python -m tests.fuzz.patterns`` takes more."""


def test_no_pattern_is_slow() -> None:
    told = [slow(found, CHARACTERS, LIMIT, SIGNS) for found in patterns()]
    assert [(each.found.where, each.text[:40]) for each in told if each] == []


def test_patterns_are_found_in_constants_and_in_functions() -> None:
    where = {found.where for found in patterns()}
    assert "nlp.title.NAME" in where and "nlp.clean.MARKS" in where
    assert any(re.fullmatch(r"nlp\.edges:\d+", each) for each in where)
    assert len(where) > 400


@pytest.mark.parametrize(
    "pattern", [r"\s+$", r"(?:a+)+$", r"\w*projekt", r"(?:Dr\.[\w. -]*\s)*!", r"a.*b.*c"]
)
def test_slow_patterns_are_found_out(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.patterns.HOPELESS", 0.3)
    found = Found(where="here", pattern=re.compile(pattern))
    assert slow(found, CHARACTERS, LIMIT, SIGNS) is not None


def test_attacks_are_made_from_the_pattern() -> None:
    made = list(attacks(re.compile(r"(?:Herr|Frau)\s[A-Z]\w+"), 100))
    assert any("Herr A" in text for text in made) and any("Frau" in text for text in made)
