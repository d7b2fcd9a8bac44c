"""The nearest are found though only a quarter of the numbers is compared with all."""

from __future__ import annotations

import numpy as np
import pytest

from service.index.sketch import AXES, SMALLEST, Sketch, fill_sketch, sketch_kinds

POINTS, SIZE, LIMIT = SMALLEST + 1000, 384, 50


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    """Around a few hundred centres that share a direction, as sentence vectors do."""
    chance = np.random.default_rng(5)
    centres = chance.standard_normal((300, SIZE)) * np.linspace(2, 0.2, SIZE) + 1
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    noise = chance.standard_normal((POINTS, SIZE)) * 0.5 / SIZE**0.5
    found = centres[chance.integers(300, size=POINTS)] + noise
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def sketch(vectors: np.ndarray) -> Sketch:
    kinds = sketch_kinds(*vectors.shape)
    arrays = {name: np.zeros(shape, kind) for name, (kind, shape) in kinds.items()}
    fill_sketch(arrays | {"vectors": vectors})
    return Sketch(arrays | {"vectors": vectors})


def product(matrix: np.ndarray, vector: np.ndarray) -> np.ndarray:
    return matrix @ vector


@pytest.mark.parametrize("share", [1.0, 0.5, 0.05, 0.001, 0.0])
def test_nearly_all_of_the_nearest_are_candidates(
    sketch: Sketch, vectors: np.ndarray, share: float
) -> None:
    chance = np.random.default_rng(6)
    mask = None if share == 1 else chance.random(POINTS) < share
    rows = np.arange(POINTS) if mask is None else np.flatnonzero(mask)
    found = wanted = compared = 0
    for at in range(0, 2000, 40):
        asked = vectors[at] + chance.standard_normal(SIZE) * 0.5 / SIZE**0.5
        asked = (asked / np.linalg.norm(asked)).astype(np.float32)
        best = rows[np.argsort(-(vectors[rows] @ asked))[:LIMIT]]
        candidates = sketch.candidates(asked, LIMIT, mask, product)
        assert mask is None or mask[candidates].all()
        found += len(np.intersect1d(best, candidates))
        wanted += len(best)
        compared += len(candidates)
    assert found >= 0.999 * wanted
    assert compared < 50 * max(0.3 * POINTS, len(rows) * share + 1)


def test_few_or_short_vectors_have_no_sketch() -> None:
    for points, size in ((SMALLEST - 1, SIZE), (SMALLEST, 2 * AXES - 1)):
        kinds = sketch_kinds(points, size)
        arrays = {name: np.zeros(shape, kind) for name, (kind, shape) in kinds.items()}
        arrays["vectors"] = np.zeros((points, size), dtype=np.float32)
        fill_sketch(arrays)
        assert not Sketch(arrays)
