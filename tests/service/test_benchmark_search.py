"""The benchmark of search runs, and its own side finds the nearest."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import material, search
from benchmarks.questions import read_passages, read_questions, read_vectors
from nlp.types import Matrix

PASSAGES, QUESTIONS = 500, 16


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Passages around a few real ones: encoding two thousand would take a minute."""
    made = tmp_path_factory.mktemp("benchmark")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(material, "SEEDS", 20)
        material.make(made, PASSAGES)
    return made


def test_passages_are_the_same_each_time_and_gather_around_some(folder: Path) -> None:
    vectors: Matrix = read_vectors(folder, 384)
    assert vectors.shape == (PASSAGES, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    texts = [text for text, _ in read_passages(folder)]
    assert len(set(texts)) == PASSAGES
    nearest = np.sort(vectors @ vectors.T, axis=1)[:, -2]
    assert np.median(nearest) > np.median(vectors @ vectors.T) + 0.05


@pytest.mark.slow
def test_the_own_side_finds_what_comparing_all_finds(folder: Path) -> None:
    outcome = search.run_side(search.OWN, folder, QUESTIONS, Path(sys.executable))
    asked = read_questions(folder)[search.WARM_UP : search.WARM_UP + QUESTIONS]
    right = search.exact(folder, asked)
    assert len(outcome.seconds) == QUESTIONS
    assert search.recall(outcome, right) == 1
    told = "\n".join(search.lines({search.OWN: outcome}, right))
    assert "| fundstelle |" in told
    assert "1.000" in told
