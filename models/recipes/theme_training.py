"""Regressions and fusions of the themes artefact.

Regressions are ridge regressions in closed form that start at what a concept's names and
definition say, so that few examples move them little. The fusions learn from out-of-fold
features, so that they trust no part more than it deserves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.linear import fit
from models.recipes.theme_documents import Document, parts_of
from nlp.concepts import Vocabulary
from nlp.linear import Linear
from nlp.scores import Numbers, Table
from nlp.theme_model import ThemeModel, fusion_table
from nlp.theme_reading import Reading, ThemeReader, group_features
from nlp.theme_vectors import Centres, ConceptVectors, Similarities
from nlp.theme_words import report_stems
from nlp.types import Matrix

FOLDS = 10
LEAST_DOCUMENTS = 2
ANCHOR_WEIGHT, VECTOR_RIDGE, WORD_RIDGE = 0.8, 5.0, 0.7
FUSION_STRENGTH = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """Regressions: (concepts, dimensions) deltas and (concepts, stems) weights."""

    deltas: Matrix
    stem_weights: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Readings of reports in order with (reports, concepts) truth."""

    readings: Sequence[Reading]
    truth: Numbers


def untrained(encoder: str, train: Sequence[Document], vectors: ConceptVectors) -> ThemeModel:
    """Centres and lexicon: what needs no annotation."""
    lexicon = report_stems([f"{one.title}\n{one.text}" for one in train], LEAST_DOCUMENTS)
    return ThemeModel(
        encoder=encoder,
        taught=(),
        centres=Centres(
            passages=np.vstack([one.vectors for one in train]).mean(axis=0),
            names=vectors.names.mean(axis=0),
            texts=vectors.texts.mean(axis=0),
        ),
        anchor_weight=ANCHOR_WEIGHT,
        deltas=np.zeros((0, vectors.texts.shape[1]), dtype=np.float32),
        lexicon=lexicon,
        stem_weights=np.zeros((0, len(lexicon.stems)), dtype=np.float32),
        fusions={},
    )


def read_examples(
    vocabulary: Vocabulary, model: ThemeModel, train: Sequence[Document], vectors: ConceptVectors
) -> Examples:
    """The evidence in each report."""
    concepts = vocabulary.assignable()
    reader = ThemeReader(concepts, model.lexicon, model.centres, vectors)
    truth = np.array([[one.grades.get(c.id, 0) > 0 for c in concepts] for one in train])
    return Examples(readings=[reader.read(*parts_of(one)) for one in train], truth=truth)


def learn(examples: Examples, anchored: Matrix, rows: Sequence[int]) -> Learnt:
    """Ridge regressions over the reports in ``rows``."""
    truth = examples.truth[list(rows)].astype(np.float64)
    wanted = truth - truth.mean(axis=0)
    reports = np.array([_similar(examples, row).report for row in rows], dtype=np.float64)
    words = np.array([examples.readings[row].words for row in rows], dtype=np.float64)
    start = ANCHOR_WEIGHT * reports @ anchored.T
    return Learnt(
        deltas=_ridge(reports, wanted - start, VECTOR_RIDGE).astype(np.float32),
        stem_weights=_ridge(words, wanted, WORD_RIDGE).astype(np.float32),
    )


def out_of_fold(
    train: Sequence[Document], examples: Examples, anchored: Matrix
) -> list[dict[str, Table]]:
    """Features of each report by regressions that have not seen it."""
    folds = [fold_of(one.id, "regression", FOLDS) for one in train]
    found: list[dict[str, Table]] = [{} for _ in train]
    for fold in range(FOLDS):
        seen = [row for row, other in enumerate(folds) if other != fold]
        learnt = learn(examples, anchored, seen)
        regression = ANCHOR_WEIGHT * anchored + learnt.deltas
        for row in set(range(len(train))) - set(seen):
            found[row] = group_features(examples.readings[row], regression, learnt.stem_weights)
    return found


def fusion_rows(fusion: str, features: Sequence[Mapping[str, Table]]) -> list[Matrix]:
    """For each report the table of the groups in a fusion."""
    return [fusion_table(fusion, groups) for groups in features]


def fusion_over(
    rows: Sequence[Matrix], examples: Examples, chosen: Sequence[int] | None = None
) -> Linear:
    """A fusion fitted on the reports in ``chosen``, on all by default."""
    chosen = range(len(rows)) if chosen is None else chosen
    truth = np.concatenate([examples.truth[row] for row in chosen])
    labels = np.where(truth, "yes", "no").tolist()
    return fit(np.vstack([rows[row] for row in chosen]), labels, strength=FUSION_STRENGTH)


def _ridge(rows: Numbers, wanted: Numbers, strength: float) -> Numbers:
    """(targets, features): solved over reports, which are fewer than features."""
    kernel = rows @ rows.T + strength * np.eye(len(rows))
    return np.asarray((rows.T @ np.linalg.solve(kernel, wanted)).T)


def _similar(examples: Examples, row: int) -> Similarities:
    found = examples.readings[row].similar
    if found is None:
        raise ValueError("training needs vectors")
    return found


def fold_of(report_id: str, purpose: str, folds: int) -> int:
    """The fold of a report, the same on every run."""
    return int(hashlib.sha256(f"{purpose} {report_id}".encode()).hexdigest(), 16) % folds
