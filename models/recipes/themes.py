"""Trains the themes artefact: ``python -m models.recipes.themes [--real FOLDER …]``.

Development reports only (held-out ones judge). Regressions are ridge regressions in closed form
that start at what a concept's names and definition say, so that few examples move them little.
The fusions learn from out-of-fold features, so that they trust no part more than it deserves.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.gold import REPORTS, GoldReport, read_gold, read_seeds, split
from corpus.vocabulary import default_vocabulary
from models.linear import fit
from models.manifest import Manifest, atomic_path, write_manifest
from models.metrics import exact, mean, ndcg, total
from models.onnx_reader import OnnxReader
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
from nlp.encoder import Window
from nlp.linear import Linear
from nlp.scores import Numbers, Table
from nlp.segment import blocks, passages, sentences
from nlp.theme_vectors import Centres, ConceptVectors, Similarities, anchors
from nlp.theme_words import report_stems
from nlp.themes import (
    FUSIONS,
    Reading,
    ThemeModel,
    ThemeReader,
    ThemeTagger,
    fusion_table,
    group_features,
    most_useful,
)
from nlp.title import title_of
from nlp.types import Matrix, Passage, Report, Span, Vector
from nlp.windows import windows

VERSION = "1"
ARTEFACT = Path(__file__).parents[1] / "artefacts" / "themes"
ENCODER = ARTEFACT.with_name("encoder")
CACHE = Path(__file__).parents[1] / "build" / "theme-passages.npz"
FOLDS = 10
LEAST_DOCUMENTS = 2
ANCHOR_WEIGHT, VECTOR_RIDGE, WORD_RIDGE = 0.8, 5.0, 0.7
FUSION_STRENGTH = 0.3
FUSION_FOLDS = 5
Pair = tuple[str, str]
BASELINES: Mapping[str, tuple[str, ...]] = {
    "labels only": ("labels",),
    "zero-shot only": ("similarity",),
    "regressions only": ("regression", "words"),
    **{f"fusion {name!r}": groups for name, groups in FUSIONS.items() if len(groups) > 1},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report ready for tagging with the grades of its themes."""

    id: str
    text: str
    title: str
    passages: tuple[Passage, ...]
    sentences: tuple[Span, ...]
    vectors: Matrix
    grades: Mapping[str, int]


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


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, save and print the table of scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, nargs="*", default=[], help="folders of real pages")
    parser.add_argument("--reports", type=Path, nargs="*", default=[REPORTS])
    options = parser.parse_args(arguments)
    vocabulary = default_vocabulary()
    reader = OnnxReader.load(ENCODER)
    gold = [report for path in options.reports for report in read_gold(path)]
    train, test = split(gold)
    train_documents = documents(train, reader)
    table = train_artefact(vocabulary, reader, train_documents)
    sets = {"held-out": documents(test, reader)}
    sets |= {folder.name: documents(read_seeds(folder), reader) for folder in options.real}
    _say("\n".join(table))
    tagger = load_themes(ARTEFACT, reader)
    for name, held in sets.items():
        _say(f"{name}: {_judged(tagger, held)}")


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
        fusions={name: _fusion(fusion_rows(name, unseen), examples) for name in FUSIONS},
    )
    folder.mkdir(parents=True, exist_ok=True)
    save_theme_model(folder, model)
    save_concept_vectors(folder, vocabulary, vectors)
    load_theme_model.cache_clear()
    table = _table(vocabulary, train, examples, unseen)
    _describe(folder, vocabulary, encoder, len(train))
    return table


def documents(reports: Sequence[GoldReport], encoder: OnnxReader) -> list[Document]:
    """Cut and encode reports as the pipeline does."""
    cut = [_cut(report) for report in reports]
    texts = [
        [
            (w.context, w.text)
            for w in windows(Report(id=d.id, title=d.title, text=d.text), d.passages)
        ]
        for d in cut
    ]
    known = _encoded([pair for pairs in texts for pair in pairs], encoder)
    return [
        replace(one, vectors=np.array([known[pair] for pair in pairs], dtype=np.float32))
        for one, pairs in zip(cut, texts, strict=True)
    ]


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
    return Examples(readings=[reader.read(*_parts(one)) for one in train], truth=truth)


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
    folds = [_fold(one.id, "regression", FOLDS) for one in train]
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


def _fusion(
    rows: Sequence[Matrix], examples: Examples, chosen: Sequence[int] | None = None
) -> Linear:
    chosen = range(len(rows)) if chosen is None else chosen
    truth = np.concatenate([examples.truth[row] for row in chosen])
    labels = np.where(truth, "yes", "no").tolist()
    return fit(np.vstack([rows[row] for row in chosen]), labels, strength=FUSION_STRENGTH)


def _judged(tagger: ThemeTagger, held: Sequence[Document]) -> str:
    ranked = [_ranked(tagger.scores(*_parts(one))) for one in held]
    chosen = [[theme.id for theme in tagger.tag(*_parts(one))] for one in held]
    gains = f"nDCG@5 {_ndcg(held, ranked):.3f} (of those assigned {_ndcg(held, chosen):.3f})"
    return f"{gains}, F1 {_f1(held, chosen):.3f}, {mean([len(c) for c in chosen]):.1f} a report"


