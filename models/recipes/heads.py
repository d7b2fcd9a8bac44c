"""Trains the classifiers of lessons, writes ``models/artefacts/heads``.

    python -m models.recipes.heads

Data: the training split of the corpus (CC0), read with the encoder and names branch as shipped.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.gold import GoldReport, read_annotated, split
from models import choices, heads, linear
from models.load import ARTEFACTS, load_reader
from models.manifest import Manifest, write_manifest
from models.recipes import lesson_sources
from nlp import lesson_kinds, lessons
from nlp.choices import Choice
from nlp.german.lessons import CUES
from nlp.linear import Linear
from nlp.segment import blocks, passages, sentences
from nlp.types import Matrix, Report
from nlp.windows import windows

FOLDER = ARTEFACTS / "heads"
HOLDS_STRENGTH = 0.003
LESSON_KIND_STRENGTH = 1.0
LESSON_THRESHOLD = 0.16
"""Low: real pages state lessons less plainly. Chosen where neither the held-out reports and pages
nor the five real reports lose."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """A report in features: ``rows`` (sentences, features) with their kind or ``none``."""

    rows: Matrix
    labels: list[str]


def main() -> None:
    """Reads the training split once, fits two classifiers and a choice, and writes them."""
    training, _ = split(read_annotated())
    read = [_read(gold) for gold in _shown(training)]
    rows = np.concatenate([one.rows for one in read])
    labels = np.array([label for one in read for label in one.labels])
    holding = labels != "none"
    fitted = {
        heads.HOLDS: linear.fit(
            rows, np.where(holding, "lesson", "none").tolist(), strength=HOLDS_STRENGTH
        ),
        heads.LESSON_KINDS: lesson_kinds_of(training),
    }
    write(FOLDER, fitted, lesson_sources.fit(training))


def _shown(golds: Sequence[GoldReport]) -> Iterator[GoldReport]:
    for number, gold in enumerate(golds, 1):
        if number % 50 == 0 or number == len(golds):
            print(f"{number} of {len(golds)} reports read", file=sys.stderr, flush=True)
        yield gold


def _read(gold: GoldReport) -> Read:
    report = Report(id=gold.id, title=gold.title or "", text=gold.text)
    parts = blocks(report.text)
    lines = sentences(report.text, parts)
    tiles = passages(report.text, parts, lines)
    encodings = load_reader().read(windows(report, tiles))
    vectors = lessons.sentence_vectors(lines, tiles, encodings)
    own = lessons.Sentences(text=report.text, spans=lines, blocks=parts, vectors=vectors)
    return Read(
        rows=lessons.features(own),
        labels=[next((x.kind for x in gold.lessons if x.overlaps(line)), "none") for line in lines],
    )


def lesson_kinds_of(golds: Sequence[GoldReport]) -> Linear:
    """A classifier of whole lessons by their words."""
    found = [lesson for gold in golds for lesson in gold.lessons]
    scale = np.concatenate([np.full(lesson_kinds.BUCKETS, 1 / 3), np.full(len(CUES), 2.0)])
    return linear.fit(
        lesson_kinds.features([lesson.text for lesson in found]),
        [lesson.kind for lesson in found],
        strength=LESSON_KIND_STRENGTH,
        scale=scale.astype(np.float32),
    )


def write(folder: Path, fitted: dict[str, Linear], sources: Choice) -> None:
    """The classifiers, the choice of sources and their manifest."""
    digest = hashlib.sha256(str(LESSON_THRESHOLD).encode())
    for name, each in fitted.items():
        linear.save(folder / name, each)
    choices.save(folder / heads.SOURCES, sources)
    files = sorted([*fitted, heads.SOURCES])
    for name in files:
        digest.update((folder / name).read_bytes())
    manifest = Manifest(
        name="heads",
        version=digest.hexdigest()[:12],
        source="trained on corpus/data/*.jsonl",
        licence="CC0",
        recipe="python -m models.recipes.heads",
        settings={"lesson_threshold": LESSON_THRESHOLD},
    )
    write_manifest(folder, manifest, files=files)


if __name__ == "__main__":
    main()
