"""Trains the themes artefact: ``python -m models.recipes.themes [--real FOLDER …]``.

Development reports only (held-out ones judge). Training is in ``theme_training``, the encoded
reports in ``theme_documents``, the scores in ``theme_scores``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from corpus.gold import FURTHER_PAGES, PAGES, REPORTS, read_gold, read_seeds, split
from corpus.gold_types import GoldReport, GoldTheme
from corpus.vocabulary import default_vocabulary
from models.manifest import Manifest, write_manifest
from models.onnx_reader import OnnxReader
from models.recipes.theme_documents import Document, documents
from models.recipes.theme_scores import judged, score_table
from models.recipes.theme_training import (
    fusion_over,
    fusion_rows,
    learn,
    out_of_fold,
    read_examples,
    untrained,
)
from models.theme_tagger import (
    CONCEPTS,
    MODEL,
    encode_concepts,
    load_theme_model,
    load_themes,
    save_concept_vectors,
    save_theme_model,
)
from nlp.concepts import Vocabulary
from nlp.theme_model import FUSIONS
from nlp.theme_vectors import anchors
from nlp.types import Event

VERSION = "1"
ARTEFACT = Path(__file__).parents[1] / "artefacts" / "themes"
ENCODER = ARTEFACT.with_name("encoder")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, save and print the table of scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, nargs="*", default=[], help="folders of real pages")
    parser.add_argument("--reports", type=Path, nargs="*", default=[REPORTS, PAGES, FURTHER_PAGES])
    parser.add_argument("--feedback", type=Path, help="what fundstelle learn --export wrote")
    options = parser.parse_args(arguments)
    vocabulary = default_vocabulary()
    reader = OnnxReader.load(ENCODER)
    parts = {path.stem: split(read_gold(path)) for path in options.reports}
    train = [report for development, _ in parts.values() for report in development]
    tests = {name: test for name, (_, test) in parts.items()}
    if options.feedback:
        train = with_feedback(
            train, options.feedback, {one.id for test in tests.values() for one in test}
        )
    train_documents = documents(train, reader)
    table = train_artefact(vocabulary, reader, train_documents)
    sets = {name: documents(test, reader) for name, test in tests.items()}
    sets |= {folder.name: documents(read_seeds(folder), reader) for folder in options.real}
    _say("\n".join(table))
    tagger = load_themes(ARTEFACT, reader)
    for name, held in sets.items():
        _say(f"{name}: {judged(tagger, held)}")


def with_feedback(
    train: Sequence[GoldReport], path: Path, held: Collection[str]
) -> list[GoldReport]:
    """The training reports and those that editors have spoken about, whose word counts.

    For an annotated report, themes are added and taken away; another's themes are all that was
    accepted or added. Held-out reports stay held out.
    """
    known = {one.id: one for one in train}
    for line in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        if said["id"] in held or not said["right"] + said["wrong"]:
            continue
        old = known.get(said["id"])
        kept = [t for t in old.themes if t.id not in said["wrong"]] if old else []
        new = [GoldTheme(id=i, grade=1) for i in said["right"] if i not in {t.id for t in kept}]
        base = old or GoldReport(
            id=said["id"],
            title=said["title"],
            doc_kind="report",
            text=said["text"],
            event=Event(),
        )
        known[base.id] = replace(base, themes=(*kept, *new))
    return list(known.values())


def train_artefact(
    vocabulary: Vocabulary, encoder: OnnxReader, train: Sequence[Document], folder: Path = ARTEFACT
) -> list[str]:
    """Write model, concept vectors and manifest; the table of cross-validated scores."""
    vectors = encode_concepts(vocabulary, encoder)
    empty = untrained(encoder.name, train, vectors)
    examples = read_examples(vocabulary, empty, train, vectors)
    anchored = anchors(vectors, empty.centres)
    taught = np.asarray(examples.truth.any(axis=0))
    unseen = out_of_fold(train, examples, anchored)
    learnt = learn(examples, anchored, range(len(train)))
    model = replace(
        empty,
        taught=tuple(c.id for c, has in zip(vocabulary.assignable(), taught, strict=True) if has),
        deltas=learnt.deltas[taught],
        stem_weights=learnt.stem_weights[taught],
        fusions={name: fusion_over(fusion_rows(name, unseen), examples) for name in FUSIONS},
    )
    folder.mkdir(parents=True, exist_ok=True)
    save_theme_model(folder, model)
    save_concept_vectors(folder, vocabulary, vectors)
    load_theme_model.cache_clear()
    table = score_table(vocabulary, train, examples, unseen)
    _describe(folder, vocabulary, encoder, len(train))
    return table


def _describe(folder: Path, vocabulary: Vocabulary, encoder: OnnxReader, reports: int) -> None:
    write_manifest(
        folder,
        Manifest(
            name="themes",
            version=VERSION,
            source=f"{reports} annotated reports of corpus/data, held-out ones apart",
            licence="MIT",
            recipe="python -m models.recipes.themes",
            settings={"encoder": encoder.name, "vocabulary": vocabulary.version},
        ),
        files=[MODEL, CONCEPTS],
    )


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