def _table(
    vocabulary: Vocabulary,
    train: Sequence[Document],
    examples: Examples,
    features: Sequence[Mapping[str, Table]],
) -> list[str]:
    ids = [concept.id for concept in vocabulary.assignable()]
    lines = ["cross-validated on development reports:"]
    for name, groups in BASELINES.items():
        rows = [np.column_stack([f[g] for g in groups]).astype(np.float32) for f in features]
        chances = _cross_validated(train, rows, examples)
        ranked = [[ids[row] for row in np.argsort(-one)] for one in chances]
        chosen = [[ids[row] for row in most_useful(one)] for one in chances]
        scores = f"nDCG@5 {_ndcg(train, ranked):.3f}, F1 {_f1(train, chosen):.3f}"
        error = _calibration_error(np.vstack(chances), examples.truth)
        lines.append(f"  {name}: {scores}, calibration error {error:.3f}")
    return lines


def _cross_validated(
    train: Sequence[Document], rows: Sequence[Matrix], examples: Examples
) -> list[Numbers]:
    folds = [_fold(one.id, "fusion", FUSION_FOLDS) for one in train]
    fusions = [
        _fusion(rows, examples, [row for row, other in enumerate(folds) if other != fold])
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


def _ridge(rows: Numbers, wanted: Numbers, strength: float) -> Numbers:
    """(targets, features): solved over reports, which are fewer than features."""
    kernel = rows @ rows.T + strength * np.eye(len(rows))
    return np.asarray((rows.T @ np.linalg.solve(kernel, wanted)).T)


def _similar(examples: Examples, row: int) -> Similarities:
    found = examples.readings[row].similar
    if found is None:
        raise ValueError("training needs vectors")
    return found


def _cut(report: GoldReport) -> Document:
    parts = blocks(report.text)
    lines = sentences(report.text, parts)
    return Document(
        id=report.id,
        text=report.text,
        title=report.title or title_of(report.text),
        passages=passages(report.text, parts, lines),
        sentences=lines,
        vectors=np.zeros((0, 0), dtype=np.float32),
        grades={theme.id: theme.grade for theme in report.themes},
    )


def _windows(one: Document) -> list[Pair]:
    report = Report(id=one.id, title=one.title, text=one.text)
    return [(window.context, window.text) for window in windows(report, one.passages)]


def _encoded(pairs: Sequence[Pair], encoder: OnnxReader) -> dict[Pair, Vector]:
    """Vectors of windows, kept between runs."""
    stored = _cached(encoder.name)
    keys = {pair: hashlib.sha256("\0".join(pair).encode()).hexdigest() for pair in pairs}
    new = [pair for pair, key in keys.items() if key not in stored]
    if new:
        _say(f"encoding {len(new)} passages")
        encodings = encoder.read([Window(context=c, text=t) for c, t in new])
        stored |= {keys[p]: e.vector for p, e in zip(new, encodings, strict=True)}
        _keep(encoder.name, stored)
    return {pair: stored[key] for pair, key in keys.items()}


def _cached(encoder: str) -> dict[str, Vector]:
    if not CACHE.is_file():
        return {}
    with np.load(CACHE, allow_pickle=False) as arrays:
        if str(arrays["encoder"]) != encoder:
            return {}
        return dict(zip(arrays["keys"].tolist(), arrays["vectors"], strict=True))


def _keep(encoder: str, stored: Mapping[str, Vector]) -> None:
    with atomic_path(CACHE) as temporary, temporary.open("wb") as file:
        np.savez(
            file,
            encoder=np.array(encoder),
            keys=np.array(list(stored)),
            vectors=np.array(list(stored.values())),
        )


def _parts(one: Document) -> tuple[str, str, Sequence[Passage], Matrix, Sequence[Span]]:
    return one.text, one.title, one.passages, one.vectors, one.sentences


def _fold(report_id: str, purpose: str, folds: int) -> int:
    return int(hashlib.sha256(f"{purpose} {report_id}".encode()).hexdigest(), 16) % folds


def _ranked(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda concept: -scores[concept])


def _ndcg(judged: Sequence[Document], ranked: Sequence[Sequence[str]]) -> float:
    return mean([ndcg(r, one.grades, depth=5) for one, r in zip(judged, ranked, strict=True)])


def _f1(judged: Sequence[Document], chosen: Sequence[Sequence[str]]) -> float:
    """Over all pairs of report and concept."""
    return total(exact(c, one.grades.keys()) for one, c in zip(judged, chosen, strict=True)).f1


def _describe(folder: Path, vocabulary: Vocabulary, encoder: OnnxReader, reports: int) -> None:
    write_manifest(
        folder,
        Manifest(
            name="themes",
            version=VERSION,
            source=f"{reports} development reports of corpus/data/reports.jsonl",
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
