"""How well themes are found: cross-validated and on held-out reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from models.metrics import exact, mean, ndcg, total
from models.recipes.theme_documents import Document, parts_of
from models.recipes.theme_training import Examples, fold_of, fusion_over
from nlp.concepts import Vocabulary
from nlp.scores import Numbers, Table
from nlp.theme_choice import most_useful
from nlp.theme_model import FUSIONS
from nlp.themes import ThemeTagger
from nlp.types import Matrix

FUSION_FOLDS = 5
BASELINES: Mapping[str, tuple[str, ...]] = {
    "labels only": ("labels",),
    "zero-shot only": ("similarity",),
    "regressions only": ("regression", "words"),
    **{f"fusion {name!r}": groups for name, groups in FUSIONS.items() if len(groups) > 1},
}


def judged(tagger: ThemeTagger, held: Sequence[Document]) -> str:
    """One line with the scores of a tagger on annotated reports."""
    ranked = [_ranked(tagger.scores(*parts_of(one))) for one in held]
    chosen = [[theme.id for theme in tagger.tag(*parts_of(one))] for one in held]
    gains = f"nDCG@5 {_ndcg(held, ranked):.3f} (of those assigned {_ndcg(held, chosen):.3f})"
    return f"{gains}, F1 {_f1(held, chosen):.3f}, {mean([len(c) for c in chosen]):.1f} a report"


def score_table(
    vocabulary: Vocabulary,
    train: Sequence[Document],
    examples: Examples,
    features: Sequence[Mapping[str, Table]],
) -> list[str]:
    """Lines with the cross-validated scores of each fusion and of its parts."""
    ids = [concept.id for concept in vocabulary.assignable()]
    lines = ["cross-validated on development reports:"]
    for name, groups in BASELINES.items():
        rows = [np.column_stack([f[g] for g in groups]).astype(np.float32) for f in features]
        chances = cross_validated(train, rows, examples)
        ranked = [[ids[row] for row in np.argsort(-one)] for one in chances]
        chosen = [[ids[row] for row in most_useful(one)] for one in chances]
        scores = f"nDCG@5 {_ndcg(train, ranked):.3f}, F1 {_f1(train, chosen):.3f}"
        error = _calibration_error(np.vstack(chances), examples.truth)
        lines.append(f"  {name}: {scores}, calibration error {error:.3f}")
    return lines


def cross_validated(
    train: Sequence[Document], rows: Sequence[Matrix], examples: Examples
) -> list[Numbers]:
    """For each report the chances by a fusion that has not seen it."""
    folds = [fold_of(one.id, "fusion", FUSION_FOLDS) for one in train]
    fusions = [
        fusion_over(rows, examples, [row for row, other in enumerate(folds) if other != fold])
        for fold in range(FUSION_FOLDS)
    ]
    return [fusions[f].probabilities(table)[:, -1] for f, table in zip(folds, rows, strict=True)]


def _calibration_error(chances: Numbers, truth: Numbers) -> float:
    """Expected calibration error over those pairs that are at all likely (0.05 and above)."""
    likely = chances >= 0.05
    found, right = chances[likely], truth[likely]
    bins = np.minimum((found * 10).astype(int), 9)
    return sum(
        abs(float(found[bins == b].mean() - right[bins == b].mean())) * float((bins == b).mean())
        for b in np.unique(bins)
    )


def _ranked(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda concept: -scores[concept])


def _ndcg(judged: Sequence[Document], ranked: Sequence[Sequence[str]]) -> float:
    return mean([ndcg(r, one.grades, depth=5) for one, r in zip(judged, ranked, strict=True)])


def _f1(judged: Sequence[Document], chosen: Sequence[Sequence[str]]) -> float:
    """Over all pairs of report and concept."""
    return total(exact(c, one.grades.keys()) for one, c in zip(judged, chosen, strict=True)).f1
