"""What is marked in passages that are like a longer text: words that say what it is about."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.query import parse
from nlp.types import Span
from service.initiatives import _telling
from service.ordinary_words import is_ordinary
from service.probe import plan_probe

PLAN = (
    "Das Projekt im Landkreis soll in drei Jahren die Arbeit mit Eltern stärken. Träger des "
    "Vorhabens ist ein Verein. Zwei Beraterinnen besuchen Familien; die Projektleitung fördert das."
)


@pytest.mark.parametrize("word", ["projekts", "arbeiten", "trägern", "städten", "vorhaben", "drei"])
def test_what_every_report_says_is_ordinary(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize(
    "word", ["eltern", "elternarbeit", "frauen", "stadtteil", "praxis", "ausbildung", "lesen"]
)
def test_what_a_project_is_about_is_not(word: str) -> None:
    assert not is_ordinary(word)


def test_of_a_plan_only_telling_words_are_marked() -> None:
    probe = plan_probe(parse(PLAN), [np.ones(3, dtype=np.float32)])
    assert probe.terms == ("eltern", "beraterinnen", "familien")
    assert "projekt" in probe.words, "it is looked for all the same"


def test_an_ordinary_word_that_answers_a_compound_stays_unmarked() -> None:
    text = "Die Arbeit mit Eltern"
    marks = (Span(start=4, end=10), Span(start=15, end=21))
    assert [mark.of(text) for mark in _telling(text, marks)] == ["Eltern"]
