"""Trains the estimate whether themes need a review: ``python -m models.recipes.theme_review``.

Development reports only, each judged by a model of themes that has not seen it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.gold import read_annotated, split
from corpus.vocabulary import default_vocabulary
from models.linear import fit, save
from models.manifest import Manifest, write_manifest
from models.onnx_reader import OnnxReader
from models.recipes.theme_documents import Document, documents
from models.recipes.theme_training import fold_of
from models.recipes.theme_unseen import Unseen, unseen
from models.recipes.themes import ENCODER
from nlp.scores import Numbers
from nlp.theme_choice import most_useful
from nlp.theme_review import review_features
from nlp.types import Matrix

ARTEFACT = ENCODER.with_name("review")
MODEL = "review.npz"
FOLDS, STRENGTH = 5, 0.3
MAIN = 2


def main() -> None:
    """Train, save and print what cross-validation says."""
    reader = OnnxReader.load(ENCODER)
    train = documents(split(read_annotated())[0], reader)
    seen = unseen(default_vocabulary(), reader, train)
    rows, right = examples(train, seen)
    sys.stderr.write(_judged(train, rows, right) + "\n")
    write(ARTEFACT, rows, right)


def examples(train: Sequence[Document], seen: Unseen) -> tuple[Matrix, Numbers]:
    """(reports, features), and whether the themes of each could be published as they are."""
    chosen = [most_useful(chances) for chances in seen.chances]
    rows = [review_features(c, r) for c, r in zip(seen.chances, chosen, strict=True)]
    told = [{seen.ids[row] for row in some} for some in chosen]
    right = [_publishable(one, ids) for one, ids in zip(train, told, strict=True)]
    return np.vstack(rows), np.array(right)


def write(folder: Path, rows: Matrix, right: Numbers) -> None:
    """Model and manifest."""
    save(folder / MODEL, fit(rows, _words(right), strength=STRENGTH))
    write_manifest(
        folder,
        Manifest(
            name="review",
            version="1",
            source=f"{len(rows)} annotated reports of corpus/data, held-out ones apart",
            licence="MIT",
            recipe="python -m models.recipes.theme_review",
        ),
        files=[MODEL],
    )


def _publishable(one: Document, told: set[str]) -> bool:
    main_themes = {theme for theme, grade in one.grades.items() if grade == MAIN}
    return told <= one.grades.keys() and main_themes <= told


def _judged(train: Sequence[Document], rows: Matrix, right: Numbers) -> str:
    folds = np.array([fold_of(one.id, "review", FOLDS) for one in train])
    chances = np.zeros(len(right))
    for fold in range(FOLDS):
        inside = folds == fold
        model = fit(rows[~inside], _words(right[~inside]), strength=STRENGTH)
        chances[inside] = model.probabilities(rows[inside])[:, -1]
    from sklearn.metrics import roc_auc_score

    sure = chances >= 0.7
    return (
        f"publishable {right.mean():.3f}, area under the curve {roc_auc_score(right, chances):.3f},"
        f" calibration error {_calibration(chances, right):.3f}, of {int(sure.sum())} told 0.7 and"
        f" above {right[sure].mean():.3f} are"
    )


def _calibration(chances: Numbers, right: Numbers) -> float:
    bins = np.minimum((chances * 10).astype(int), 9)
    return float(
        sum(
            abs(chances[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
            for b in np.unique(bins)
        )
    )


def _words(right: Numbers) -> list[str]:
    return ["yes" if one else "no" for one in right]


if __name__ == "__main__":
    main()
