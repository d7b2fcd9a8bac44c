"""Trains the layers for questions and writes them as ``models/artefacts/questions``.

    python -m models.recipes.questions [--general FOLDER] [--epochs N]

A question is drawn to the passage that answers it and away from all others (InfoNCE over every
passage of the training reports, which stay as the encoder has them; van den Oord et al. 2018; one
side only as in query-side fine-tuning, Lee et al. 2021). So that questions of other fields still
find what they did, general questions and parts of GermEval 2014 (Benikova et al. 2014, CC BY
4.0), where the folder is given, are held to the vectors that they had.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from corpus.gold import QUERIES, QUESTIONS, GoldReport, held_out, read_annotated, read_queries
from models.load import ARTEFACTS, load_base_encoder, load_reader
from models.manifest import Manifest, verify, write_manifest
from models.metrics import mean, ndcg
from models.onnx_reader import LOWER
from models.question_encoder import GRAPH, QuestionEncoder
from models.recipes.annotated import germeval_examples
from models.recipes.branch import Lower
from models.recipes.names import ENCODER
from models.recipes.onnx_export import SHARED_LAYERS, RetrievalPart, export_quantised, load_bert
from models.tokens import QUERY, Splitter
from nlp.encoder import Encoder
from nlp.segment import blocks, passages, sentences
from nlp.types import Matrix, Passage, Report
from nlp.windows import windows

ARTEFACT = ARTEFACTS / "questions"
STEP = 32
FRAGMENT = (4, 20)
GENERAL = QUESTIONS.with_name("general-questions.jsonl")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one training run depends on."""

    epochs: int = 2
    rate: float = 5e-5
    batch: int = 32
    temperature: float = 0.01
    fragments: int = 1500
    kept: float = 100.0
    seed: int = 3


