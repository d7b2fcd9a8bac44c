"""Trains the general names model that the evaluation compares with.

    python -m models.recipes.general_names --germeval FOLDER

A spaCy CNN (Honnibal et al. 2020) on GermEval 2014 (Benikova et al. 2014, CC BY 4.0): persons,
places and organisations of news and encyclopedia text. It never takes part in an analysis.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.training import Example as Annotated

from models.general_names import CONFIG, FOLDER, WEIGHTS, load_general_names
from models.manifest import Manifest, atomic_path, write_manifest
from models.recipes.annotated import UNKNOWN, Example, germeval_examples

EPOCHS, BATCH, DROPOUT, SEED = 12, 64, 0.2, 7
TOK2VEC = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 96,
    "depth": 4,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}
MODEL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": TOK2VEC,
}


def train(examples: Sequence[Example]) -> Language:
    """A pipeline with tokeniser and names."""
    random.seed(SEED)
    np.random.seed(SEED)
    rng = random.Random(SEED)  # noqa: S311
    language = spacy.blank("de")
    language.add_pipe("ner", config={"model": MODEL})
    rows = [_annotated(language, example) for example in examples]
    optimiser = language.initialize(lambda: rows)
    for _ in range(EPOCHS):
        rng.shuffle(rows)
        for start in range(0, len(rows), BATCH):
            language.update(rows[start : start + BATCH], sgd=optimiser, drop=DROPOUT)
    return language


def _annotated(language: Language, example: Example) -> Annotated:
    names = [name for name in example.names if name[2] != UNKNOWN]
    return Annotated.from_dict(language.make_doc(example.text), {"entities": names})


def save(language: Language, folder: Path = FOLDER) -> None:
    """Writes configuration, weights and manifest."""
    with atomic_path(folder / CONFIG) as path:
        language.config.to_disk(path)
    with atomic_path(folder / WEIGHTS) as path:
        path.write_bytes(language.to_bytes())
    manifest = Manifest(
        name="general-names",
        version="1",
        source="spaCy CNN trained on GermEval 2014; a baseline of the evaluation only",
        licence="MIT; training data CC BY 4.0 (GermEval 2014, Benikova et al.)",
        recipe="python -m models.recipes.general_names",
    )
    write_manifest(folder, manifest, files=[CONFIG, WEIGHTS])


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, saves, loads again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--germeval", type=Path, required=True)
    folder = parser.parse_args(arguments).germeval
    files = sorted(folder.glob("germeval2014-*.tsv"))
    save(train([example for file in files for example in germeval_examples(file)]))
    print([m.text for m in load_general_names()(["Angela Merkel wohnt in Berlin."])[0]])


if __name__ == "__main__":
    main()
