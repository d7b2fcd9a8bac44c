"""What a model of themes says of training reports that it has not seen: for tuning on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.onnx_reader import OnnxReader
from models.recipes.theme_documents import Document
from models.recipes.theme_scores import cross_validated
from models.recipes.theme_training import (
    Examples,
    fusion_rows,
    out_of_fold,
    read_examples,
    untrained,
)
from models.theme_tagger import encode_concepts
from nlp.concepts import Vocabulary
from nlp.scores import Numbers
from nlp.theme_vectors import anchors


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """``chances``: for each report (concepts,); ``ids``: of the concepts."""

    ids: Sequence[str]
    examples: Examples
    chances: Sequence[Numbers]


def unseen(
    vocabulary: Vocabulary, encoder: OnnxReader, train: Sequence[Document], fusion: str = "all"
) -> Unseen:
    """Regressions and fusions of other folds weigh each report; some minutes.

    ``fusion``: "open" weighs as if no concept had examples.
    """
    vectors = encode_concepts(vocabulary, encoder)
    empty = untrained(encoder.name, train, vectors)
    examples = read_examples(vocabulary, empty, train, vectors)
    features = out_of_fold(train, examples, anchors(vectors, empty.centres))
    chances = cross_validated(train, fusion_rows(fusion, features), examples)
    ids = [concept.id for concept in vocabulary.assignable()]
    return Unseen(ids=ids, examples=examples, chances=chances)