@dataclass(frozen=True, kw_only=True)
class Passages:
    """All passages of some reports; ``vectors`` (passages, dimensions) as the encoder has them."""

    reports: tuple[str, ...]
    spans: tuple[Passage, ...]
    vectors: Matrix

    def of(self, report: str) -> list[int]:
        """The rows of a report's passages."""
        return [row for row, one in enumerate(self.reports) if one == report]


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question in states of the lower layers with the rows that answer and that may as well."""

    states: Matrix
    answers: list[int]
    neighbours: list[int]


def read_passages(reports: Iterable[GoldReport]) -> Passages:
    """Every passage that can be found, encoded as in use."""
    reader = load_reader()
    ids, spans, vectors = [], [], []
    for gold in reports:
        report = Report(id=gold.id, title=gold.title or "", text=gold.text)
        parts = blocks(report.text)
        found = passages(report.text, parts, sentences(report.text, parts))
        own = [passage for passage in found if passage.searchable]
        ids += [report.id] * len(own)
        spans += own
        vectors += [encoding.vector for encoding in reader.read(windows(report, own))]
    return Passages(reports=tuple(ids), spans=tuple(spans), vectors=np.array(vectors))


def read_questions(golds: Sequence[GoldReport], among: Passages) -> Iterator[Question]:
    """The questions of these reports; one without an answering passage is answered by all."""
    texts = {gold.id: gold.text for gold in golds}
    rows = {report: among.of(report) for report in texts}
    asked = [q for q in (*read_queries(QUERIES), *read_queries(QUESTIONS)) if q.doc in texts]
    states = lower_states([question.text for question in asked])
    for question, state in zip(asked, states, strict=True):
        own = rows[question.doc]
        answers = _answering(texts[question.doc], question.passage, own, among)
        yield Question(
            states=state, answers=answers, neighbours=[row for row in own if row not in answers]
        )


def _answering(text: str, passage: str | None, own: list[int], among: Passages) -> list[int]:
    start = text.find(passage) if passage else -1
    if passage is None or start < 0:
        return own
    end = start + len(passage)
    hit = [row for row in own if among.spans[row].start < end and start < among.spans[row].end]
    return hit or own


def lower_states(texts: Sequence[str]) -> list[Matrix]:
    """(tokens, dimensions) of each text as a question, from the graph as it is used."""
    folder = ARTEFACTS / "encoder"
    splitter = Splitter.load(
        folder / "tokenizer.json", max_tokens=verify(folder).settings["max_tokens"]
    )
    lower = Lower(folder / LOWER, threads=1)
    rows = [splitter.text(text, QUERY) for text in texts]
    return [lower([ids], len(ids))[0].numpy() for ids in rows]


def padded(states: Sequence[Matrix]) -> tuple[Tensor, Tensor]:
    """(texts, tokens, dimensions) and its mask; few different lengths, for bf16's sake."""
    length = -(-max(map(len, states)) // STEP) * STEP
    hidden = torch.zeros((len(states), length, states[0].shape[1]))
    mask = torch.zeros((len(states), length))
    for at, state in enumerate(states):
        hidden[at, : len(state)] = torch.from_numpy(state)
        mask[at, : len(state)] = 1
    return hidden, mask


class General:
    """Questions and sentences of other fields, which keep the vectors that they had.

    None of it where there is no folder.
    """

    def __init__(self, folder: Path | None, settings: Settings) -> None:
        self._random = random.Random(settings.seed)  # noqa: S311
        self._settings = settings
        texts = [*_general_questions(), *self._fragments(folder)] if folder else []
        self._states = lower_states(texts)
        self._vectors = torch.from_numpy(load_base_encoder().encode_queries(texts))

    def loss(self, tower: nn.Module) -> Tensor:
        """How far a batch of them has moved, squared."""
        if not self._states:
            return torch.zeros(())
        rows = self._random.sample(range(len(self._states)), self._settings.batch)
        vectors = encoded(tower, [self._states[row] for row in rows])
        return self._settings.kept * (vectors - self._vectors[rows]).pow(2).sum(1).mean()

    def _fragments(self, folder: Path) -> Iterator[str]:
        """Of the length of questions and short passages."""
        files = sorted(folder.glob("germeval2014-*.tsv"))
        texts = [example.text for file in files for example in germeval_examples(file)]
        drawn = self._random.sample(texts, min(self._settings.fragments, len(texts)))
        for words in map(str.split, drawn):
            length = self._random.randint(*FRAGMENT)
            start = self._random.randrange(max(1, len(words) - length))
            yield " ".join(words[start : start + length])


def _general_questions() -> list[str]:
    lines = GENERAL.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def encoded(tower: nn.Module, states: Sequence[Matrix]) -> Tensor:
    """(texts, dimensions), unit length."""
    hidden, mask = padded(states)
    with torch.autocast("cpu", torch.bfloat16):
        _, vectors = tower(hidden, mask)
    result: Tensor = torch.nn.functional.normalize(vectors.float(), dim=-1)
    return result


def train(
    settings: Settings, asked: list[Question], among: Passages, general: General
) -> nn.Module:
    """Fine-tunes the layers above the shared ones."""
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)  # noqa: S311
    tower = RetrievalPart(copy.deepcopy(load_bert(ENCODER)), SHARED_LAYERS)
    tower.train()
    there = torch.from_numpy(among.vectors)
    steps = settings.epochs * (len(asked) // settings.batch)
    optimiser = torch.optim.AdamW(tower.parameters(), lr=settings.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    for epoch in range(settings.epochs):
        began, total = time.monotonic(), 0.0
        batches = _batches(asked, settings.batch, rng)
        for batch in batches:
            value = loss(tower, batch, there, settings.temperature)
            value = value + general.loss(tower)
            value.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(tower.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += value.item()
        say(f"epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.monotonic() - began:.0f} s")
    tower.train(mode=False)
    return tower


def _batches(asked: list[Question], size: int, rng: random.Random) -> list[list[Question]]:
    shuffled = rng.sample(asked, len(asked))
    return [shuffled[at : at + size] for at in range(0, len(shuffled) - size + 1, size)]


def loss(tower: nn.Module, batch: Sequence[Question], there: Tensor, temperature: float) -> Tensor:
    """Negative log of the share of all answering passages; others of the report do not count."""
    scores = encoded(tower, [question.states for question in batch]) @ there.T / temperature
    answering = torch.full_like(scores, float("-inf"))
    for row, question in enumerate(batch):
        scores[row, question.neighbours] = float("-inf")
        answering[row, question.answers] = 0.0
    return (torch.logsumexp(scores, 1) - torch.logsumexp(scores + answering, 1)).mean()


def export(tower: nn.Module, folder: Path, *, version: str) -> None:
    """Writes the layers as int8 graph with its manifest."""
    encoder = verify(ARTEFACTS / "encoder")
    example = (
        torch.zeros(2, 5, encoder.settings["dimensions"]),
        torch.ones(2, 5, dtype=torch.int64),
    )
    axes = {0: "batch", 1: "length"}
    export_quantised(
        tower,
        example,
        folder / GRAPH,
        ["hidden", "attention_mask"],
        ["states", "vector"],
        {"hidden": axes, "attention_mask": axes, "states": axes, "vector": {0: "batch"}},
    )
    manifest = Manifest(
        name="questions",
        version=version,
        source="fine-tuned from the encoder on corpus/data/queries.jsonl and questions.jsonl",
        licence="MIT; training data CC0, sentences of GermEval 2014 CC BY 4.0",
        recipe="python -m models.recipes.questions",
        settings={"lower_sha256": encoder.files[LOWER].sha256},
    )
    write_manifest(folder, manifest, files=[GRAPH])


def held_out_gain(encoder: Encoder, reports: list[GoldReport], among: Passages) -> float:
    """nDCG@10 of the held-out questions over all annotated reports, by the vectors alone."""
    texts = {report.id for report in reports if held_out(report.id)}
    asked = [q for q in (*read_queries(QUERIES), *read_queries(QUESTIONS)) if q.doc in texts]
    scores = encoder.encode_queries([question.text for question in asked]) @ among.vectors.T
    return mean(
        [
            ndcg(_first_reports(row, among.reports), {question.doc: 1.0}, depth=10)
            for row, question in zip(scores, asked, strict=True)
        ]
    )


def _first_reports(scores: Matrix, reports: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(reports[row] for row in np.argsort(-scores)))[:10]


def fingerprint(settings: Settings, among: Passages) -> str:
    """Short hash of settings and training data."""
    digest = hashlib.sha256(repr((settings, among.reports)).encode())
    for path in (QUERIES, QUESTIONS):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def say(line: str) -> None:
    """Progress goes to stderr."""
    print(line, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, exports and measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--general", type=Path, help="folder of GermEval 2014")
    options = parser.parse_args(arguments)
    settings = Settings(epochs=options.epochs)
    reports = read_annotated()
    golds = [report for report in reports if not held_out(report.id)]
    among = read_passages(golds)
    asked = list(read_questions(golds, among))
    say(f"{len(asked)} questions, {len(among.reports)} passages")
    tower = train(settings, asked, among, General(options.general, settings))
    export(tower, ARTEFACT, version=fingerprint(settings, among))
    everything = read_passages(reports)
    for label, encoder in (
        ("before", load_base_encoder()),
        ("after", QuestionEncoder.load(load_reader(), ARTEFACT)),
    ):
        say(f"held-out nDCG@10 {label}: {held_out_gain(encoder, reports, everything):.3f}")


if __name__ == "__main__":
    main()
