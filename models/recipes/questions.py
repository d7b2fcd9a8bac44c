"""Questions and passages that the encoder is trained on, their losses and the artefact.

A question and the passage that answers it are drawn together, and apart from passages of other
reports (InfoNCE; van den Oord et al. 2018), of which the likest are looked for again and again
(hard negatives). So that questions of other fields still find what they did, texts of GermEval
2014 (Benikova et al. 2014, CC BY 4.0) are held to the vectors that they had, and questions about
them to their texts. It is trained by ``models.recipes.joint`` and, above a fixed encoder, by
``models.recipes.questions_further``.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from corpus.gold import QUERIES, QUESTIONS, GoldReport, held_out, read_queries
from models.load import ARTEFACTS
from models.manifest import Manifest, verify, write_manifest
from models.metrics import mean, ndcg
from models.onnx_reader import LOWER
from models.question_encoder import GRAPH
from models.recipes.annotated import germeval_examples
from models.recipes.joint_model import Joint
from models.recipes.onnx_export import RetrievalPart, export_quantised
from models.tokens import PASSAGE, QUERY, Splitter
from nlp.encoder import Encoder, Window
from nlp.segment import blocks, passages, sentences
from nlp.types import Matrix, Passage, Report
from nlp.windows import windows

ARTEFACT = ARTEFACTS / "questions"
GENERAL = QUESTIONS.with_name("general-questions.jsonl")
FRAGMENT = (4, 20)
LONGEST_QUESTION, LONGEST_PASSAGE = 256, 384
AT_ONCE = 64
Ids = list[int]


@dataclass(frozen=True, kw_only=True)
class LossSettings:
    """``batch`` questions with ``hard`` wrong passages each, out of the ``among`` likest.

    ``held``: how much moved vectors of other fields count; ``drawn`` of them at once.
    """

    batch: int = 64
    hard: int = 2
    among: int = 20
    temperature: float = 0.02
    held: float = 100.0
    drawn: int = 24
    others: int = 40


@dataclass(frozen=True, kw_only=True)
class Passages:
    """All passages of some reports that can be found, as token ids and as windows."""

    reports: tuple[str, ...]
    spans: tuple[Passage, ...]
    windows: tuple[Window, ...]
    ids: tuple[Ids, ...]

    def of(self, report: str) -> list[int]:
        """The rows of a report's passages."""
        return [row for row, one in enumerate(self.reports) if one == report]


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with the rows of the passages that answer it."""

    ids: Ids
    report: str
    answers: tuple[int, ...]


def read_passages(reports: Iterable[GoldReport], splitter: Splitter) -> Passages:
    """Every passage that can be found, as it is encoded in use."""
    ids, spans, shown = list[str](), list[Passage](), list[Window]()
    for gold in reports:
        report = Report(id=gold.id, title=gold.title or "", text=gold.text)
        parts = blocks(report.text)
        found = passages(report.text, parts, sentences(report.text, parts))
        own = [passage for passage in found if passage.searchable]
        ids += [report.id] * len(own)
        spans += own
        shown += windows(report, own)
    rows = tuple(splitter.window(window).ids[:LONGEST_PASSAGE] for window in shown)
    return Passages(reports=tuple(ids), spans=tuple(spans), windows=tuple(shown), ids=rows)


def read_questions(
    golds: Sequence[GoldReport], among: Passages, splitter: Splitter
) -> Iterator[Question]:
    """The questions of these reports; one without an answering passage is answered by all."""
    texts = {gold.id: gold.text for gold in golds}
    rows = {report: among.of(report) for report in texts}
    for asked in (*read_queries(QUERIES), *read_queries(QUESTIONS)):
        if rows.get(asked.doc):
            yield Question(
                ids=splitter.text(asked.text, QUERY)[:LONGEST_QUESTION],
                report=asked.doc,
                answers=tuple(_answering(texts[asked.doc], asked.passage, rows[asked.doc], among)),
            )


def _answering(text: str, passage: str | None, own: list[int], among: Passages) -> list[int]:
    start = text.find(passage) if passage else -1
    if passage is None or start < 0:
        return own
    end = start + len(passage)
    hit = [row for row in own if among.spans[row].start < end and start < among.spans[row].end]
    return hit or own


class Pairs:
    """Questions with their passages, drawn in turn; wrong ones come from ``mine``."""

    def __init__(
        self, asked: Sequence[Question], among: Passages, settings: LossSettings, rng: random.Random
    ) -> None:
        self._asked = asked
        self._among = among
        self._settings = settings
        self._random = rng
        self._likest: list[list[int]] = []
        self._queue: list[int] = []

    def mine(self, joint: Joint) -> None:
        """Looks for the passages of other reports that are likest to each question by now."""
        passages = encoded(joint, self._among.ids, questions=False)
        questions = encoded(joint, [one.ids for one in self._asked], questions=True)
        self._likest = [
            self._others(one, row)
            for one, row in zip(self._asked, questions, strict=True)
            for row in [row @ passages.T]
        ]

    def _others(self, one: Question, scores: Tensor) -> list[int]:
        best = scores.topk(min(len(scores), 2 * self._settings.among)).indices.tolist()
        others = [row for row in best if self._among.reports[row] != one.report]
        return others[: self._settings.among]

    def loss(self, joint: Joint) -> Tensor:
        """Negative log of the share of the right passage, of the next questions."""
        drawn = [self._next() for _ in range(self._settings.batch)]
        right = [self._random.choice(self._asked[at].answers) for at in drawn]
        wrong = [row for at in drawn for row in self._wrong(at)]
        rows = sorted({*right, *wrong})
        where = {row: at for at, row in enumerate(rows)}
        return contrast(
            joint.question_vectors([self._asked[at].ids for at in drawn]),
            joint.passage_vectors([self._among.ids[row] for row in rows]),
            right=[where[row] for row in right],
            askers=[self._asked[at].report for at in drawn],
            owners=[self._among.reports[row] for row in rows],
            temperature=self._settings.temperature,
        )

    def _next(self) -> int:
        if not self._queue:
            self._queue = self._random.sample(range(len(self._asked)), len(self._asked))
        return self._queue.pop()

    def _wrong(self, at: int) -> list[int]:
        likest = self._likest[at] if self._likest else []
        return self._random.choices(likest, k=self._settings.hard) if likest else []


def contrast(  # noqa: PLR0913 (two sides, each with what it belongs to)
    questions: Tensor,
    passages: Tensor,
    *,
    right: Sequence[int],
    askers: Sequence[str],
    owners: Sequence[str],
    temperature: float,
) -> Tensor:
    """InfoNCE; other passages of the report that is asked about do not count."""
    scores = questions @ passages.T / temperature
    own = torch.tensor([[asker == owner for owner in owners] for asker in askers])
    own[range(len(right)), list(right)] = False
    hidden = scores.masked_fill(own.to(scores.device), float("-inf"))
    return nn.functional.cross_entropy(hidden, torch.tensor(right, device=scores.device))


class General:
    """Questions and texts of other fields, which keep the vectors that they had.

    None of it where there is no folder.
    """

    def __init__(
        self, folder: Path | None, splitter: Splitter, settings: LossSettings, rng: random.Random
    ) -> None:
        self._random = rng
        self._settings = settings
        texts = general_texts(folder) if folder else {}
        rows = [json.loads(line) for line in GENERAL.read_text(encoding="utf-8").splitlines()]
        self._about = [row["window"] for row in rows if row["window"] in texts]
        asked = [row["text"] for row in rows if row["window"] in texts]
        asked += [_fragment(text, rng) for text in texts.values()]
        self._questions = [splitter.text(text, QUERY)[:LONGEST_QUESTION] for text in asked]
        self._names = list(texts)
        self._texts = {
            name: splitter.text(text, PASSAGE)[:LONGEST_QUESTION] for name, text in texts.items()
        }
        self._question_vectors = torch.zeros(0)
        self._text_vectors = torch.zeros(0)

    def remember(self, joint: Joint) -> None:
        """The vectors that they have before the training."""
        self._question_vectors = encoded(joint, self._questions, questions=True)
        texts = [self._texts[name] for name in self._names]
        self._text_vectors = encoded(joint, texts, questions=False)

    def loss(self, joint: Joint) -> Tensor:
        """How far some of them have moved, squared, and whether questions find their texts."""
        if not self._texts:
            return torch.zeros((), device=joint.device)
        asked = self._random.sample(range(len(self._questions)), self._settings.drawn)
        read = self._random.sample(range(len(self._names)), self._settings.drawn)
        questions = joint.question_vectors([self._questions[at] for at in asked])
        texts = joint.passage_vectors([self._texts[self._names[at]] for at in read])
        moved = _moved(questions, self._question_vectors[asked]) + _moved(
            texts, self._text_vectors[read]
        )
        return self._settings.held * moved / 2 + self._found(joint)

    def _found(self, joint: Joint) -> Tensor:
        drawn = self._random.sample(range(len(self._about)), self._settings.drawn)
        own = [self._about[at] for at in drawn]
        names = list(
            dict.fromkeys([*own, *self._random.sample(self._names, self._settings.others)])
        )
        return contrast(
            joint.question_vectors([self._questions[at] for at in drawn]),
            joint.passage_vectors([self._texts[name] for name in names]),
            right=[names.index(name) for name in own],
            askers=own,
            owners=names,
            temperature=self._settings.temperature,
        )


def _moved(now: Tensor, before: Tensor) -> Tensor:
    return (now - before).pow(2).sum(1).mean()


def general_texts(folder: Path) -> dict[str, str]:
    """Texts of other fields by the names that ``general-questions.jsonl`` has for them."""
    return {
        f"{file.name}:{number}": example.text
        for file in sorted(folder.glob("germeval2014-*.tsv"))
        for number, example in enumerate(germeval_examples(file))
    }


def _fragment(text: str, rng: random.Random) -> str:
    """Some words of a text, as many as a question has."""
    words = text.split()
    length = rng.randint(*FRAGMENT)
    start = rng.randrange(max(1, len(words) - length))
    return " ".join(words[start : start + length])


@torch.no_grad()
def encoded(joint: Joint, rows: Sequence[Ids], *, questions: bool) -> Tensor:
    """(texts, dimensions), without dropout and without a gradient."""
    was = joint.training
    joint.train(mode=False)
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    branch = joint.question_vectors if questions else joint.passage_vectors
    vectors = torch.zeros((len(rows), joint.names.tags.in_features), device=joint.device)
    for at in range(0, len(order), AT_ONCE):
        some = order[at : at + AT_ONCE]
        with torch.autocast(joint.device.type, torch.bfloat16):
            vectors[some] = branch([rows[row] for row in some])
    joint.train(was)
    return vectors


def export(tower: RetrievalPart, folder: Path, *, version: str, recipe: str) -> None:
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
        source="trained with the encoder, and further above it, on corpus/data/queries.jsonl and "
        "questions.jsonl",
        licence="MIT; training data CC0, GermEval 2014 CC BY 4.0",
        recipe=recipe,
        settings={"lower_sha256": encoder.files[LOWER].sha256},
    )
    write_manifest(folder, manifest, files=[GRAPH])


def held_out_gain(
    encoder: Encoder, reports: Sequence[GoldReport], among: Passages, vectors: Matrix
) -> float:
    """nDCG@10 of the held-out questions over all annotated reports, by the vectors alone.

    ``vectors``: of the passages.
    """
    texts = {report.id for report in reports if held_out(report.id)}
    asked = [q for q in (*read_queries(QUERIES), *read_queries(QUESTIONS)) if q.doc in texts]
    scores = encoder.encode_queries([question.text for question in asked]) @ vectors.T
    return mean(
        [
            ndcg(_first_reports(row, among.reports), {question.doc: 1.0}, depth=10)
            for row, question in zip(scores, asked, strict=True)
        ]
    )


def _first_reports(scores: Matrix, reports: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(reports[row] for row in np.argsort(-scores)))[:10]
